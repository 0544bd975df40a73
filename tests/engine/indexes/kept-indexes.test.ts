import { expect, test } from 'vitest';
import { openDatabase } from '@main/engine/storage/open-database';
import { testEngine } from '../../helpers/test-engine';
import { allRows } from '../exchange/exchange-fixture';
import { indexNames, indexesOf, isServed, saveView, sortBy, untilIndexes, withTasks } from './indexes-workspace';

const DAY_MS = 86_400_000;

test('a saved view has its order indexed, and lists in that order read it off', async () => {
  const engine = await withTasks();
  const before = isServed(engine, sortBy('effort'));

  const view = await saveView(engine, sortBy('effort'));
  const [index] = await untilIndexes(engine, 1);

  expect(before).toBe(false);
  expect(index).toMatchObject({
    object: 'task',
    sort: [{ field: 'effort', direction: 'asc' }],
    records: 1200,
    views: [view.name],
    usedAtMs: engine.clock.nowMs(),
  });
  expect(isServed(engine, sortBy('effort'))).toBe(true);
  expect(isServed(engine, sortBy('effort', 'desc'))).toBe(true);
  expect(engine.errors).toEqual([]);
  expect((await engine.client.workspace.doctor({})).findings).toEqual([]);
});

test('an index changes no answer', async () => {
  const engine = await withTasks();
  const ask = async () =>
    Promise.all(
      [
        [sortBy('effort', 'desc'), sortBy('size', 'desc')],
        [sortBy('size'), sortBy('effort', 'desc')],
        [sortBy('size'), sortBy('effort'), sortBy('title', 'desc')],
        [sortBy('effort')],
      ].map(async (sort) => {
        const { rows, total } = await engine.client.records.window({ object: 'task', sort, offset: 0, limit: 500 });
        return { ids: rows.map(({ id }) => id), total };
      }),
    );
  const before = await ask();

  await saveView(engine, sortBy('effort', 'desc'), sortBy('size', 'desc'));
  await saveView(engine, sortBy('size'), sortBy('effort', 'desc'));
  await saveView(engine, sortBy('size'), sortBy('effort'), sortBy('title', 'desc'));
  await untilIndexes(engine, 3);

  expect(isServed(engine, sortBy('size'), sortBy('effort', 'desc'))).toBe(true);
  // Empty efforts come last, where SQLite would put them first.
  expect(isServed(engine, sortBy('size'), sortBy('effort'), sortBy('title', 'desc'))).toBe(true);
  expect(await ask()).toEqual(before);
});

test('orders that no index serves, or that have one, or of few records get none', async () => {
  const engine = await withTasks();
  await saveView(engine, sortBy('title'));
  await saveView(engine, sortBy('updatedAt', 'desc'));
  await saveView(engine, sortBy('assignee'));
  await saveView(engine, sortBy('nothing'));
  await engine.client.views.create({
    object: 'note',
    name: 'Few',
    settings: { kind: 'table', columns: [], sort: [sortBy('body')] },
  });
  await saveView(engine, sortBy('effort'));

  const [only] = await untilIndexes(engine, 1);
  const again = await engine.reopen();
  await saveView(again, sortBy('size'));

  expect(only?.sort).toEqual([{ field: 'effort', direction: 'asc' }]);
  const fields = (await untilIndexes(again, 2)).map(({ sort }) => sort[0]?.field);
  expect(new Set(fields)).toEqual(new Set(['effort', 'size']));
});

test('an index stays a month after its view has gone, also over a restart, and goes then', async () => {
  const engine = await withTasks();
  const view = await saveView(engine, sortBy('effort'));
  await untilIndexes(engine, 1);

  await engine.client.views.delete({ id: view.id });
  engine.clock.advance(29 * DAY_MS);
  await saveView(engine, sortBy('size'));
  const later = await untilIndexes(engine, 2);
  const again = await engine.reopen();
  again.clock.advance(2 * DAY_MS);
  await again.client.records.create({ object: 'task', values: { title: 'One more' } });

  expect(later.map(({ views }) => views.length).toSorted((a, b) => a - b)).toEqual([0, 1]);
  expect(await untilIndexes(again, 1)).toMatchObject([{ sort: [{ field: 'size', direction: 'asc' }] }]);
  expect(isServed(again, sortBy('effort'))).toBe(false);
});

test('undo of a view leaves its index without a view, and redo finds it there', async () => {
  const engine = await withTasks();
  const { client } = engine;
  await saveView(engine, sortBy('effort'));
  const [made] = await untilIndexes(engine, 1);

  await client.history.undo({});
  const [undone] = await indexesOf(engine);
  await client.history.redo({});

  expect(undone).toMatchObject({ name: made?.name, views: [] });
  expect(await indexesOf(engine)).toMatchObject([{ name: made?.name, views: ['Mine'] }]);
});

test('an index goes with its field, and comes back with it', async () => {
  const engine = await withTasks();
  const { client } = engine;
  await saveView(engine, sortBy('effort'));
  await untilIndexes(engine, 1);

  await client.schema.deleteField({ object: 'task', name: 'effort' });
  const hidden = await indexesOf(engine);
  await expect.poll(() => indexNames(engine), { timeout: 10_000 }).toEqual([]);
  await client.schema.restoreField({ object: 'task', name: 'effort' });

  expect(hidden).toEqual([]);
  expect(await untilIndexes(engine, 1)).toMatchObject([{ sort: [{ field: 'effort', direction: 'asc' }] }]);
});

test('a field that is purged at once takes its index along', async () => {
  const engine = await withTasks();
  const { client } = engine;
  await saveView(engine, sortBy('effort'));
  await untilIndexes(engine, 1);

  await client.schema.deleteField({ object: 'task', name: 'effort' });
  await client.schema.purge({ object: 'task', field: 'effort' });
  await saveView(engine, sortBy('size'));

  expect(await untilIndexes(engine, 1)).toMatchObject([{ sort: [{ field: 'size', direction: 'asc' }] }]);
  await expect.poll(async () => (await client.workspace.doctor({})).findings, { timeout: 10_000 }).toEqual([]);
});

test('a conversion gives the new field an index in place of the old one’s', async () => {
  const engine = await withTasks();
  await saveView(engine, sortBy('effort'));
  const [before] = await untilIndexes(engine, 1);

  await engine.client.schema.convertField({ object: 'task', name: 'effort', to: 'text' });

  await expect.poll(async () => (await indexesOf(engine))[0]?.name, { timeout: 10_000 }).not.toBe(before?.name);
  await expect.poll(() => isServed(engine, sortBy('effort')), { timeout: 10_000 }).toBe(true);
  expect(indexNames(engine)).toHaveLength(1);
});

test('a long list that is asked for again and again is indexed without a view; a short one is not', async () => {
  const engine = await withTasks(5001);
  const { client } = engine;
  const ask = (field: string, offset = 0) =>
    client.records.window({ object: 'task', sort: [sortBy(field)], offset, limit: 50 });
  await ask('size');
  for (let position = 50; position < 500; position += 50) await ask('size', position);

  for (let time = 0; time < 3; time += 1) await ask('effort');

  const [index] = await untilIndexes(engine, 1);
  expect(index).toMatchObject({ sort: [{ field: 'effort', direction: 'asc' }], views: [], records: 5001 });
});

test('what no view needs is removed by hand, what one needs is not', async () => {
  const engine = await withTasks();
  const { client } = engine;
  const view = await saveView(engine, sortBy('effort'));
  const [index] = await untilIndexes(engine, 1);
  const name = index?.name ?? '';

  const early = client.schema.removeIndex({ name });
  await expect(early).rejects.toMatchObject({ code: 'conflict', data: { views: 1 } });
  await client.views.delete({ id: view.id });
  await client.schema.removeIndex({ name });

  expect(await indexesOf(engine)).toEqual([]);
  expect(isServed(engine, sortBy('effort'))).toBe(false);
  await expect(client.schema.removeIndex({ name })).rejects.toMatchObject({ code: 'not_found' });
  expect(await allRows(engine, 'task')).toHaveLength(1200);
});

test('the doctor names what is left over, and the next start clears it up', async () => {
  // With the usual pause, so that the doctor comes first.
  const engine = await testEngine();
  const { databaseFile } = engine.engine;
  await engine.close();
  const database = openDatabase({ file: databaseFile, mode: 'writer' });
  database.inTransaction((db) => {
    db.exec('CREATE INDEX kept_index_stray ON r_task(f_title)');
    db.run("INSERT INTO kept_index VALUES ('kept_index_gone', 'task', '[]', 0, NULL)");
  });
  database.close();

  const again = await engine.reopen();

  const checks = async () => (await again.client.workspace.doctor({})).findings.map(({ check }) => check);
  expect(await checks()).toEqual(['indexes', 'indexes']);
  await expect.poll(checks, { timeout: 10_000 }).toEqual([]);
});
