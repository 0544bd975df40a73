import { expect, test, vi } from 'vitest';
import type { AggregateQuery } from '@shared/domain/query';
import type { RecordId } from '@shared/domain/ids';
import { listKeptTotals } from '@main/engine/records/totals/totals.sql';
import { openDatabase } from '@main/engine/storage/open-database';
import { testEngine, type TestEngine } from '../../helpers/test-engine';

const QUESTION = {
  object: 'opportunity',
  groupBy: ['source'],
  aggregates: [
    { fn: 'count' },
    { fn: 'sum', field: 'amount' },
    { fn: 'avg', field: 'amount' },
    { fn: 'countEmpty', field: 'amount' },
    { fn: 'percentFilled', field: 'amount' },
    { fn: 'sum', field: 'seats' },
    { fn: 'avg', field: 'seats' },
  ],
} satisfies AggregateQuery;
const ALL = { object: 'opportunity', aggregates: QUESTION.aggregates } satisfies AggregateQuery;

const kept = ({ engine }: TestEngine) => {
  const database = openDatabase({ file: engine.databaseFile, mode: 'reader' });
  const found = listKeptTotals(database.read);
  database.close();
  return found.map(({ by, of }) => `${by}/${of}`).toSorted();
};

/** Asks until the answers are kept. */
const askUntilKept = async (engine: TestEngine, question: AggregateQuery = QUESTION) => {
  const before = kept(engine).length;
  await engine.client.records.aggregate(question);
  await engine.client.records.aggregate(question);
  await vi.waitFor(() => expect(kept(engine).length).toBeGreaterThan(before), { timeout: 5000 });
};

/** The same question of a set that no totals are kept of, though it holds every record. */
const counted = ({ client }: TestEngine, question: AggregateQuery) =>
  client.records.aggregate({ ...question, filter: { and: [] } });

/** Both questions as the totals answer them, and as counting does. */
const bothAnswers = async (engine: TestEngine) => ({
  fromTotals: await Promise.all([QUESTION, ALL].map((question) => engine.client.records.aggregate(question))),
  byCounting: await Promise.all([QUESTION, ALL].map((question) => counted(engine, question))),
});

const withDeals = async () => {
  const engine = await testEngine();
  const { client } = engine;
  await client.schema.createField({ object: 'opportunity', label: 'Seats', name: 'seats', type: 'integer' });
  const ids: RecordId[] = [];
  const given = [
    ['referral', 100_00, 'EUR', 3],
    ['referral', 250_50, 'USD', null],
    ['website', 75_00, 'EUR', 0],
    ['website', null, 'EUR', 4],
    [null, 10_00, 'EUR', -2],
    [null, null, 'EUR', null],
  ] as const;
  for (const [source, amountMinor, currency, seats] of given) {
    const amount = amountMinor === null ? null : { amountMinor, currency };
    const { row } = await client.records.create({
      object: 'opportunity',
      values: { name: 'D', source, amount, seats },
    });
    ids.push(row.id);
  }
  return { engine, client, ids };
};

test('totals that are asked for again and again are kept, and say what counting says', async () => {
  const { engine } = await withDeals();
  const before = await engine.client.records.aggregate(QUESTION);

  await askUntilKept(engine);
  await askUntilKept(engine, ALL);

  expect(await engine.client.records.aggregate(QUESTION)).toEqual(before);
  const { fromTotals, byCounting } = await bothAnswers(engine);
  expect(fromTotals).toEqual(byCounting);
});

test('kept totals follow every kind of write, its undo and its redo', async () => {
  const { engine, client, ids } = await withDeals();
  await askUntilKept(engine);
  await askUntilKept(engine, ALL);
  const [first, second, third] = ids;
  if (!first || !second || !third) throw new Error('No deals');
  const object = 'opportunity';

  const steps: readonly (() => Promise<unknown>)[] = [
    () => client.records.update({ object, id: first, values: { source: 'event' } }),
    () => client.records.update({ object, id: second, values: { amount: { amountMinor: 1, currency: 'EUR' } } }),
    () => client.records.update({ object, id: third, values: { amount: null, seats: 12 } }),
    () => client.records.delete({ object, selection: { ids: [first, third] } }),
    () => client.records.restore({ object, selection: { ids: [third] } }),
    () => client.records.updateMany({ object, selection: { set: { object } }, values: { source: 'partner' } }),
    () => client.records.create({ object, values: { name: 'New', amount: { amountMinor: 5, currency: 'JPY' } } }),
    () => client.workspace.loadSampleData({}),
    ...Array.from({ length: 6 }, () => () => client.history.undo({})),
    ...Array.from({ length: 3 }, () => () => client.history.redo({})),
  ];
  for (const step of steps) {
    await step();
    const { fromTotals, byCounting } = await bothAnswers(engine);
    expect(fromTotals).toEqual(byCounting);
  }
});

test('a write that fails leaves the totals as they were, and a restart keeps them', async () => {
  const { engine, client, ids } = await withDeals();
  await askUntilKept(engine);
  const before = await client.records.aggregate(QUESTION);
  const changes = ids.map((id) => ({ id, values: { source: 'event' } }));

  const failed = client.records.updateCells({
    object: 'opportunity',
    changes: [...changes, ...ids.slice(0, 1).map((id) => ({ id, values: { seats: 'many' } }))],
  });

  await expect(failed).rejects.toMatchObject({ code: 'invalid_input' });
  expect(await client.records.aggregate(QUESTION)).toEqual(before);
  const again = await engine.reopen();
  expect(kept(again).length).toBeGreaterThan(0);
  expect(await again.client.records.aggregate(QUESTION)).toEqual(before);
});

test('totals of a field that goes go with it, and are right when it returns', async () => {
  const { engine, client, ids } = await withDeals();
  await askUntilKept(engine);

  await client.schema.deleteField({ object: 'opportunity', name: 'seats' });
  const without = kept(engine);
  await client.records.delete({ object: 'opportunity', selection: { ids: ids.slice(0, 2) } });
  await client.schema.restoreField({ object: 'opportunity', name: 'seats' });

  expect(without).toEqual(['source/', 'source/amount']);
  const { fromTotals, byCounting } = await bothAnswers(engine);
  expect(fromTotals).toEqual(byCounting);
});

test('questions that totals cannot answer are counted', async () => {
  const { engine, client } = await withDeals();
  const median = { object: 'opportunity', aggregates: [{ fn: 'median', field: 'seats' }] } satisfies AggregateQuery;
  const byCompany = {
    object: 'opportunity',
    groupBy: ['company'],
    aggregates: [{ fn: 'count' }],
  } satisfies AggregateQuery;

  for (const question of [
    median,
    byCompany,
    { ...QUESTION, filter: { and: [] } },
    { ...QUESTION, state: 'trash' as const },
  ]) {
    for (let times = 0; times < 4; times += 1) await client.records.aggregate(question);
  }
  await askUntilKept(engine, { object: 'task', groupBy: ['status'], aggregates: [{ fn: 'count' }] });

  expect(kept(engine)).toEqual(['status/']);
});

test('totals by stage go by the stage alone, whenever and for whatever reason a record came there', async () => {
  const { engine, client, ids } = await withDeals();
  const question = {
    object: 'opportunity',
    groupBy: ['stage'],
    aggregates: [{ fn: 'count' }, { fn: 'sum', field: 'amount' }],
  } satisfies AggregateQuery;
  const stages = [
    'won',
    { key: 'won', reason: 'price' },
    { key: 'lost', reason: 'price' },
    'proposal',
    'proposal',
    null,
  ];
  const moveAll = () =>
    Promise.all(
      ids.map((id, at) =>
        client.records.update({ object: 'opportunity', id, values: { stage: stages[at] ?? null, name: `D${at}` } }),
      ),
    );
  await moveAll();
  await askUntilKept(engine, question);
  stages.reverse();
  engine.clock.advance(86_400_000);
  await moveAll();

  const after = await client.records.aggregate(question);

  expect(after).toEqual(await counted(engine, question));
  expect(after.groups.find(({ keys }) => keys[0] === 'won')?.values[0]).toBe(2);
});
