import { expect, test, vi } from 'vitest';
import type { SlowQuery } from '@shared/contract/diagnostics.contract';
import { shapeOf } from '@main/engine/metrics/query-shape.rules';
import { createSlowQueries } from '@main/engine/metrics/slow-queries';
import { createChangeBus } from '@main/engine/kernel/event-bus';
import { openDatabase } from '@main/engine/storage/open-database';
import { slowQueries } from '@main/engine/storage/migrations/0270-slow-queries';
import { testEngine, type TestEngine } from '../../helpers/test-engine';
import { indexesOf, isServed, sortBy, withTasks } from '../indexes/indexes-workspace';

/** Every question is slow. */
const keepAll = ({ client }: TestEngine) => client.diagnostics.setSlowThreshold({ ms: 0 });
const slowOf = async ({ client }: TestEngine, path: string): Promise<readonly SlowQuery[]> =>
  (await client.diagnostics.slowQueries({})).queries.filter(({ shape }) => shape.path === path);

const secret = 'Zephyrine';

test('a slow question is kept by what was asked, with its plan, and without any value', async () => {
  const engine = await testEngine();
  await keepAll(engine);
  for (const value of [secret, 'Other'])
    await engine.client.records.window({
      object: 'company',
      filter: {
        and: [
          { field: 'name', op: 'contains', value },
          { related: 'people', count: { op: 'gt', value: 77 }, where: { field: 'name.last', op: 'is', value } },
        ],
      },
      sort: [sortBy('name')],
      offset: 0,
      limit: 10,
    });

  const [slow, ...others] = await slowOf(engine, 'records.window');

  expect(others).toEqual([]);
  expect(slow).toMatchObject({ count: 2, unfinished: 0, lastAtMs: engine.clock.nowMs() });
  expect(slow?.shape).toMatchObject({
    object: 'company',
    sort: [sortBy('name')],
    filter: {
      and: [
        { field: 'name', op: 'contains' },
        { related: 'people', count: { op: 'gt', value: 0 }, where: { field: 'name.last', op: 'is' } },
      ],
    },
  });
  expect(slow?.plan.map(({ detail }) => detail).join()).toMatch(/SCAN|SEARCH/);
  expect(JSON.stringify([slow?.shape, slow?.plan])).not.toMatch(new RegExp(`${secret}|Other|77`));
});

test('a question that failed is kept as one without an answer', async () => {
  const engine = await testEngine();
  await keepAll(engine);
  const ask = engine.client.records.query({
    object: 'company',
    sort: [sortBy('name')],
    page: { limit: 5, cursor: 'x' },
  });
  await expect(ask).rejects.toMatchObject({ code: 'invalid_input' });

  const [slow] = await slowOf(engine, 'records.query');

  expect(slow).toMatchObject({ count: 1, unfinished: 1 });
});

test('what is quicker than the threshold is not kept', async () => {
  const engine = await testEngine();
  await engine.client.diagnostics.setSlowThreshold({ ms: 60_000 });
  await engine.client.records.query({ object: 'company' });

  expect(await engine.client.diagnostics.slowQueries({})).toEqual({ thresholdMs: 60_000, queries: [] });
});

test('the list outlives a restart, and is gone when it was forgotten', async () => {
  const engine = await testEngine();
  await keepAll(engine);
  const ask = {
    object: 'company',
    filter: { related: 'people', has: 'any', where: { field: 'name', op: 'isEmpty' } },
  } as const;
  await engine.client.records.query(ask);
  const before = await slowOf(engine, 'records.query');

  const again = await engine.reopen();
  const kept = await slowOf(again, 'records.query');
  await again.client.records.query(ask);
  const counted = await slowOf(again, 'records.query');
  await again.client.diagnostics.forgetSlowQueries({});
  const forgotten = await slowOf(await again.reopen(), 'records.query');

  expect(before).toHaveLength(1);
  expect(kept).toEqual(before);
  expect(counted).toMatchObject([{ id: before[0]?.id, count: 2 }]);
  expect(forgotten).toEqual([]);
});

test('of more than two hundred shapes the one unseen for longest goes', () => {
  const database = openDatabase({ file: ':memory:', mode: 'writer' });
  database.inTransaction((db) => {
    slowQueries.up(db);
    db.exec('CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT)');
  });
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const kept = createSlowQueries({
    clock: { nowMs: () => 5 },
    log,
    read: database.read,
    inTransaction: database.inTransaction,
    bus: createChangeBus(),
  });
  const tell = (field: string) =>
    kept.slow({ shape: shapeOf('records.window', { object: 'x', field }), ms: 1, rows: 0, isFinished: true, plan: [] });

  for (let n = 0; n < 200; n += 1) tell(`f${n}`);
  tell('f0');
  tell('f200');

  const fields = kept.list().map(({ shape }) => shape.field);
  expect(fields).toHaveLength(200);
  expect(fields).toContain('f0');
  expect(fields).not.toContain('f1');
});

test('the index that would help is named, made on wish, and then no more named', async () => {
  const engine = await withTasks();
  await keepAll(engine);
  const order = [sortBy('effort', 'desc')];
  await engine.client.records.window({ object: 'task', sort: order, offset: 0, limit: 20 });
  const [slow] = await slowOf(engine, 'records.window');

  const wish = slow?.index;
  if (wish) await engine.client.schema.makeIndex(wish);
  await vi.waitFor(async () => expect(await indexesOf(engine)).toHaveLength(1), { timeout: 10_000 });

  expect(wish).toEqual({ object: 'task', sort: order });
  expect(isServed(engine, ...order)).toBe(true);
  expect((await slowOf(engine, 'records.window'))[0]?.index).toBeNull();
  await expect(engine.client.schema.makeIndex({ object: 'task', sort: order })).rejects.toMatchObject({
    code: 'conflict',
  });
});

test('orders of fields that are gone are not told', async () => {
  const engine = await withTasks(10);
  await keepAll(engine);
  await engine.client.records.query({ object: 'task', sort: [sortBy('effort')] });
  const before = await slowOf(engine, 'records.query');

  await engine.client.schema.deleteField({ object: 'task', name: 'effort' });

  expect(before).toHaveLength(1);
  expect(await slowOf(engine, 'records.query')).toEqual([]);
});

test('lists that were in memory are told apart from those that were read', async () => {
  const engine = await testEngine();
  const ask = { object: 'company', filter: { field: 'name', op: 'isNotEmpty' }, offset: 0, limit: 5 } as const;
  const { readers: before } = await engine.client.diagnostics.metrics({});
  for (let n = 0; n < 3; n += 1) await engine.client.records.count({ object: ask.object, filter: ask.filter });

  const { readers } = await engine.client.diagnostics.metrics({});

  expect(readers.snapshotReads - before.snapshotReads).toBe(1);
  expect(readers.snapshotHits - before.snapshotHits).toBe(2);
});
