import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Filter } from '@shared/domain/query';
import { listMembers } from '@main/engine/records/query/record-places.sql';
import { compileSet } from '@main/engine/records/query/record-set';
import { writeFixture } from '../../helpers/write-fixture';

const NAMES = [
  'Ärmtron Größe GmbH', 'ARMTRON', 'Beltron AG', 'a"b*c AND', '日本電気', 'ﬁnance & Co', 'Straße 100%', 'x', 'İstanbul',
  'ΟΔΟΣ οδος', 'zoe\u0308', 'ﾃｽﾄ テスト', '한국어', 'Łódź',
] as const; // prettier-ignore

const filled = () => {
  const fixture = writeFixture();
  const deps = { ...fixture.deps, settings: () => ({ timeZone: 'UTC', locale: 'de' }) };
  const ids = NAMES.map((name, n) =>
    fixture.create('company', { name, domains: [`https://${n % 2 === 0 ? 'Tron' : 'other'}.example/${n}`] }),
  );
  for (const name of NAMES) fixture.create('person', { name, jobTitle: name });
  const found = (object: string, filter: Filter) =>
    listMembers(fixture.db, compileSet(deps, fixture.db, { object, filter })).map(({ rid }) => rid);
  return { ...fixture, deps, ids, found };
};

/** A piece of a name, as somebody might type it. */
const piece = fc
  .record({ name: fc.constantFrom(...NAMES), from: fc.nat(6), length: fc.integer({ min: 1, max: 9 }), case: fc.nat(2) })
  .map(({ name, from, length, case: letters }) => {
    const text = Array.from(name)
      .slice(from, from + length)
      .join('');
    return letters === 0 ? text : letters === 1 ? text.toUpperCase() : text.toLowerCase();
  });

const conditionOn = (...fields: readonly string[]) =>
  fc.oneof(
    fc.record({
      field: fc.constantFrom(...fields),
      op: fc.constantFrom('contains', 'startsWith', 'endsWith', 'is'),
      value: fc.oneof(piece, fc.constantFrom('tron.example', 'https://', '://TRON', 'example/1')),
    }),
    fc.record({ field: fc.constant('name'), op: fc.constantFrom('isNot', 'notContains'), value: piece }),
  ) as fc.Arbitrary<Filter>; // operators by name, which the compiler cannot follow

const setAndFilters = fc.oneof(
  fc.record({
    object: fc.constant('company'),
    conditions: fc.array(conditionOn('name', 'domains'), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    object: fc.constant('person'),
    conditions: fc.array(conditionOn('name', 'name.first', 'name.last', 'jobTitle'), { minLength: 1, maxLength: 3 }),
  }),
);

test('what the index of fragments narrows is what the conditions alone find', () => {
  const { found, ids, update, remove, restore } = filled();
  const [first, second, third] = ids;
  if (!first || !second || !third) throw new Error('No companies');
  update('company', first, { name: 'Umbra Größe' });
  remove('company', second);
  remove('company', third);
  restore('company', third);

  fc.assert(
    fc.property(setAndFilters, ({ object, conditions }) => {
      const filter: Filter = { and: conditions };
      // Inside "any of", where not all must hold, nothing is narrowed.
      expect(found(object, filter)).toEqual(found(object, { or: [filter] }));
    }),
    { numRuns: process.env['OUTPOST_NIGHTLY'] === '1' ? 20_000 : 800 },
  );
});

test('rare texts are found without a look at every record; what the trash holds is not in the index', () => {
  const { deps, db } = filled();
  const plan = (filter: Filter, state: 'live' | 'trash' = 'live') => {
    const { where } = compileSet(deps, db, { object: 'company', filter, state });
    return db
      .all<{ readonly detail: string }>(
        `EXPLAIN QUERY PLAN SELECT t.rid FROM r_company AS t WHERE ${where.sql}`,
        where.params,
      )
      .map(({ detail }) => detail);
  };
  const rare: Filter = { field: 'name', op: 'contains', value: 'armtron' };

  expect(plan(rare)[0]).toBe('SEARCH t USING INTEGER PRIMARY KEY (rowid=?)');
  expect(plan({ and: [{ field: 'name', op: 'isNotEmpty' }, rare] })[0]).toBe(
    'SEARCH t USING INTEGER PRIMARY KEY (rowid=?)',
  );
  expect(plan(rare, 'trash')[0]).toMatch(/^SCAN t/);
  expect(plan({ not: rare })[0]).toMatch(/^SCAN t/);
  expect(plan({ field: 'name', op: 'contains', value: 'ar' })[0]).toMatch(/^SCAN t/);
});

test('a part of a name is found by the fragments of the whole name', () => {
  const { deps, db } = filled();
  const plan = (field: string) => {
    const { where } = compileSet(deps, db, { object: 'person', filter: { field, op: 'contains', value: 'armtron' } });
    return db.all<{ readonly detail: string }>(
      `EXPLAIN QUERY PLAN SELECT t.rid FROM r_person AS t WHERE ${where.sql}`,
      where.params,
    )[0]?.detail;
  };

  expect(plan('name.first')).toBe('SEARCH t USING INTEGER PRIMARY KEY (rowid=?)');
  expect(plan('name.last')).toBe('SEARCH t USING INTEGER PRIMARY KEY (rowid=?)');
  expect(plan('company.name')).not.toBe('SEARCH t USING INTEGER PRIMARY KEY (rowid=?)');
});
