import { expect, test, vi } from 'vitest';
import type { Filter } from '@shared/domain/query';
import { toViewIndex } from '@main/engine/records/indexes/view-index';
import { testEngine, type TestEngine } from '../../helpers/test-engine';
import { importFile, stage } from '../exchange/exchange-fixture';
import { sampleSchema } from '../query/sample-schema';
import { indexesOf, sortBy } from './indexes-workspace';

const MANY = 20_000;

/** Tasks of two kinds, enough of them for an index over a filter to be worth while. */
const withKinds = async (): Promise<TestEngine> => {
  const engine = await testEngine({ indexQuietMs: 0 });
  const { client } = engine;
  for (const { id } of (await client.views.list({})).views) await client.views.delete({ id });
  await client.schema.createField({ object: 'task', label: 'Effort', name: 'effort', type: 'integer' });
  await client.schema.createField({
    object: 'task',
    label: 'Kind',
    name: 'kind',
    type: 'select',
    settings: {
      options: [
        { key: 'rare', label: 'rare', color: 'red' },
        { key: 'common', label: 'common', color: 'blue' },
      ],
    },
  });
  const lines = Array.from(
    { length: MANY },
    (_, n) => `T ${n},${(n * 7919) % 1000},${n % 100 === 0 ? 'rare' : 'common'}`,
  );
  await importFile(engine, stage(engine, ['Title,Effort,Kind', ...lines].join('\n')), { object: 'task' });
  return engine;
};

const filter: Filter = {
  and: [
    { field: 'kind', op: 'is', value: 'rare' },
    { field: 'effort', op: 'lt', value: 900 },
    { field: 'title', op: 'isNotEmpty' },
  ],
};
const sort = [sortBy('effort', 'desc')];

test('a saved view has what it filters by indexed, and its list is read off that', async () => {
  const engine = await withKinds();
  const { client } = engine;
  const ask = { object: 'task', filter, sort, offset: 0, limit: 50 } as const;
  const before = await client.records.window(ask);
  const read = await client.records.explainList({ object: 'task', filter: { ...filter }, sort: [sortBy('title')] });

  await client.views.create({
    object: 'task',
    name: 'Rare ones',
    settings: { kind: 'table', columns: [], sort, filter },
  });
  const indexes = await vi.waitFor(
    async () => {
      const found = await indexesOf(engine);
      expect(found).toHaveLength(2);
      return found;
    },
    { timeout: 15_000, interval: 20 },
  );
  // Without the order that the question before left in memory.
  const again = await engine.reopen();
  const explained = await again.client.records.explainList({ object: 'task', filter, sort });

  expect(indexes.find(({ filteredBy }) => filteredBy.length > 0)).toMatchObject({
    filteredBy: ['kind', 'effort', 'title'],
    sort: [{ field: 'effort', direction: 'desc' }],
    views: ['Rare ones'],
  });
  expect(read.way).toBe('each');
  expect(explained.way).toBe('inOrder');
  expect(explained.plan.map(({ detail }) => detail).join()).toMatch(/^SEARCH t USING INDEX kept_index_/);
  expect(await again.client.records.window(ask)).toEqual(before);
  expect(await again.client.records.window({ ...ask, countLater: true })).toEqual(before);
  expect((await again.client.records.count({ object: 'task', filter, sort })).total).toBe(before.total);
  expect((await again.client.workspace.doctor({})).findings).toEqual([]);
  expect(again.errors).toEqual([]);
});

const indexFor = (by: Filter | undefined) => {
  const thing = sampleSchema.objects.get('thing');
  return thing && toViewIndex(sampleSchema, thing, { filter: by, sort: [sortBy('integer')] })?.columns;
};

test('what is compared with one value comes first, then the order, then what else is asked', () => {
  const and = [
    { field: 'number', op: 'gt', value: 3 },
    { not: { field: 'text', op: 'contains', value: 'x' } },
    { field: 'select', op: 'is', value: 'hot' },
    { field: 'boolean', op: 'is', value: true },
  ] satisfies Filter[];

  expect(indexFor({ and })).toEqual(['"f_boolean"', '"f_select"', '"f_integer" ASC', 'rid', '"f_number"', '"f_text"']);
});

test.each([
  ['there is no filter', undefined],
  ['nothing is compared with one value', { field: 'number', op: 'gt', value: 3 }],
  ['it is one of several ways to match', { or: [{ field: 'select', op: 'is', value: 'hot' }] }],
  ['the value is empty', { field: 'select', op: 'is', value: null }],
  [
    'it looks at a related record',
    {
      and: [
        { field: 'select', op: 'is', value: 'hot' },
        { field: 'relation.name', op: 'is', value: 'x' },
      ],
    },
  ],
  ['its field has gone', { field: 'nothing', op: 'is', value: 'x' }],
] as const)('no index holds a filter where %s', (_, by) => {
  expect(indexFor(by && structuredClone<Filter>(by as Filter))).toBeUndefined();
});
