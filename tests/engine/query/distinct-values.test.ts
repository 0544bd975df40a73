import { expect, test } from 'vitest';
import { DistinctQuery } from '@shared/domain/query';
import { listDistinctValues } from '@main/engine/records/query/distinct-values.service';
import { insertSample, openSample, sampleDeps, sampleId } from './sample-schema';

const world = () => {
  const database = openSample();
  database.inTransaction((db) => {
    insertSample(db, { object: 'company', n: 1, values: { name: 'Ärzte GmbH', industry: 'hot' } });
    insertSample(db, { object: 'company', n: 2, values: { name: 'Beta' } });
    insertSample(db, {
      object: 'thing',
      n: 10,
      values: {
        text: 'Ann',
        select: 'hot',
        multiSelect: ['hot', 'cold'],
        emails: ['a@x.de', 'b@x.de'],
        relation: sampleId(1),
        morphRelation: `company:${sampleId(1)}`,
        boolean: true,
        integer: 12,
        date: '2026-01-02',
        dateTime: Date.UTC(2026, 0, 1, 23, 30),
        fullName: { first: 'Ann', last: 'Berg' },
      },
    });
    insertSample(db, {
      object: 'thing',
      n: 11,
      values: {
        text: 'ANN',
        select: 'hot',
        multiSelect: ['cold'],
        emails: ['A@x.de'],
        relation: sampleId(1),
        boolean: false,
        integer: 120,
        dateTime: Date.UTC(2026, 0, 2, 1),
      },
    });
    insertSample(db, { object: 'thing', n: 12, values: { text: 'Zoë', select: 'gone', relation: sampleId(2) } });
    insertSample(db, { object: 'thing', n: 13, values: { text: '100%', select: 'hot' }, deletedAt: 1 });
  });
  return database.read;
};

const distinct = (input: object, db = world(), deps = sampleDeps) =>
  listDistinctValues(deps, db, DistinctQuery.parse({ object: 'thing', ...input }));
const listed = (input: object) => distinct(input).values.map(({ value, label, count }) => [value, label, count]);

test('values come with their labels and the number of records, the most frequent first; empty is one of them', () => {
  expect(listed({ field: 'select' })).toEqual([
    ['hot', 'Hot', 2],
    ['gone', 'gone', 1],
  ]);
  expect(listed({ field: 'relation' })).toEqual([
    [sampleId(1), 'Ärzte GmbH', 2],
    [sampleId(2), 'Beta', 1],
  ]);
  expect(listed({ field: 'morphRelation' })).toEqual([
    [null, '', 2],
    [`company:${sampleId(1)}`, 'Ärzte GmbH', 1],
  ]);
  expect(listed({ field: 'boolean' }).map(([value, , count]) => [value, count])).toEqual([
    [null, 1],
    [false, 1],
    [true, 1],
  ]);
  expect(listed({ field: 'relation.industry' })).toEqual([
    ['hot', 'Hot', 2],
    [null, '', 1],
  ]);
});

test('texts that a condition takes for the same are one value', () => {
  expect(listed({ field: 'text' })).toEqual([
    ['ANN', 'ANN', 2],
    ['Zoë', 'Zoë', 1],
  ]);
  expect(listed({ field: 'createdBy' })).toEqual([['Ada', 'Ada', 3]]);
  expect(listed({ field: 'fullName', search: 'berg' })).toEqual([['Ann Berg', 'Ann Berg', 1]]);
});

test('each element of a list is a value', () => {
  expect(listed({ field: 'multiSelect' })).toEqual([
    ['cold', 'Cold', 2],
    [null, '', 1],
    ['hot', 'Hot', 1],
  ]);
  expect(listed({ field: 'emails', search: 'A@' })).toEqual([['A@x.de', 'A@x.de', 2]]);
});

test('instants are listed by the day in the zone', () => {
  expect(listed({ field: 'dateTime', timeZone: 'Europe/Berlin' })).toEqual([
    ['2026-01-02', '2026-01-02', 2],
    [null, '', 1],
  ]);
});

test('a search looks at what people read: labels, titles, digits; wildcards are letters', () => {
  expect(listed({ field: 'select', search: 'ho' })).toEqual([['hot', 'Hot', 2]]);
  expect(listed({ field: 'multiSelect', search: 'COL' })).toEqual([['cold', 'Cold', 2]]);
  expect(listed({ field: 'relation', search: 'arzte' })).toEqual([[sampleId(1), 'Ärzte GmbH', 2]]);
  expect(listed({ field: 'morphRelation', search: 'gmbh' })).toHaveLength(1);
  expect(listed({ field: 'integer', search: '12' })).toHaveLength(2);
  expect(listed({ field: 'text', search: '%' })).toEqual([]);
  expect(listed({ field: 'text', search: 'zoe' })).toEqual([['Zoë', 'Zoë', 1]]);
});

test('only the records of the set are counted, and a list that is cut says so', () => {
  const filter = { field: 'select', op: 'is', value: 'hot' };

  expect(listed({ field: 'integer', filter })).toEqual([
    [12, '12', 1],
    [120, '120', 1],
  ]);
  expect(listed({ field: 'text', state: 'trash' })).toEqual([['100%', '100%', 1]]);
  expect(distinct({ field: 'text', limit: 1 })).toMatchObject({ isTruncated: true, values: [{ count: 2 }] });
  expect(distinct({ field: 'text', limit: 2 })).toMatchObject({ isTruncated: false });
});

test('every value is an operand that finds as many records as it says', () => {
  const db = world();
  for (const field of [
    'text',
    'select',
    'integer',
    'date',
    'dateTime',
    'boolean',
    'relation',
    'emails',
    'multiSelect',
  ]) {
    for (const { value, count } of distinct({ field }, db).values) {
      const { values } = distinct({ field: 'id', filter: { field, op: 'is', value }, limit: 200 }, db);
      expect([field, value, values.length]).toEqual([field, value, count]);
    }
  }
});

test.each(['longText', 'currency', 'files', 'position', 'address', 'nope'])('%s has no such list', (field) => {
  expect(() => distinct({ field })).toThrow(
    expect.objectContaining({ code: 'invalid_input', detail: expect.objectContaining({ field }) as unknown }),
  );
});
