import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { expect, test } from 'vitest';
import type { EngineClient } from '@shared/contract/index';
import { createCalls } from '@shared/wire/calls';
import { portLine } from '@shared/wire/line';
import type { CreateField } from '@shared/contract/schema.contract';
import type { FieldDef } from '@shared/domain/schema';
import { testEngine, type TestEngine } from '../../helpers/test-engine';

type Client = TestEngine['client'];

const findField = async (client: Client, object: string, name: string): Promise<FieldDef | undefined> => {
  const { objects } = await client.schema.get({});
  return objects.find((each) => each.name === object)?.fields.find((each) => each.name === name);
};

const addField = (client: Client, field: Pick<CreateField, 'label' | 'type'> & Partial<CreateField>) =>
  client.schema.createField({ object: 'person', ...field });

test('a custom object and its fields hold records at once', async () => {
  const { client } = await testEngine();

  await client.schema.createObject({ labelSingular: 'Service contract', labelPlural: 'Service contracts' });
  await client.schema.createField({ object: 'serviceContract', label: 'Yearly value', type: 'currency' });
  const settings = { target: 'company' };
  await client.schema.createField({ object: 'serviceContract', label: 'Customer', type: 'relation', settings });
  const company = await client.records.create({ object: 'company', values: { name: 'Fjordgate' } });
  const yearlyValue = { amountMinor: 120_000, currency: 'EUR' };
  const values = { name: 'Gold', yearlyValue, customer: company.row.id };
  await client.records.create({ object: 'serviceContract', values });
  const filter = { field: 'customer.name', op: 'is', value: 'fjordgate' } as const;
  const page = await client.records.query({ object: 'serviceContract', filter });

  expect(page.rows).toMatchObject([{ name: 'Gold', yearlyValue, customer: { title: 'Fjordgate' } }]);
});

test('labels of any kind make safe names, and never SQL', async () => {
  const { client } = await testEngine();
  const labels = [
    `Robert"); DROP TABLE r_person; --`,
    '__proto__',
    'constructor',
    'toString',
    '🦄',
    '日本',
    'id',
    'created at',
    'createdAt',
    '2nd phone',
    `a'b"c\`d;e`,
    'x'.repeat(200),
    'Name',
  ];

  const made = [];
  for (const label of labels) made.push(await addField(client, { label, type: 'text' }));
  const values = Object.fromEntries(made.map((field) => [field.name, field.label]));
  const { row } = await client.records.create({ object: 'person', values });

  expect(made.map((field) => field.label)).toEqual(labels);
  expect(new Set(made.map((field) => field.name.toLowerCase())).size).toBe(labels.length);
  for (const { name } of made) {
    expect(name).toMatch(/^[a-zA-Z][a-zA-Z0-9_]{0,63}$/);
    expect(name in Object.prototype).toBe(false);
    expect(['id', 'createdat', 'name']).not.toContain(name.toLowerCase());
  }
  expect(row).toMatchObject(values);
});

test.each(['constructor', 'hasOwnProperty', 'createdAt', 'ID', 'deleted_at', 'NAME', 'name'])(
  'the name %s is refused where a caller asks for it',
  async (name) => {
    const { client } = await testEngine();

    const made = addField(client, { label: 'Mine', name, type: 'text' });

    await expect(made).rejects.toMatchObject({ code: 'invalid_input', data: { name } });
  },
);

test('an object takes 300 fields of every type, written and read whole', async () => {
  const { client } = await testEngine();
  const names: string[] = [];
  for (let count = 0; count < 300; count += 1) {
    const type = (['text', 'number', 'address', 'boolean', 'emails'] as const)[count % 5] ?? 'text';
    names.push((await addField(client, { label: `Field ${count}`, type })).name);
  }
  const values = Object.fromEntries(names.filter((_, at) => at % 5 === 0).map((name) => [name, `of ${name}`]));

  const { row } = await client.records.create({ object: 'person', values });

  expect(await client.records.get({ object: 'person', id: row.id })).toMatchObject(values);
});

test('deleting a field hides it and keeps its values, which come back with it', async () => {
  const { client } = await testEngine();
  const { name } = await addField(client, { label: 'Nickname', type: 'text' });
  const { row } = await client.records.create({ object: 'person', values: { [name]: 'Mo' } });

  await client.schema.deleteField({ object: 'person', name });
  const hidden = await client.records.get({ object: 'person', id: row.id });
  await client.schema.restoreField({ object: 'person', name });
  const shown = await client.records.get({ object: 'person', id: row.id });

  expect(hidden).not.toHaveProperty(name);
  expect(shown).toHaveProperty(name, 'Mo');
});

test('deleting a custom object hides its records, which come back with it', async () => {
  const { client } = await testEngine();
  await client.schema.createObject({ labelSingular: 'Site', labelPlural: 'Sites' });
  const { row } = await client.records.create({ object: 'site', values: { name: 'Åsane depot' } });

  await client.schema.deleteObject({ name: 'site' });
  const gone = client.records.query({ object: 'site' });
  await expect(gone).rejects.toMatchObject({ code: 'not_found' });
  await client.schema.restoreObject({ name: 'site' });

  expect(await client.records.get({ object: 'site', id: row.id })).toMatchObject({ name: 'Åsane depot' });
});

test('what ships with Outpost can be renamed and hidden, not deleted', async () => {
  const { client } = await testEngine();

  const renamed = await client.schema.updateField({
    object: 'person',
    name: 'jobTitle',
    label: 'Role',
    isHidden: true,
  });
  const object = await client.schema.updateObject({
    name: 'person',
    labelPlural: 'Contacts',
    labelSingular: 'Contact',
  });

  expect(renamed).toMatchObject({ name: 'jobTitle', label: 'Role', isHidden: true });
  expect(object).toMatchObject({ name: 'person', labelPlural: 'Contacts' });
  const forbidden = { code: 'forbidden' };
  await expect(client.schema.deleteObject({ name: 'person' })).rejects.toMatchObject(forbidden);
  await expect(client.schema.deleteField({ object: 'person', name: 'jobTitle' })).rejects.toMatchObject(forbidden);
  await expect(client.schema.updateField({ object: 'person', name: 'createdAt', label: 'x' })).rejects.toMatchObject(
    forbidden,
  );
});

test('every schema change is one step of undo, and redo brings it back', async () => {
  const { client } = await testEngine();
  const settings = { options: [{ key: 'a', label: 'A', color: 'gray' as const }] };
  const { name } = await addField(client, { label: 'Tier', type: 'select', settings });
  const more = { options: [...settings.options, { key: 'b', label: 'B', color: 'red' as const }] };
  await client.schema.updateField({ object: 'person', name, label: 'Level', settings: more });
  await client.schema.deleteField({ object: 'person', name });
  await client.schema.createObject({ labelSingular: 'Site', labelPlural: 'Sites' });
  const siteOf = async () => (await client.schema.get({})).objects.find((each) => each.name === 'site');

  await client.history.undo({});
  expect((await siteOf())?.deletedAtMs ?? 'none').not.toBeNull();
  await client.history.undo({});
  expect(await findField(client, 'person', name)).toMatchObject({ label: 'Level', settings: more, deletedAtMs: null });
  await client.history.undo({});
  expect(await findField(client, 'person', name)).toMatchObject({ label: 'Tier', settings });
  await client.history.undo({});
  expect((await findField(client, 'person', name))?.deletedAtMs).not.toBeNull();
  for (let step = 0; step < 4; step += 1) await client.history.redo({});

  expect(await findField(client, 'person', name)).toMatchObject({ label: 'Level', settings: more });
  expect((await findField(client, 'person', name))?.deletedAtMs).not.toBeNull();
  expect((await siteOf())?.deletedAtMs).toBeNull();
});

test('a field becomes unique only where no two records share a value, and then refuses a second one', async () => {
  const { client } = await testEngine();
  const { name } = await addField(client, { label: 'ERP number', type: 'text' });
  const first = await client.records.create({ object: 'person', values: { [name]: 'X-1' } });
  const second = await client.records.create({ object: 'person', values: { [name]: 'x-1' } });

  const tooSoon = client.schema.updateField({ object: 'person', name, isUnique: true });
  await expect(tooSoon).rejects.toMatchObject({ code: 'invalid_input' });
  expect((await findField(client, 'person', name))?.isUnique).toBe(false);
  await client.records.update({ object: 'person', id: second.row.id, values: { [name]: 'X-2' } });
  await client.schema.updateField({ object: 'person', name, isUnique: true });
  const clash = client.records.update({ object: 'person', id: second.row.id, values: { [name]: 'X-1' } });

  await expect(clash).rejects.toMatchObject({ code: 'invalid_input' });
  await client.schema.updateField({ object: 'person', name, isUnique: false });
  await client.records.update({ object: 'person', id: second.row.id, values: { [name]: 'X-1' } });
  expect(await client.records.get({ object: 'person', id: first.row.id })).toHaveProperty(name, 'X-1');
});

test('a schema change that fails leaves no trace, in the file or in memory', async () => {
  const { client } = await testEngine();
  const before = await client.schema.get({});

  const failed = addField(client, { label: 'Owner', type: 'relation', settings: { target: 'nobody' } });
  await expect(failed).rejects.toMatchObject({ code: 'invalid_input' });

  expect(await client.schema.get({})).toEqual(before);
});

test('a field moves to another place and the others keep their order', async () => {
  const { client } = await testEngine();
  const names = async () =>
    (await client.schema.get({})).objects
      .find((each) => each.name === 'task')
      ?.fields.filter((each) => !each.isSystem)
      .map((each) => each.name);
  const before = (await names()) ?? [];

  await client.schema.updateField({ object: 'task', name: 'assignee', order: 1 });
  for (let count = 0; count < 15; count += 1) {
    await client.schema.updateField({ object: 'task', name: count % 2 ? 'assignee' : 'body', order: 1 });
  }

  const others = before.filter((name) => name !== 'assignee' && name !== 'body');
  expect((await names())?.filter((name) => name !== 'assignee' && name !== 'body')).toEqual(others);
  expect((await names())?.slice(1, 3)).toEqual(['body', 'assignee']);
});

test('options of a select have one key and one label each', async () => {
  const { client } = await testEngine();
  const options = (...pairs: [string, string][]) => ({
    options: pairs.map(([key, label]) => ({ key, label, color: 'gray' as const })),
  });

  const twoKeys = addField(client, { label: 'S', type: 'select', settings: options(['a', 'A'], ['a', 'B']) });
  const twoLabels = addField(client, { label: 'S', type: 'select', settings: options(['a', 'Été'], ['b', ' ete ']) });

  await expect(twoKeys).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(twoLabels).rejects.toMatchObject({ code: 'invalid_input' });
});

test('the schema survives closing the workspace', async () => {
  const engine = await testEngine();
  await addField(engine.client, { label: 'Tier', type: 'rating' });
  const before = await engine.client.schema.get({});

  const again = await engine.reopen();

  expect(await again.client.schema.get({})).toEqual(before);
});

test('objects change places, and undo puts them back', async () => {
  const { client } = await testEngine();
  const names = async () => (await client.schema.get({})).objects.map(({ name }) => name);
  const before = await names();

  await client.schema.updateObject({ name: 'note', order: 0 });
  const moved = await names();
  await client.history.undo({});

  expect(moved).toEqual(['note', ...before.filter((name) => name !== 'note')]);
  expect(await names()).toEqual(before);
});

test('two windows see a conversion and a purge of either', async () => {
  const engine = await testEngine();
  const { port1, port2 } = new MessageChannel();
  engine.engine.attach(port1);
  port1.start();
  port2.start();
  const other = createORPCClient<EngineClient>(createCalls(portLine(port2)));
  const controller = new AbortController();
  const changes = await other.records.changes({}, { signal: controller.signal });
  const topics: string[][] = [];
  const listening = (async () => {
    for await (const change of changes) topics.push([...change.topics]);
  })().catch(() => undefined);

  await engine.client.schema.createField({ object: 'company', label: 'Probe', type: 'text' });
  await engine.client.schema.convertField({ object: 'company', name: 'probe', to: 'number' });
  const seen = await other.schema.get({});
  await expect.poll(() => topics.filter((each) => each.includes('schema')).length).toBeGreaterThan(1);
  controller.abort();
  await listening;
  port2.close();

  const probes = seen.objects.flatMap(({ fields }) => fields.filter(({ label }) => label === 'Probe'));
  expect(probes.filter(({ deletedAtMs }) => deletedAtMs === null).map(({ type }) => type)).toEqual(['number']);
});
