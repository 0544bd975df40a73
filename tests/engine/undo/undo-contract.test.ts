import { expect, test } from 'vitest';
import type { JobId } from '@shared/domain/ids';
import { testEngine, type TestEngine } from '../../helpers/test-engine';
import { planFor, stage } from '../exchange/exchange-fixture';

test('more than a hundred steps can be undone after a restart, and the workspace stays sound', async () => {
  const first = await testEngine();
  const { row } = await first.client.records.create({ object: 'person', values: { name: 'Ann Lee' } });
  for (let i = 1; i <= 120; i += 1) {
    await first.client.records.update({
      object: 'person',
      id: row.id,
      values: { jobTitle: `Title ${i}`, rating: 1 + (i % 5) },
    });
  }
  const second = await first.reopen();

  for (let i = 119; i >= 1; i -= 1) {
    expect(await second.client.history.undo({})).toMatchObject({ count: 1, skippedCount: 0 });
  }

  expect(await second.client.records.get({ object: 'person', id: row.id })).toMatchObject({ jobTitle: 'Title 1' });
  for (let i = 0; i < 119; i += 1) await second.client.history.redo({});
  expect(await second.client.records.get({ object: 'person', id: row.id })).toMatchObject({ jobTitle: 'Title 120' });
  expect(await second.client.workspace.doctor({})).toEqual({ ok: true, findings: [] });
  expect(second.errors).toEqual([]);
});

test('a bulk edit, a bulk delete, a schema change and sample data are one step each', async () => {
  const { client } = await testEngine();
  await client.workspace.loadSampleData({});
  const everyone = { set: { object: 'person' } } as const;
  const people = await client.records.query({ object: 'person', page: { limit: 1 } });

  await client.records.updateMany({
    object: 'person',
    selection: { ...everyone, except: [] },
    values: { jobTitle: 'Guest' },
  });
  const removal = await client.records.delete({
    object: 'company',
    selection: { set: { object: 'company' }, except: [] },
  });
  await client.schema.createField({ object: 'person', label: 'Shoe size', type: 'integer' });

  expect(await client.history.undo({})).toMatchObject({ operation: { verb: 'schema' } });
  expect(await client.history.undo({})).toMatchObject({
    operation: { verb: 'delete' },
    count: expect.any(Number) as unknown,
    skippedCount: 0,
  });
  expect(removal.count).toBeGreaterThan(100);
  expect(await client.history.undo({})).toMatchObject({
    operation: { verb: 'update', count: people.total },
    count: people.total,
    skippedCount: 0,
  });
  expect(
    (
      await client.records.query({
        object: 'person',
        filter: { field: 'jobTitle', op: 'is', value: 'Guest' },
        page: { limit: 1 },
      })
    ).total,
  ).toBe(0);
  expect(await client.history.undo({})).toMatchObject({ operation: { verb: 'sample' }, skippedCount: 0 });
  expect((await client.records.query({ object: 'person', page: { limit: 1 } })).total).toBe(0);
  expect(await client.workspace.doctor({})).toEqual({ ok: true, findings: [] });
  for (let i = 0; i < 4; i += 1) expect(await client.history.redo({})).toMatchObject({ skippedCount: 0 });
  expect(
    (
      await client.records.query({
        object: 'person',
        filter: { field: 'jobTitle', op: 'is', value: 'Guest' },
        page: { limit: 1 },
      })
    ).total,
  ).toBe(people.total);
  expect(await client.workspace.doctor({})).toEqual({ ok: true, findings: [] });
});

const PEOPLE = 2600;
const everybody = { set: { object: 'person' }, except: [] };

/** A workspace with more people than are changed at once. */
const crowd = async () => {
  const engine = await testEngine();
  const lines = Array.from({ length: PEOPLE }, (_, n) => `Ann Lee${n},Clerk`);
  const file = stage(engine, `Name,Job title\n${lines.join('\n')}\n`, 'people.csv');
  const { id } = await engine.client.exchange.startImport(
    await planFor(engine, file, { object: 'person', matchBy: null }),
  );
  await engine.client.exchange.waitForImport({ id });
  return engine;
};

const countTitled = async ({ client }: TestEngine, jobTitle: string): Promise<number> => {
  const filter = { field: 'jobTitle', op: 'is' as const, value: jobTitle };
  return (await client.records.query({ object: 'person', filter, page: { limit: 1 } })).total;
};

const promote = ({ client }: TestEngine) =>
  client.records.updateMany({ object: 'person', selection: everybody, values: { jobTitle: 'Boss' } });

/** Resolves when a job of the kind has done a part of its work. */
const halfWay = async ({ client }: TestEngine, kind: string): Promise<JobId> => {
  for (;;) {
    const [job] = (await client.jobs.list({ filter: { kind, states: ['active'] } })).jobs;
    if (job && (await client.jobs.get({ id: job.id })).checkpoint !== null) return job.id;
  }
};

test('a change of many records and its undo are one action each, whose jobs say how far they are', async () => {
  const engine = await crowd();
  const { client } = engine;

  const changed = await promote(engine);
  const undone = await client.history.undo({});
  const back = await countTitled(engine, 'Clerk');
  const redone = await client.history.redo({});

  expect(changed).toMatchObject({ count: PEOPLE, refusedCount: 0 });
  expect(undone).toMatchObject({ count: PEOPLE, skippedCount: 0, operation: { id: changed.operationId } });
  expect(back).toBe(PEOPLE);
  expect(redone).toMatchObject({ count: PEOPLE, operation: { id: changed.operationId } });
  expect(await countTitled(engine, 'Boss')).toBe(PEOPLE);
  const { jobs } = await client.jobs.list({ filter: { queue: 'records' } });
  expect(jobs.map(({ kind, state, progress }) => ({ kind, state, progress }))).toEqual([
    { kind: 'records.undo', state: 'done', progress: 1 },
    { kind: 'records.undo', state: 'done', progress: 1 },
    { kind: 'records.update', state: 'done', progress: 1 },
  ]);
  expect(await client.workspace.doctor({})).toEqual({ ok: true, findings: [] });
  expect(engine.errors).toEqual([]);
});

test('a change of many records, and its undo, go on where they were when Outpost is closed and opened', async () => {
  const first = await crowd();
  const changing = promote(first).catch(() => 'lost');
  await halfWay(first, 'records.update');
  const second = await first.reopen();
  await second.engine.jobs.whenIdle();
  const changed = await countTitled(second, 'Boss');
  const undoing = second.client.history.undo({}).catch(() => 'lost');
  await halfWay(second, 'records.undo');
  const third = await second.reopen();
  await third.engine.jobs.whenIdle();

  expect(await Promise.all([changing, undoing])).toEqual(['lost', 'lost']);
  expect(changed).toBe(PEOPLE);
  expect(await countTitled(third, 'Clerk')).toBe(PEOPLE);
  expect((await third.client.history.operations({ limit: 2 })).operations).toMatchObject([
    { verb: 'undo', count: PEOPLE },
    { verb: 'update', count: PEOPLE, isUndone: true },
  ]);
});

test('what a cancelled change of many records had done stays, is one action, and can be undone', async () => {
  const engine = await crowd();
  const { client } = engine;
  const changing = promote(engine);
  const id = await halfWay(engine, 'records.update');

  await client.jobs.cancel({ jobs: { ids: [id] } });
  await expect(changing).rejects.toMatchObject({ code: 'cancelled' });
  const done = await countTitled(engine, 'Boss');
  const undone = await client.history.undo({});

  expect(done).toBeGreaterThan(0);
  expect(done).toBeLessThan(PEOPLE);
  expect(undone).toMatchObject({ count: done, skippedCount: 0 });
  expect(await countTitled(engine, 'Clerk')).toBe(PEOPLE);
});

test('whoever undoes a change that is still under way stops it and takes back what it had done', async () => {
  const engine = await crowd();
  const { client } = engine;
  const changing = promote(engine).catch((error: unknown) => error);
  await halfWay(engine, 'records.update');

  const undone = await client.history.undo({});

  expect(await changing).toMatchObject({ code: 'cancelled' });
  expect(undone).toMatchObject({ operation: { verb: 'update', isUndone: true }, skippedCount: 0 });
  expect(await countTitled(engine, 'Clerk')).toBe(PEOPLE);
  expect((await client.history.state({})).redo).toMatchObject({ verb: 'update' });
});

test('which records a change of many is about is settled when it is asked for', async () => {
  const engine = await crowd();
  const { client } = engine;
  const filter = { field: 'jobTitle', op: 'is' as const, value: 'Clerk' };

  const changing = client.records.updateMany({
    object: 'person',
    selection: { set: { object: 'person', filter }, except: [] },
    values: { jobTitle: 'Boss' },
  });
  const late = await client.records.create({ object: 'person', values: { name: 'Late Lee', jobTitle: 'Clerk' } });

  expect(await changing).toMatchObject({ count: PEOPLE });
  expect(await client.records.get({ object: 'person', id: late.row.id })).toMatchObject({ jobTitle: 'Clerk' });
});
