import { expect, test } from 'vitest';
import { allRows, importFile, readExport, stage } from '../exchange/exchange-fixture';
import { testEngine, type TestEngine } from '../../helpers/test-engine';

type Client = TestEngine['client'];

const addNumber = (client: Client, settings: { readonly digits?: number; readonly firstNumber?: number } = {}) =>
  client.schema.createField({
    object: 'company',
    label: 'Number',
    type: 'autoNumber',
    settings: { prefix: 'C-', digits: 3, ...settings },
  });

const create = async (client: Client, name: string) =>
  (await client.records.create({ object: 'company', values: { name } })).row;

const numbers = async (engine: TestEngine): Promise<Readonly<Record<string, unknown>>> =>
  Object.fromEntries<unknown>(
    (await allRows(engine, 'company')).map(
      ({ name, number }) => [typeof name === 'string' ? name : '', number] as const,
    ),
  );

test('every new record gets the next number, and nobody can write one', async () => {
  const { client } = await testEngine();
  await addNumber(client);

  const first = await create(client, 'A');
  const second = await create(client, 'B');

  expect([first['number'], second['number']]).toEqual(['C-001', 'C-002']);
  for (const number of ['C-009', null]) {
    await expect(client.records.update({ object: 'company', id: first.id, values: { number } })).rejects.toMatchObject({
      code: 'invalid_input',
      message: 'Outpost keeps this field itself.',
    });
    await expect(client.records.create({ object: 'company', values: { number } })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  }
});

test('records that were there get numbers in the order in which they were made, those in the trash too', async () => {
  const engine = await testEngine();
  const { client } = engine;
  const gone = await create(client, 'A');
  await create(client, 'B');
  await client.records.delete({ object: 'company', selection: { ids: [gone.id] } });

  await addNumber(client);
  await create(client, 'C');
  await client.records.restore({ object: 'company', selection: { ids: [gone.id] } });

  expect(await numbers(engine)).toEqual({ A: 'C-001', B: 'C-002', C: 'C-003' });
});

test('adding the field is one step: undone and done again it has the same numbers', async () => {
  const engine = await testEngine();
  const { client } = engine;
  await create(client, 'A');
  await addNumber(client);

  await client.history.undo({});
  const without = await numbers(engine);
  await create(client, 'B');
  await client.history.undo({});
  await client.history.redo({});
  await client.schema.restoreField({ object: 'company', name: 'number' });

  expect(without).toEqual({ A: undefined });
  expect((await numbers(engine))['B']).toBe('C-002');
});

test('a number is never given twice, whatever is deleted, undone or refused', async () => {
  const { client } = await testEngine();
  await addNumber(client);
  const first = await create(client, 'A');
  await client.records.delete({ object: 'company', selection: { ids: [first.id] } });
  await create(client, 'B');
  await client.history.undo({});

  await client.records.create({ object: 'company', values: { name: 'x', nothing: 1 } }).catch(() => undefined);
  const last = await create(client, 'C');

  expect(last['number']).toBe('C-003');
});

test('an import numbers its new records without a gap and leaves its own column of numbers alone', async () => {
  const engine = await testEngine();
  await addNumber(engine.client);
  await engine.client.schema.createField({ object: 'company', label: 'Size', type: 'integer', settings: { max: 5 } });
  await importFile(engine, stage(engine, 'Name\nA\nB\n'), { object: 'company' });
  const exported = await engine.client.exchange.export({ set: { object: 'company' }, format: 'csv' });
  const text = readExport(engine, exported.file);

  const again = await importFile(engine, stage(engine, text), { object: 'company', matchBy: 'name' });
  const more = await importFile(engine, stage(engine, 'Name,Number,Size\nD,C-900,1\nE,,6\nF,,3\n'), {
    object: 'company',
  });

  expect(text).toContain('C-002');
  expect(again).toMatchObject({ created: 0, unchanged: 2 });
  expect(more).toMatchObject({ created: 2, rejectedCount: 1 });
  expect(await numbers(engine)).toEqual({ A: 'C-001', B: 'C-002', D: 'C-003', F: 'C-004' });
});

test('new settings count for new numbers; the counter never falls', async () => {
  const { client } = await testEngine();
  await addNumber(client, { firstNumber: 41 });
  const first = await create(client, 'A');
  await client.schema.updateField({
    object: 'company',
    name: 'number',
    settings: { prefix: 'K', digits: 5, firstNumber: 7 },
  });
  const second = await create(client, 'B');
  await client.schema.updateField({ object: 'company', name: 'number', settings: { firstNumber: 100 } });
  const third = await create(client, 'C');

  expect([first, second, third].map(({ number }) => number)).toEqual(['C-041', 'K00042', '100']);
});

test('a number is found by search, filtered and sorted', async () => {
  const { client } = await testEngine();
  await addNumber(client, { digits: 1, firstNumber: 9 });
  for (const name of ['A', 'B', 'C']) await create(client, name);

  const hits = await client.search.find({ text: 'C-10' });
  const sorted = await client.records.query({
    object: 'company',
    filter: { field: 'number', op: 'startsWith', value: 'c-1' },
    sort: [{ field: 'number', direction: 'desc' }],
  });

  expect(hits.results.map(({ title }) => title)).toContain('B');
  expect(sorted.rows.map(({ number }) => number)).toEqual(['C-11', 'C-10']);
});

test('a running number cannot be required, unique, or stand behind another digit', async () => {
  const { client } = await testEngine();
  const field = { object: 'company', label: 'Number', type: 'autoNumber' } as const;

  await expect(client.schema.createField({ ...field, isRequired: true })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  await expect(client.schema.createField({ ...field, isUnique: true })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  await expect(client.schema.createField({ ...field, settings: { prefix: '20' } })).rejects.toMatchObject({
    message: 'What stands before the number cannot end with a digit',
  });
});
