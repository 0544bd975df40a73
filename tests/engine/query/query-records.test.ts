import { expect, test } from 'vitest';
import { RecordQuery } from '@shared/domain/query';
import { RecordId } from '@shared/domain/ids';
import { getRecord, queryRecords } from '@main/engine/records/query/records-query.service';
import { openRecords, selectRids } from '@main/engine/records/query/select-records.service';
import { insertSample, NOW_MS, openSample, sampleDeps, sampleId } from './sample-schema';

const query = (input: unknown) => RecordQuery.parse(input);

const people = () => {
  const database = openSample();
  database.inTransaction((db) => {
    insertSample(db, { object: 'company', n: 1, values: { name: 'Acme', industry: 'hot', employees: 12 } });
    insertSample(db, { object: 'company', n: 2, values: { name: 'Beta', industry: 'cold', parent: sampleId(1) } });
    insertSample(db, { object: 'company', n: 3, values: { name: 'Gone' }, deletedAt: 5 });
    insertSample(db, {
      object: 'thing',
      n: 10,
      values: { fullName: { first: 'Ann', last: 'Zed' }, relation: sampleId(2), integer: 3 },
    });
    insertSample(db, {
      object: 'thing',
      n: 11,
      values: { fullName: { first: 'Bob', last: 'Abel' }, relation: sampleId(1), integer: 1 },
    });
    insertSample(db, {
      object: 'thing',
      n: 12,
      values: { fullName: { first: 'Cy', last: '' }, relation: sampleId(3) },
    });
    insertSample(db, {
      object: 'thing',
      n: 13,
      values: { fullName: { first: 'Old', last: 'Trash' } },
      deletedAt: NOW_MS,
    });
  });
  return database.read;
};

const names = (rows: readonly { readonly [field: string]: unknown }[], field = 'fullName.first') =>
  rows.map((row) => row[field]);

test('a page holds live records with the exact total, links with their titles', () => {
  const page = queryRecords(sampleDeps, people(), query({ object: 'thing', fields: ['fullName.first', 'relation'] }));

  expect(page.total).toBe(3);
  expect(page.nextCursor).toBeNull();
  expect(page.rows).toEqual([
    { id: sampleId(10), 'fullName.first': 'Ann', relation: { id: sampleId(2), title: 'Beta' } },
    { id: sampleId(11), 'fullName.first': 'Bob', relation: { id: sampleId(1), title: 'Acme' } },
    { id: sampleId(12), 'fullName.first': 'Cy', relation: { id: sampleId(3), title: null } },
  ]);
});

test('filters, fields and sorts reach over relations', () => {
  const db = people();

  const hot = queryRecords(
    sampleDeps,
    db,
    query({ object: 'thing', filter: { field: 'relation.industry', op: 'is', value: 'hot' } }),
  );
  const grand = queryRecords(
    sampleDeps,
    db,
    query({
      object: 'thing',
      filter: { field: 'relation.parent.name', op: 'contains', value: 'acm' },
      fields: ['relation.parent.name', 'relation.parent.employees'],
    }),
  );
  const none = queryRecords(
    sampleDeps,
    db,
    query({ object: 'thing', filter: { field: 'relation.industry', op: 'isEmpty' }, fields: ['fullName.first'] }),
  );
  const sorted = queryRecords(
    sampleDeps,
    db,
    query({ object: 'thing', sort: [{ field: 'relation', direction: 'desc' }], fields: ['fullName.first'] }),
  );

  expect(hot.rows.map(({ id }) => id)).toEqual([sampleId(11)]);
  expect(grand.rows).toEqual([{ id: sampleId(10), 'relation.parent.name': 'Acme', 'relation.parent.employees': 12 }]);
  expect(names(none.rows)).toEqual(['Cy']);
  expect(names(sorted.rows)).toEqual(['Ann', 'Bob', 'Cy']);
});

test('people sort by last name, then first', () => {
  const page = queryRecords(
    sampleDeps,
    people(),
    query({ object: 'thing', sort: [{ field: 'fullName' }], fields: ['fullName.first'] }),
  );

  expect(names(page.rows)).toEqual(['Bob', 'Cy', 'Ann']);
});

test('the trash is a set of its own', () => {
  const page = queryRecords(sampleDeps, people(), query({ object: 'thing', state: 'trash', fields: ['deletedAt'] }));

  expect(page).toMatchObject({ rows: [{ id: sampleId(13), deletedAt: NOW_MS }], total: 1 });
});

test.each([
  [{ field: 'nothing', op: 'is', value: 1 }, { field: 'nothing' }],
  [{ field: 'relation.nothing', op: 'is', value: 1 }, { field: 'relation.nothing' }],
  [{ field: 'integer.part', op: 'is', value: 1 }, { field: 'integer.part' }],
  [
    { field: 'integer', op: 'contains', value: '1' },
    { field: 'integer', op: 'contains' },
  ],
  [
    { field: 'integer', op: 'is', value: 'one' },
    { field: 'integer', op: 'is' },
  ],
])('a condition that does not fit is refused with its field: %j', (filter, detail) => {
  expect(() => queryRecords(sampleDeps, people(), query({ object: 'thing', filter }))).toThrowError(
    expect.objectContaining({ code: 'invalid_input', detail: expect.objectContaining(detail) as unknown }),
  );
});

test('filters are bounded: 40 levels, 500 conditions', () => {
  const db = people();
  const leaf = { field: 'integer', op: 'is', value: 1 } as const;
  const nested = (levels: number): object => (levels === 1 ? leaf : { not: nested(levels - 1) });
  const many = (count: number) => ({ and: [{ or: Array.from({ length: count - 1 }, () => leaf) }, leaf] });
  const run = (filter: object) => queryRecords(sampleDeps, db, query({ object: 'thing', filter }));

  expect(run(nested(39)).total).toBe(1);
  expect(run(many(500)).total).toBe(1);
  expect(() => run(nested(41))).toThrowError(expect.objectContaining({ code: 'invalid_input' }));
  expect(() => run(many(501))).toThrowError(expect.objectContaining({ code: 'invalid_input' }));
});

test('an unknown object, and one that only Object.prototype knows, is not found', () => {
  const db = people();

  for (const object of ['nothing', 'constructor', '__proto__']) {
    expect(() => queryRecords(sampleDeps, db, query({ object }))).toThrowError(
      expect.objectContaining({ code: 'not_found' }),
    );
  }
  expect(() => queryRecords(sampleDeps, db, query({ object: 'thing', fields: ['constructor'] }))).toThrowError(
    expect.objectContaining({ code: 'invalid_input' }),
  );
});

test('one record is read with all its fields, also from the trash', () => {
  const db = people();

  const row = getRecord(sampleDeps, db, { object: 'thing', id: RecordId.parse(sampleId(13)) });

  expect(row).toMatchObject({
    id: sampleId(13),
    fullName: { first: 'Old', last: 'Trash' },
    deletedAt: NOW_MS,
    createdBy: { kind: 'person', name: 'Ada' },
  });
  expect(() => getRecord(sampleDeps, db, { object: 'company', id: RecordId.parse(sampleId(13)) })).toThrowError(
    expect.objectContaining({ code: 'not_found' }),
  );
});

test('a selection is the ids given, or a set without its exceptions', () => {
  const db = people();
  const ids = [sampleId(13), sampleId(10), sampleId(99)].map((id) => RecordId.parse(id));

  expect(selectRids(sampleDeps, db, 'thing', { ids })).toMatchObject([{ id: sampleId(10) }, { id: sampleId(13) }]);
  expect(selectRids(sampleDeps, db, 'thing', { set: { object: 'thing' }, except: ids })).toMatchObject([
    { id: sampleId(11) },
    { id: sampleId(12) },
  ]);
});

test('every record of a set can be walked through in order', () => {
  const rows = [
    ...openRecords(sampleDeps, people(), {
      set: { object: 'thing' },
      sort: [{ field: 'integer', direction: 'asc', nulls: 'first' }],
      fields: ['fullName.first'],
    }).rows,
  ];

  expect(names(rows)).toEqual(['Cy', 'Bob', 'Ann']);
});

test('the number of statements does not grow with the rows', () => {
  const count = (rows: number): number => {
    const database = openSample();
    database.inTransaction((db) => {
      for (let n = 1; n <= rows; n += 1)
        insertSample(db, { object: 'company', n, values: { name: `C${n}`, parent: sampleId(1) } });
      for (let n = 1; n <= rows; n += 1) {
        const morphRelation = n % 2 ? `company:${sampleId(n)}` : `thing:${sampleId(1000 + n)}`;
        insertSample(db, {
          object: 'thing',
          n: 1000 + n,
          values: { text: `T${n}`, relation: sampleId(n), morphRelation },
        });
      }
    });
    const before = database.read.statementCount();
    queryRecords(sampleDeps, database.read, query({ object: 'thing', page: { limit: 100 } }));
    return database.read.statementCount() - before;
  };

  expect(count(80)).toBe(count(4));
});
