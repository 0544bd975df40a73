import { expect, test, vi } from 'vitest';
import type { ListReading } from '@shared/contract/records.contract';
import { everything, newMember } from '../../helpers/as-member';
import type { TestEngine } from '../../helpers/test-engine';
import { indexesOf, sortBy, withTasks } from '../indexes/indexes-workspace';

type Asked = Parameters<TestEngine['client']['records']['explainList']>[0];

const explain = ({ client }: TestEngine, more: Omit<Asked, 'object'> = {}): Promise<ListReading> =>
  client.records.explainList({ object: 'task', ...more });

test('an order that no index has is sorted after a look at every record, until its index is made', async () => {
  const engine = await withTasks();
  const sort = [sortBy('effort')];

  const before = await explain(engine, { sort });
  if (before.index) await engine.client.schema.makeIndex(before.index);
  await vi.waitFor(async () => expect(await indexesOf(engine)).toHaveLength(1), { timeout: 10_000 });
  const after = await explain(engine, { sort });

  expect(before).toMatchObject({
    records: 1200,
    way: 'each',
    looked: { count: 1200, kind: 'exactly' },
    order: 'sorted',
    total: 'kept',
    limits: [],
    index: { object: 'task', sort },
  });
  expect(before.plan.map(({ detail }) => detail).join()).toContain('TEMP B-TREE');
  expect(after).toMatchObject({ way: 'inOrder', looked: { count: 50 }, order: 'index', index: null });
  expect(after.plan.map(({ detail }) => detail).join()).not.toContain('TEMP B-TREE');
});

test('a list that was counted is in memory', async () => {
  const engine = await withTasks(30);
  const filter = { field: 'effort', op: 'gt', value: 3 } as const;

  const before = await explain(engine, { filter });
  await engine.client.records.count({ object: 'task', filter });

  expect(before).toMatchObject({ way: 'each', total: 'counted', order: 'asMade' });
  expect(await explain(engine, { filter })).toMatchObject({ way: 'memory' });
});

test.each([
  ['a text that few have', { field: 'title', op: 'contains', value: 'Task 1177' }, 'few'],
  ['a time that few have', { field: 'createdAt', op: 'gt', value: Date.UTC(2100, 0, 1) }, 'index'],
] as const)('records are found by %s', async (_, filter, way) => {
  const engine = await withTasks();
  await engine.client.search.find({ text: 'task' });

  expect(await explain(engine, { filter })).toMatchObject({ way });
});

test('whoever sees some of the records is told that, and nothing of the others', async () => {
  const engine = await withTasks();
  const { client } = await newMember(engine, 'Ben', { objects: { task: everything({ records: 'own' }) } });

  const reading = await client.records.explainList({ object: 'task', sort: [sortBy('effort')] });

  expect(reading).toMatchObject({ records: 0, looked: null, limits: ['records'], plan: [], index: null });
});

test('conditions on related records are told', async () => {
  const engine = await withTasks(10);

  const reading = await engine.client.records.explainList({
    object: 'company',
    filter: { not: { related: 'people', has: 'any' } },
  });

  expect(reading.hasRelatedLists).toBe(true);
});
