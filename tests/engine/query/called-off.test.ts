import { expect, test } from 'vitest';
import { AggregateQuery, DistinctQuery } from '@shared/domain/query';
import type { WriteDb } from '@main/engine/storage/db';
import { aggregateRecords } from '@main/engine/records/query/aggregate-records.service';
import { listDistinctValues } from '@main/engine/records/query/distinct-values.service';
import { insertSample, openSample, sampleDeps } from './sample-schema';

const MANY = 5000;

const addMany = (db: WriteDb): void => {
  for (let n = 0; n < MANY; n += 1) {
    const values = {
      integer: n,
      text: `text ${n % 7}`,
      multiSelect: ['hot'],
      currency: { amountMinor: n, currency: 'EUR' },
    };
    insertSample(db, { object: 'thing', n, values });
  }
};

const SOME = { field: 'integer', op: 'gt', value: 3 };
const left = new Error('Nobody waits for this');

/** A caller who leaves when they were asked whether they still wait for the `patience`-th time. */
const withLeaver = (patience: number) => {
  let asked = 0;
  const database = openSample({
    goOn: () => {
      asked += 1;
      if (asked > patience) throw left;
    },
  });
  database.inTransaction(addMany);
  asked = 0;
  return { read: database.read, asked: () => asked };
};

test.each([
  ['groups', { groupBy: ['text'], aggregates: [{ fn: 'count' }] }],
  ['totals of numbers', { filter: SOME, aggregates: [{ fn: 'sum', field: 'integer' }] }],
  ['totals of money', { filter: SOME, aggregates: [{ fn: 'sum', field: 'currency' }] }],
  ['a count with a filter', { filter: SOME, aggregates: [{ fn: 'count' }] }],
])('%s end when their caller has left', (_, question) => {
  const { read, asked } = withLeaver(2);

  expect(() => aggregateRecords(sampleDeps, read, AggregateQuery.parse({ object: 'thing', ...question }))).toThrow(
    left,
  );
  expect(asked()).toBe(3);
});

test.each(['text', 'multiSelect', 'relation'])(
  'the list of the values of a %s field ends when its caller has left',
  (field) => {
    const { read, asked } = withLeaver(2);

    expect(() => listDistinctValues(sampleDeps, read, DistinctQuery.parse({ object: 'thing', field }))).toThrow(left);
    expect(asked()).toBe(3);
  },
);
