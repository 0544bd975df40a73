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

/** More than get their numbers at once. */
const MANY = 620;

const withMany = async (): Promise<TestEngine> => {
  const engine = await testEngine();
  const names = Array.from({ length: MANY }, (_, i) => `R${i + 1}`);
  await importFile(engine, stage(engine, `Name\n${names.join('\n')}\n`), { object: 'company' });
  return engine;
};

/** How many records there are, and those whose number is not the one that their name says. */
const numbered = async (engine: TestEngine) => {
  const given = Object.entries(await numbers(engine));
  const wrong = given.filter(([name, number]) => number !== `C-${name.slice(1).padStart(3, '0')}`);
  return { count: given.length, wrong };
};

test('many records get their numbers by and by, and new ones count on behind them from the first moment', async () => {
  const engine = await withMany();
  const { client } = engine;

  await addNumber(client);
  const made = await create(client, `R${MANY + 1}`);
  await client.schema.updateField({ object: 'company', name: 'number', settings: { prefix: 'K', digits: 9 } });
  await engine.engine.jobs.whenIdle();

  expect(made['number']).toBe(`C-${MANY + 1}`);
  expect(await numbered(engine)).toEqual({ count: MANY + 1, wrong: [] });
});

test('numbering goes on where it was when Outpost was closed', async () => {
  const engine = await withMany();
  await addNumber(engine.client);

  const again = await engine.reopen();
  await again.engine.jobs.whenIdle();

  expect(await numbered(again)).toEqual({ count: MANY, wrong: [] });
});

test('undoing the field while its records get their numbers is one step, and whoever brings it back has them all', async () => {
  const engine = await withMany();
  const { client } = engine;
  await addNumber(client);

  const undone = await client.history.undo({});
  const without = await numbers(engine);
  await create(client, `R${MANY + 1}`);
  await client.schema.restoreField({ object: 'company', name: 'number' });
  await engine.engine.jobs.whenIdle();

  expect(undone).toMatchObject({ skippedCount: 0, operation: { verb: 'schema', subject: 'Number' } });
  expect(without['R1']).toBeUndefined();
  expect(await numbered(engine)).toEqual({ count: MANY + 1, wrong: [] });
});

test('a number that was given is not taken back by undoing what gave it', async () => {
  const engine = await testEngine();
  const { client } = engine;
  const { id } = await create(client, 'R1');
  await addNumber(client);
  const { entries } = await client.history.record({ object: 'company', id });
  const giving = entries.flatMap(({ kind, operationId }) =>
    kind === 'update' && operationId !== null ? [operationId] : [],
  );

  for (const operationId of giving) await client.history.undo({ operationId });

  expect(giving).toHaveLength(1);
  expect(await numbered(engine)).toEqual({ count: 1, wrong: [] });
});
