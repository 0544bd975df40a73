import { expect, test } from 'vitest';
import { allRows } from '../exchange/exchange-fixture';
import { testEngine, type TestEngine } from '../../helpers/test-engine';

const FIELD = { object: 'company', field: 'budget' } as const;

const companyFields = async ({ client }: TestEngine) =>
  (await client.schema.get({})).objects.find(({ name }) => name === 'company')?.fields.map(({ name }) => name);

const withBudgets = async (engine: TestEngine) => {
  const { client } = engine;
  await client.schema.createField({ object: 'company', label: 'Budget', type: 'currency', isUnique: false });
  for (const budget of ['1 EUR', '2 EUR', null])
    await client.records.create({ object: 'company', values: { name: 'C', budget } });
  const [first] = await allRows(engine, 'company');
  await client.records.delete({ object: 'company', selection: { ids: first ? [first.id] : [] } });
};

const withSites = async ({ client }: TestEngine) => {
  await client.schema.createObject({ labelSingular: 'Site', labelPlural: 'Sites', name: 'site' });
  await client.schema.createField({ object: 'site', label: 'City', type: 'text' });
  await client.records.create({ object: 'site', values: { name: 'Quay', city: 'Oslo' } });
  await client.records.create({ object: 'site', values: { name: 'Pier' } });
};

test('a field is purged out of the trash only, after saying how many values go', async () => {
  const engine = await testEngine();
  const { client } = engine;
  await withBudgets(engine);

  await expect(client.schema.purge(FIELD)).rejects.toMatchObject({ code: 'conflict' });
  await client.schema.deleteField({ object: 'company', name: 'budget' });
  const foretold = await client.schema.previewPurge(FIELD);
  const destroyed = await client.schema.purge(FIELD);

  expect(foretold).toEqual({ records: 0, values: 2 });
  expect(destroyed).toEqual(foretold);
  expect(await companyFields(engine)).not.toContain('budget');
  expect((await client.workspace.doctor({})).findings).toEqual([]);
});

test('a purge cannot be undone, and what was done before it is passed over', async () => {
  const engine = await testEngine();
  const { client } = engine;
  await withBudgets(engine);
  await client.schema.deleteField({ object: 'company', name: 'budget' });
  await client.schema.purge(FIELD);
  const { operations } = await client.history.operations({});
  const purge = operations.find(({ verb }) => verb === 'purge');

  await expect(client.history.undo({ operationId: purge?.id })).rejects.toMatchObject({ code: 'unsupported' });
  const deletion = await client.history.undo({});
  const trashed = await client.history.undo({});
  for (const company of await allRows(engine, 'company'))
    await client.history.record({ object: 'company', id: company.id });

  expect(purge).toMatchObject({ subject: 'Budget', count: 2 });
  expect(deletion).toMatchObject({ skippedCount: 1 });
  expect(trashed).toMatchObject({ operation: { verb: 'delete' }, skippedCount: 0 });
  expect(await companyFields(engine)).not.toContain('budget');
  expect(await allRows(engine, 'company')).toHaveLength(3);
});

test('a name is free again after a purge, and the new field is empty', async () => {
  const engine = await testEngine();
  await withBudgets(engine);
  await engine.client.schema.deleteField({ object: 'company', name: 'budget' });
  await engine.client.schema.purge(FIELD);

  const made = await engine.client.schema.createField({ object: 'company', label: 'Budget', type: 'text' });

  expect(made.name).toBe('budget');
  expect((await allRows(engine, 'company')).map(({ budget }) => budget)).toEqual([null, null]);
});

test('an object is purged with its records, its views and what search knows of them', async () => {
  const engine = await testEngine();
  const { client } = engine;
  await withSites(engine);
  await expect(client.schema.purge({ object: 'site' })).rejects.toMatchObject({ code: 'conflict' });
  await client.schema.deleteObject({ name: 'site' });

  const foretold = await client.schema.previewPurge({ object: 'site' });
  await client.schema.purge({ object: 'site' });
  const reopened = await engine.reopen();
  const schema = await reopened.client.schema.get({});

  expect(foretold).toEqual({ records: 2, values: 3 });
  expect(schema.objects.map(({ name }) => name)).not.toContain('site');
  expect((await reopened.client.search.find({ text: 'Quay' })).results).toEqual([]);
  expect((await reopened.client.workspace.doctor({})).findings).toEqual([]);
});

test('undo passes over the records of a purged object', async () => {
  const engine = await testEngine();
  const { client } = engine;
  await withSites(engine);
  await client.schema.deleteObject({ name: 'site' });
  await client.schema.purge({ object: 'site' });

  const undone = [];
  for (let count = 0; count < 5; count += 1) undone.push(await client.history.undo({}));

  expect(undone.map(({ skippedCount }) => skippedCount)).toEqual([1, 1, 1, 1, 2]);
  expect(engine.errors).toEqual([]);
});

test('what is not there, or belongs to Outpost, is not purged', async () => {
  const { client } = await testEngine();

  const outcomes = await Promise.allSettled([
    client.schema.purge({ object: 'nothing' }),
    client.schema.purge({ object: 'company', field: 'nothing' }),
    client.schema.purge({ object: 'company', field: 'createdAt' }),
    client.schema.purge({ object: 'company' }),
    client.schema.previewPurge({ object: 'company', field: 'industry' }),
  ]);

  expect(outcomes).toMatchObject([
    { reason: { code: 'not_found' } },
    { reason: { code: 'not_found' } },
    { reason: { code: 'not_found' } },
    { reason: { code: 'conflict' } },
    { reason: { code: 'conflict' } },
  ]);
});

test('links are purged with both fields that show them', async () => {
  const engine = await testEngine();
  const { client } = engine;
  const made = await client.schema.createField({
    object: 'company',
    label: 'Advisers',
    type: 'relations',
    settings: { target: 'person', inverseLabel: 'Advised' },
  });
  const person = await client.records.create({ object: 'person', values: { name: 'Ann Lee' } });
  await client.records.create({ object: 'company', values: { name: 'Acme', [made.name]: [person.row.id] } });
  await client.schema.deleteField({ object: 'company', name: made.name });
  const ref = { object: 'company', field: made.name };
  const isTwinLive = (await client.schema.get({})).objects.some(({ fields }) =>
    fields.some(({ name, deletedAtMs }) => name === 'advised' && deletedAtMs === null),
  );
  const early = await client.schema.previewPurge(ref).catch(() => 'refused');
  if (isTwinLive) await client.schema.deleteField({ object: 'person', name: 'advised' });

  const destroyed = await client.schema.purge(ref);
  const names = (await client.schema.get({})).objects.flatMap(({ fields }) => fields.map(({ name }) => name));

  expect(early).toEqual(isTwinLive ? 'refused' : { records: 0, values: 1 });
  expect(destroyed).toEqual({ records: 0, values: 1 });
  expect(names).not.toContain('advised');
  expect((await client.workspace.doctor({})).findings).toEqual([]);
});

test('a conversion whose old field was purged is left alone by undo, and the field stays', async () => {
  const { client } = await testEngine();
  await client.schema.createField({ object: 'company', label: 'Budget', type: 'text' });
  const { row } = await client.records.create({ object: 'company', values: { name: 'Acme', budget: '12' } });
  await client.schema.convertField({ object: 'company', name: 'budget', to: 'number' });
  const { objects } = await client.schema.get({});
  const old = objects
    .flatMap(({ fields }) => fields)
    .find(({ label, deletedAtMs }) => label === 'Budget' && deletedAtMs !== null);
  await client.schema.purge({ object: 'company', field: old?.name });

  const conversion = await client.history.undo({});
  const before = await client.history.undo({});

  expect(conversion).toMatchObject({ operation: { verb: 'schema', subject: 'Budget' }, count: 0, skippedCount: 1 });
  expect(before).toMatchObject({ operation: { verb: 'create' }, count: 0, skippedCount: 1 });
  expect(await client.records.get({ object: 'company', id: row.id })).toMatchObject({ budget: 12 });
  expect((await client.workspace.doctor({})).findings).toEqual([]);
});
