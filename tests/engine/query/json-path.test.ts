import { expect, test } from 'vitest';
import type { Filter } from '@shared/domain/query';
import { testEngine } from '../../helpers/test-engine';

const VALUES: readonly (readonly [string, unknown])[] = [
  ['a', { key: { sub: 'Oslo' }, seats: 5, isOpen: true, tags: ['x', 'y'] }],
  ['b', { key: { sub: 'Bergen' }, seats: 12, isOpen: false }],
  ['c', { key: 'plain', seats: null }],
  ['d', ['Oslo']],
  ['e', null],
];

const world = async () => {
  const engine = await testEngine();
  await engine.client.schema.createField({ object: 'company', label: 'Data', type: 'json' });
  for (const [name, data] of VALUES) {
    const text = data === null ? null : JSON.stringify(data);
    const { row } = await engine.client.records.create({ object: 'company', values: { name, data: text } });
    await engine.client.records.create({ object: 'person', values: { name: `P ${name}`, company: row.id } });
  }
  const find = async (filter: Filter, object = 'company') =>
    (await engine.client.records.query({ object, filter, sort: [{ field: 'createdAt' }] })).rows.map(
      ({ name }) => name,
    );
  return { ...engine, find };
};

test.each<[string, Filter, readonly string[]]>([
  ['is', { field: 'data.key.sub', op: 'is', value: 'oslo' }, ['a']],
  ['contains', { field: 'data.key.sub', op: 'contains', value: 'erg' }, ['b']],
  ['exists', { field: 'data.key.sub', op: 'isNotEmpty' }, ['a', 'b']],
  ['is not there', { field: 'data.key.sub', op: 'isEmpty' }, ['c', 'd', 'e']],
  ['is a number', { field: 'data.seats', op: 'is', value: '12' }, ['b']],
  ['is true', { field: 'data.isOpen', op: 'is', value: 'true' }, ['a']],
  ['is false', { field: 'data.isOpen', op: 'is', value: 'false' }, ['b']],
  ['holds a list', { field: 'data.tags', op: 'contains', value: '"y"' }, ['a']],
  ['is not', { not: { field: 'data.key.sub', op: 'is', value: 'Oslo' } }, ['b', 'c', 'd', 'e']],
])('a condition looks inside a JSON value: %s', async (_what, filter, names) => {
  const { find } = await world();

  expect(await find(filter)).toEqual(names);
});

test('a place inside a JSON value is reached over relations, sorts and groups', async () => {
  const { client, find } = await world();

  const people = await find({ field: 'company.data.key.sub', op: 'is', value: 'Oslo' }, 'person');
  const sorted = await client.records.query({
    object: 'company',
    sort: [{ field: 'data.key.sub' }],
    filter: { field: 'data.key.sub', op: 'isNotEmpty' },
  });
  const { groups } = await client.records.aggregate({
    object: 'company',
    groupBy: ['data.isOpen'],
    aggregates: [{ fn: 'count' }],
  });

  expect(people).toEqual([{ first: 'P', last: 'a' }]);
  expect(sorted.rows.map(({ name }) => name)).toEqual(['b', 'a']);
  expect(groups.map(({ keys, values }) => [keys[0], values[0]])).toEqual([
    [null, 3],
    ['false', 1],
    ['true', 1],
  ]);
});

test('a place inside a field that holds no JSON is none', async () => {
  const { client } = await world();

  await expect(
    client.records.query({ object: 'company', filter: { field: 'industry.key', op: 'isNotEmpty' } }),
  ).rejects.toMatchObject({ code: 'invalid_input', data: { field: 'industry.key' } });
});
