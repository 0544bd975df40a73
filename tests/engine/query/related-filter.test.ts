import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RecordPage } from '@shared/contract/records.contract';
import { Filter, RecordQuery, type RecordSet } from '@shared/domain/query';
import { queryRecords } from '@main/engine/records/query/records-query.service';
import { compileSet } from '@main/engine/records/query/record-set';
import { selectRids } from '@main/engine/records/query/select-records.service';
import { testEngine, type TestEngine } from '../../helpers/test-engine';
import { matches } from './naive-evaluator';
import { fillWorld, relatedFilter } from './random-queries';
import { insertSample, openSample, sampleDeps, sampleId } from './sample-schema';

const RUNS = process.env['OUTPOST_NIGHTLY'] === '1' ? 30_000 : 1300;

test('conditions on related records, nested at random, hold where a naive evaluator says so', () => {
  const database = openSample();
  const world = database.inTransaction((db) => fillWorld(db));
  const live = [...world.records.values()].filter(({ object, isTrashed }) => object === 'thing' && !isTrashed);

  fc.assert(
    fc.property(relatedFilter, (given) => {
      const set: RecordSet = { object: 'thing', filter: Filter.parse(given) };
      const found = selectRids(sampleDeps, database.read, 'thing', { set, except: [] });
      const expected = live.filter((record) => matches(world, record, given)).map(({ id }) => id);
      expect(found.map(({ id }) => id).toSorted()).toEqual(expected.toSorted());
    }),
    { numRuns: RUNS },
  );
}, 900_000);

const plans = (database: ReturnType<typeof openSample>, object: string, filter: Filter): readonly string[] => {
  const set = compileSet(sampleDeps, database.read, { object, filter });
  return database.read
    .all<{ readonly detail: string }>(
      `EXPLAIN QUERY PLAN SELECT t.rid FROM r_${object} AS t WHERE ${set.where.sql}`,
      set.where.params,
    )
    .map(({ detail }) => detail);
};

const withIndexes = () => {
  const database = openSample();
  database.inTransaction((db) => {
    db.exec(`CREATE INDEX r_thing_f_relation ON r_thing(f_relation) WHERE deleted_at IS NULL;
      CREATE INDEX r_thing_f_morphRelation ON r_thing(f_morphRelation) WHERE deleted_at IS NULL;`);
  });
  return database;
};

test.each<[string, Filter]>([
  ['any', { related: 'thing_relation', has: 'any', where: { field: 'text', op: 'is', value: 'x' } }],
  ['all', { related: 'thing_relation', has: 'all', where: { field: 'text', op: 'is', value: 'x' } }],
  ['none', { related: 'thing_relation', has: 'none' }],
  ['count', { related: 'thing_relation', count: { op: 'gt', value: 3 } }],
  ['of any object', { related: 'thing_morphRelation', has: 'any' }],
])('related records are found through the index of their relation: %s', (_name, filter) => {
  const database = withIndexes();
  database.inTransaction((db) => {
    for (let n = 1; n <= 400; n += 1) {
      const values = n <= 40 ? {} : { relation: sampleId((n % 40) + 1), text: n % 2 === 0 ? 'x' : 'y' };
      insertSample(db, { object: n <= 40 ? 'company' : 'thing', n, values });
    }
    db.exec('ANALYZE');
  });

  const found = plans(database, 'company', filter).filter((detail) => detail.includes(' tr'));

  expect(found.join('; ')).toMatch(/SEARCH tr (EXISTS )?USING (COVERING )?INDEX r_thing_f_(relation|morphRelation)/);
  expect(found.join('; ')).not.toMatch(/SCAN tr/);
});

test('ten thousand related records are counted no further than the question needs', () => {
  const database = withIndexes();
  database.inTransaction((db) => {
    insertSample(db, { object: 'company', n: 1, values: { name: 'Large' } });
    insertSample(db, { object: 'company', n: 2, values: { name: 'Small' } });
    for (let n = 3; n < 10_003; n += 1) {
      insertSample(db, { object: 'thing', n, values: { relation: sampleId(1), integer: n } });
    }
  });
  const names = (filter: Filter) =>
    queryRecords(sampleDeps, database.read, RecordQuery.parse({ object: 'company', filter })).rows.map(
      (row) => row['name'],
    );

  expect(names({ related: 'thing_relation', count: { op: 'gt', value: 3 } })).toEqual(['Large']);
  expect(names({ related: 'thing_relation', count: { op: 'is', value: 10_000 } })).toEqual(['Large']);
  expect(names({ related: 'thing_relation', count: { op: 'lt', value: 10_000 } })).toEqual(['Small']);
  const last: Filter = { field: 'integer', op: 'is', value: 10_002 };
  expect(names({ related: 'thing_relation', has: 'any', where: last })).toEqual(['Large']);
  expect(names({ related: 'thing_relation', has: 'none', where: last })).toEqual(['Small']);
});

const nested = (levels: number): Filter => {
  let filter: Filter = { field: 'name', op: 'isNotEmpty' };
  for (let level = 0; level < levels; level += 1) filter = { related: 'subsidiaries', has: 'any', where: filter };
  return filter;
};

const total = async ({ client }: TestEngine, object: string, filter: Filter): Promise<number> =>
  (await client.records.query({ object, filter })).total;

test('related records of related records are asked for up to eight levels deep', async () => {
  const engine = await testEngine();

  await expect(total(engine, 'company', nested(8))).resolves.toBe(0);
  await expect(total(engine, 'company', nested(9))).rejects.toMatchObject({
    code: 'invalid_input',
    data: { maxDepth: 8 },
  });
});

test('no more than a hundred conditions on related records are answered', async () => {
  const engine = await testEngine();
  const many = (length: number): Filter => ({ or: Array.from({ length }, () => nested(1)) });

  await expect(total(engine, 'company', many(100))).resolves.toBe(0);
  await expect(total(engine, 'company', many(101))).rejects.toMatchObject({
    code: 'invalid_input',
    data: { maxRelated: 100 },
  });
});

test.each<[string, Filter, object]>([
  ['an unknown list', { related: 'friends', has: 'any' }, { related: 'friends', at: 'filter' }],
  ['a field that is no list', { related: 'industry', has: 'any' }, { related: 'industry' }],
  ['a relation to one record', { related: 'parent', has: 'any' }, { related: 'parent' }],
  ['a list in the middle', { related: 'people.opportunities', has: 'any' }, { field: 'people' }],
  [
    'a field of the wrong object inside',
    { and: [{ related: 'people', has: 'any', where: { or: [{ field: 'industry', op: 'is', value: 'x' }] } }] },
    { field: 'industry', object: 'person', at: 'filter.and.0.where.or.0' },
  ],
  [
    'an operator that the type has not',
    { not: { related: 'people', has: 'any', where: { field: 'rating', op: 'contains', value: 'x' } } },
    { field: 'rating', op: 'contains', at: 'filter.not.where' },
  ],
])('%s is refused with its place', async (_name, filter, data) => {
  const engine = await testEngine();

  await expect(total(engine, 'company', filter)).rejects.toMatchObject({ code: 'invalid_input', data });
});

const storyOf = async () => {
  const engine = await testEngine();
  const { client } = engine;
  const create = async (object: string, values: Record<string, unknown>) =>
    (await client.records.create({ object, values: values as Record<string, string> })).row.id;
  const fjord = await create('company', { name: 'Fjord' });
  const acme = await create('company', { name: 'Acme' });
  const ann = await create('person', { name: { first: 'Ann', last: 'Berg' }, company: fjord });
  await create('opportunity', { name: 'Big', company: fjord, stage: 'won' });
  const small = await create('opportunity', { name: 'Small', company: fjord, stage: 'lost' });
  return { ...engine, create, fjord, acme, ann, small };
};

const namesOf = ({ value }: IteratorResult<RecordPage, unknown>) =>
  (value as RecordPage).rows.map((row) => row['name']);

const won: Filter = { field: 'stage', op: 'is', value: 'won' };

test('quantifiers count live records only, and the path may go over a relation first', async () => {
  const { client, acme, ann, small } = await storyOf();
  const ids = async (object: string, filter: Filter) =>
    (await client.records.query({ object, filter })).rows.map(({ id }) => id);
  const allWon: Filter = {
    and: [
      { related: 'opportunities', has: 'any' },
      { related: 'opportunities', has: 'all', where: won },
    ],
  };

  const before = await ids('company', allWon);
  await client.records.delete({ object: 'opportunity', selection: { ids: [small] } });
  const after = await ids('company', allWon);
  const people = await ids('person', { related: 'company.opportunities', count: { op: 'is', value: 1 }, where: won });

  expect(before).toEqual([]);
  expect(after).toHaveLength(1);
  expect(people).toEqual([ann]);
  expect(await ids('company', { related: 'opportunities', has: 'none' })).toEqual([acme]);
});

test('a list filtered by related records follows their changes, in windows and live queries', async () => {
  const { client, acme, create, small } = await storyOf();
  const filter: Filter = { related: 'opportunities', has: 'any', where: won };
  const names = async () => {
    const sort = [{ field: 'name' }];
    const { rows, total: count } = await client.records.window({
      object: 'company',
      filter,
      sort,
      offset: 0,
      limit: 50,
    });
    expect(count).toBe(rows.length);
    return rows.map((row) => row['name']);
  };
  const pages = await client.records.watch({ object: 'company', filter, fields: ['name'] });
  const watched = async () => namesOf(await pages.next());

  expect(await names()).toEqual(['Fjord']);
  expect(await watched()).toEqual(['Fjord']);
  const second = await create('opportunity', { name: 'Third', company: acme, stage: 'won' });
  expect(await names()).toEqual(['Acme', 'Fjord']);
  expect(await watched()).toEqual(['Fjord', 'Acme']);
  await client.records.update({ object: 'opportunity', id: second, values: { stage: 'lost' } });
  expect(await names()).toEqual(['Fjord']);
  await client.records.update({ object: 'opportunity', id: small, values: { company: acme, stage: 'won' } });
  expect(await names()).toEqual(['Acme', 'Fjord']);
  await client.records.delete({ object: 'opportunity', selection: { ids: [small] } });
  expect(await names()).toEqual(['Fjord']);
  await pages.return?.();
});

test('a list filtered by records of its own object follows them too', async () => {
  const { client, fjord, acme } = await storyOf();
  const filter: Filter = {
    related: 'subsidiaries',
    has: 'any',
    where: { field: 'industry', op: 'is', value: 'Steel' },
  };
  const pages = await client.records.watch({ object: 'company', filter, fields: ['name'] });
  const watched = async () => namesOf(await pages.next());

  expect(await watched()).toEqual([]);
  await client.records.update({ object: 'company', id: acme, values: { parent: fjord, industry: 'Steel' } });
  expect(await watched()).toEqual(['Fjord']);
  await client.records.update({ object: 'company', id: acme, values: { industry: 'Wood' } });
  expect(await watched()).toEqual([]);
  await pages.return?.();
});

test('a filter over related records is saved in a view, selects records to change and sums them up', async () => {
  const { client } = await storyOf();
  const filter: Filter = { related: 'opportunities', has: 'any', where: won };

  const view = await client.views.create({
    object: 'company',
    name: 'Winners',
    settings: { kind: 'table', columns: [{ field: 'name', widthPx: 200 }], sort: [], filter },
  });
  const changed = await client.records.updateMany({
    object: 'company',
    selection: { set: { object: 'company', filter }, except: [] },
    values: { industry: 'Won' },
  });
  const sums = await client.records.aggregate({ object: 'company', filter, aggregates: [{ fn: 'count' }] });

  expect(view.settings.filter).toEqual(filter);
  expect(changed.count).toBe(1);
  expect(sums.groups[0]?.values).toEqual([1]);
});
