import { expect, test } from 'vitest';
import type { Misfits } from '@shared/contract/records.contract';
import { formatMessage } from '@shared/messages/format-message';
import type { CreateField } from '@shared/contract/schema.contract';
import type { FieldSettings, FieldType } from '@shared/domain/schema';
import type { FieldInput } from '@shared/domain/values';
import { allRows, importFile, stage } from '../exchange/exchange-fixture';
import { testClock, testEngine, type TestEngine } from '../../helpers/test-engine';

type Client = TestEngine['client'];

const addField = (client: Client, type: FieldType, settings: FieldSettings, more: Partial<CreateField> = {}) =>
  client.schema.createField({
    object: 'company',
    label: 'Probe',
    type,
    settings: { ...settings, ...(settings.options && { options: [...settings.options] }) },
    ...more,
  });

const create = (client: Client, probe?: FieldInput) =>
  client.records.create({ object: 'company', values: { name: 'Acme', ...(probe === undefined ? {} : { probe }) } });

test.each<[FieldType, FieldSettings, FieldInput, FieldInput, string]>([
  ['number', { max: 40 }, 40, 40.5, 'Probe must be at most 40.'],
  ['integer', { min: 1 }, 1, 0, 'Probe must be at least 1.'],
  ['percent', { min: 0, max: 100 }, 100, 101, 'Probe must be at most 100.'],
  [
    'currency',
    { min: 10 },
    { amountMinor: 1000, currency: 'EUR' },
    { amountMinor: 999, currency: 'EUR' },
    'Probe must be at least 10.',
  ],
  [
    'currency',
    { max: 500 },
    { amountMinor: 500, currency: 'JPY' },
    { amountMinor: 501, currency: 'JPY' },
    'Probe must be at most 500.',
  ],
  ['date', { min: '2026-01-01' }, '2026-01-01', '2025-12-31', 'Probe must not be before 2026-01-01.'],
  [
    'dateTime',
    { max: '2026-01-01' },
    Date.UTC(2026, 0, 1, 12),
    Date.UTC(2026, 0, 3),
    'Probe must not be after 2026-01-01.',
  ],
  ['text', { minLength: 2 }, 'ab', '🦄', 'Probe must have at least 2 characters.'],
  ['longText', { maxLength: 3 }, 'a\nb', 'abcd', 'Probe must have at most 3 characters.'],
  ['emails', { maxLength: 1 }, ['a@b.example'], ['a@b.example', 'c@d.example'], 'Probe must have at most 1 entry.'],
  [
    'text',
    { pattern: '[A-Z]{3}-\\d{4}' },
    'ABC-1234',
    'ABC-123',
    'Probe must look like this: [A-Z]{3}-\\d{4}. "ABC-123" does not.',
  ],
  [
    'links',
    { pattern: '.*\\.example', patternHint: 'our own pages' },
    ['a.example'],
    ['a.example', 'b.io'],
    'Probe must look like this: our own pages. "b.io" does not.',
  ],
])('a %s with %j keeps %j and refuses %j', async (type, settings, good, bad, message) => {
  const { client } = await testEngine();
  await addField(client, type, settings);

  const { row } = await create(client, good);

  expect(row['probe']).toEqual(good);
  await expect(create(client, bad)).rejects.toMatchObject({ code: 'invalid_input', message });
  await expect(client.records.update({ object: 'company', id: row.id, values: { probe: bad } })).rejects.toMatchObject({
    code: 'invalid_input',
    message,
  });
  await expect(
    client.records.update({ object: 'company', id: row.id, values: { probe: null } }),
  ).resolves.toMatchObject({ row: { probe: null } });
});

test.each<[FieldType, FieldSettings, string]>([
  ['number', { min: 5, max: 4 }, 'The least is more than the most'],
  ['number', { min: '2026-01-01' }, '"2026-01-01" is not a number'],
  ['date', { min: 4 }, '"4" is not a day such as 2026-01-31'],
  ['date', { max: '2026-02-30' }, '"2026-02-30" is not a day such as 2026-01-31'],
  ['text', { minLength: 5, maxLength: 4 }, 'The least length is more than the most'],
  ['text', { pattern: '(a' }, 'Pattern: A bracket is not closed'],
  ['number', { defaultValue: 'many' }, 'Default value: Not a number'],
  ['number', { max: 4, defaultValue: 5 }, 'Default value: Probe must be at most 4.'],
  [
    'select',
    { options: [{ key: 'a', label: 'A', color: 'red' }], defaultValue: 'b' },
    'Default value: "b" is not one of the options',
  ],
  ['date', { defaultValue: 'someday' }, 'Default value: "someday" is not a date'],
])('a %s refuses the rules %j', async (type, settings, message) => {
  const { client } = await testEngine();

  await expect(addField(client, type, settings)).rejects.toMatchObject({ code: 'invalid_input', message });
});

test('rules of other types are left out', async () => {
  const { client } = await testEngine();

  const field = await addField(client, 'boolean', { min: 1, pattern: 'x', minLength: 3, decimals: 2 });

  expect(field.settings).toEqual({});
});

test('a new record begins with the defaults of the fields that nobody filled in', async () => {
  const { client } = await testEngine();
  await addField(client, 'number', { defaultValue: 7 });
  await client.schema.createField({
    object: 'company',
    label: 'Begun',
    type: 'date',
    settings: { defaultValue: 'in 2 weeks' },
  });

  const silent = await create(client);
  const said = await client.records.create({ object: 'company', values: { name: 'B', probe: 1, begun: null } });

  expect(silent.row).toMatchObject({ probe: 7, begun: '2026-12-04' });
  expect(said.row).toMatchObject({ probe: 1, begun: null });
});

test('"today" is the day in the workspace’s zone when the record is made', async () => {
  const clock = testClock(Date.UTC(2026, 10, 20, 20));
  const { client } = await testEngine({ clock });
  await client.workspace.update({ timeZone: 'Asia/Tokyo' });
  await addField(client, 'date', { defaultValue: 'today' });

  const first = await create(client);
  clock.advance(24 * 3600 * 1000);
  const second = await create(client);

  expect([first.row['probe'], second.row['probe']]).toEqual(['2026-11-21', '2026-11-22']);
});

test('a default is a value like any other: it is in the history, and undoing the field’s change leaves it', async () => {
  const { client } = await testEngine();
  await addField(client, 'text', {});
  await client.schema.updateField({ object: 'company', name: 'probe', settings: { defaultValue: 'new' } });

  const { row } = await create(client);
  await client.history.undo({});
  await client.history.undo({});
  const after = await create(client);

  expect(row['probe']).toBe('new');
  expect(after.row['probe']).toBeNull();
});

const reasonsOf = ({ examples }: Misfits): readonly string[] => examples.map(({ reason }) => formatMessage(reason));

test('a rule that comes later leaves what is there, and says which records break it', async () => {
  const { client } = await testEngine();
  await addField(client, 'number', {});
  for (const value of [10, 50, 60, null]) await create(client, value);

  const foreseen = await client.records.misfits({ object: 'company', field: 'probe', settings: { max: 40 } });
  const none = await client.records.misfits({ object: 'company', field: 'probe' });
  await client.schema.updateField({ object: 'company', name: 'probe', settings: { max: 55 }, isRequired: true });
  const found = await client.records.misfits({ object: 'company', field: 'probe' });

  expect(foreseen.count).toBe(2);
  expect(foreseen.examples[0]).toMatchObject({ title: 'Acme' });
  expect(reasonsOf(foreseen)).toContain('Probe must be at most 40.');
  expect(none).toEqual({ count: 0, examples: [], ids: [] });
  expect(reasonsOf(found)).toEqual(['Probe must be at most 55.', 'Probe is required.']);
});

test('records that break a rule can be edited elsewhere, and undone to what they were', async () => {
  const { client } = await testEngine();
  await addField(client, 'number', {});
  const { row } = await create(client, 50);
  await client.schema.updateField({ object: 'company', name: 'probe', settings: { max: 40 } });

  await client.records.update({ object: 'company', id: row.id, values: { name: 'Other' } });
  await client.records.update({ object: 'company', id: row.id, values: { probe: 4 } });
  await client.history.undo({});

  expect(await client.records.get({ object: 'company', id: row.id })).toMatchObject({ name: 'Other', probe: 50 });
});

test('misfits of what is not there are not found', async () => {
  const { client } = await testEngine();

  await expect(client.records.misfits({ object: 'nothing', field: 'name' })).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(client.records.misfits({ object: 'company', field: 'nothing' })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('an import keeps the rules too: new records get defaults, rows that break a rule are rejected with its words', async () => {
  const engine = await testEngine();
  await addField(engine.client, 'number', { max: 40, defaultValue: 7 });
  const file = stage(engine, 'Name,Probe\nA,3\nB,\nC,41\n');

  const status = await importFile(engine, file, { object: 'company' });
  const rejected = await engine.client.exchange.rejectedRows({ id: status.id });
  const rows = await allRows(engine, 'company');
  expect(rows.map(({ name, probe }) => [name, probe])).toEqual([
    ['A', 3],
    ['B', 7],
  ]);
  expect(status).toMatchObject({ created: 2, rejectedCount: 1 });
  expect(rejected.rows.flatMap(({ reasons }) => reasons.map(formatMessage))).toEqual(['Probe must be at most 40.']);
});
