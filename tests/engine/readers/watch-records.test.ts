import { expect, test } from 'vitest';
import type { RecordPage } from '@shared/contract/records.contract';
import type { RecordChange } from '@shared/domain/changes';
import { RecordQuery } from '@shared/domain/query';
import { createChangeBus } from '@main/engine/kernel/event-bus';
import { watchRecords } from '@main/engine/records/read/watch-records.service';
import { testEngine } from '../../helpers/test-engine';

const query = RecordQuery.parse({
  object: 'person',
  fields: ['name'],
  filter: { field: 'rating', op: 'is', value: 5 },
});

const watching = () => {
  const bus = createChangeBus();
  const state = { total: 1, reads: 0 };
  const read = async (): Promise<RecordPage> => {
    state.reads += 1;
    return { rows: [], total: state.total, nextCursor: null };
  };
  const abort = new AbortController();
  const pause = async (): Promise<void> => undefined;
  const pages = watchRecords({ bus, read, pause }, query, abort.signal);
  const publish = (change: Partial<RecordChange>) =>
    bus.publish({
      topics: ['records'],
      records: [{ object: 'person', hasMembershipChange: false, fields: [], ids: null, ...change }],
    });
  return { pages, state, publish, abort, bus };
};

/** Lets everything that waits for nothing but its turn go on. */
const turns = () => new Promise((resolve) => setImmediate(resolve));

test('the first page comes at once, the next when a change has made it different', async () => {
  const { pages, state, publish } = watching();

  expect((await pages.next()).value).toMatchObject({ total: 1 });
  const next = pages.next();
  state.total = 2;
  publish({ fields: ['rating'] });

  expect((await next).value).toMatchObject({ total: 2 });
  await pages.return();
});

test('a change of fields that the query does not read does not run it; one without effect yields nothing', async () => {
  const { pages, state, publish, abort } = watching();
  await pages.next();
  const next = pages.next();
  await turns();

  publish({ fields: ['notes'] });
  await turns();
  expect(state.reads).toBe(1);
  publish({ fields: ['name'] });
  await turns();
  expect(state.reads).toBe(2);

  abort.abort();
  expect((await next).done).toBe(true);
});

test('a burst of changes runs the query once', async () => {
  const { pages, state, publish } = watching();
  await pages.next();
  const next = pages.next();
  await turns();
  state.total = 9;

  for (let burst = 0; burst < 50; burst += 1) publish({ hasMembershipChange: true });

  expect((await next).value).toMatchObject({ total: 9 });
  expect(state.reads).toBe(2);
  await pages.return();
});

test('a watcher that leaves is forgotten, also while it waits', async () => {
  const { pages, abort, state, publish } = watching();
  await pages.next();
  const waiting = pages.next();

  abort.abort();
  await waiting;
  publish({ hasMembershipChange: true });
  await turns();

  expect(state.reads).toBe(1);
});

test('a new title reaches the records of the same object that show it', async () => {
  const { client } = await testEngine();
  const parent = await client.records.create({ object: 'company', values: { name: 'Parent' } });
  await client.records.create({ object: 'company', values: { name: 'Child', parent: parent.row.id } });
  const pages = await client.records.watch({
    object: 'company',
    fields: ['parent'],
    filter: { field: 'parent', op: 'isNotEmpty' },
    page: { limit: 20 },
  });
  await pages.next();

  await client.records.update({ object: 'company', id: parent.row.id, values: { name: 'Renamed' } });

  expect((await pages.next()).value).toMatchObject({ rows: [{ parent: { title: 'Renamed' } }] });
  await pages.return?.(undefined);
});
