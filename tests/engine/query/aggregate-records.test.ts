import { expect, test } from 'vitest';
import { AggregateQuery } from '@shared/domain/query';
import { aggregateRecords } from '@main/engine/records/query/aggregate-records.service';
import { insertSample, openSample, sampleDeps, sampleId } from './sample-schema';

const deals = () => {
  const database = openSample();
  database.inTransaction((db) => {
    insertSample(db, { object: 'company', n: 1, values: { name: 'Acme', industry: 'hot' } });
    insertSample(db, { object: 'company', n: 2, values: { name: 'Beta' } });
    const given = [
      ['hot', 100, 'EUR', 1, 4],
      ['hot', 250, 'EUR', 1, 2],
      ['hot', 900, 'USD', 2, null],
      ['cold', 50, 'EUR', 2, 4],
      [null, null, null, null, 1],
    ] as const;
    given.forEach(([select, amountMinor, currency, company, rating], index) =>
      insertSample(db, {
        object: 'thing',
        n: 10 + index,
        values: {
          select,
          currency: amountMinor === null ? null : { amountMinor, currency },
          relation: company === null ? null : sampleId(company),
          rating,
          text: index < 2 ? 'same' : null,
        },
      }),
    );
    insertSample(db, { object: 'thing', n: 99, values: { select: 'hot', rating: 5 }, deletedAt: 1 });
  });
  return database.read;
};

const aggregate = (input: object) =>
  aggregateRecords(sampleDeps, deals(), AggregateQuery.parse({ object: 'thing', ...input }));

test('every function over a whole set; the trash is not in it', () => {
  const { groups, isTruncated } = aggregate({
    aggregates: [
      { fn: 'count' },
      ...[
        'countEmpty',
        'countFilled',
        'countUnique',
        'percentEmpty',
        'percentFilled',
        'sum',
        'avg',
        'min',
        'max',
        'median',
      ].map((fn) => ({ fn, field: 'rating' })),
    ],
  });

  expect(isTruncated).toBe(false);
  expect(groups).toEqual([{ keys: [], titles: [], values: [5, 1, 4, 3, 20, 80, 11, 2.75, 1, 4, 3] }]);
});

test('money is never added across currencies', () => {
  const { groups } = aggregate({
    groupBy: ['select'],
    aggregates: [
      { fn: 'count' },
      { fn: 'sum', field: 'currency' },
      { fn: 'max', field: 'currency' },
      { fn: 'sum', field: 'rating' },
    ],
  });

  expect(groups).toEqual([
    {
      keys: ['hot'],
      titles: [null],
      values: [
        3,
        [
          { amountMinor: 350, currency: 'EUR' },
          { amountMinor: 900, currency: 'USD' },
        ],
        [
          { amountMinor: 250, currency: 'EUR' },
          { amountMinor: 900, currency: 'USD' },
        ],
        6,
      ],
    },
    { keys: [null], titles: [null], values: [1, null, null, 1] },
    {
      keys: ['cold'],
      titles: [null],
      values: [1, [{ amountMinor: 50, currency: 'EUR' }], [{ amountMinor: 50, currency: 'EUR' }], 4],
    },
  ]);
});

test('groups go by two fields, over relations too, and records have their titles', () => {
  const { groups } = aggregate({ groupBy: ['relation', 'relation.industry'], aggregates: [{ fn: 'count' }] });

  expect(groups).toEqual([
    { keys: [sampleId(1), 'hot'], titles: ['Acme', null], values: [2] },
    { keys: [sampleId(2), null], titles: ['Beta', null], values: [2] },
    { keys: [null, null], titles: [null, null], values: [1] },
  ]);
});

test('an empty set has a count of zero and nothing else', () => {
  const { groups } = aggregate({
    filter: { field: 'rating', op: 'gt', value: 5 },
    aggregates: [
      { fn: 'count' },
      { fn: 'sum', field: 'rating' },
      { fn: 'percentEmpty', field: 'rating' },
      { fn: 'sum', field: 'currency' },
    ],
  });

  expect(groups).toEqual([{ keys: [], titles: [], values: [0, null, null, null] }]);
});

test('a whole object is counted without reading it', () => {
  const db = deals();
  const before = db.statementCount();

  const { groups } = aggregateRecords(
    sampleDeps,
    db,
    AggregateQuery.parse({ object: 'thing', aggregates: [{ fn: 'count' }] }),
  );

  expect(groups[0]?.values).toEqual([5]);
  expect(db.statementCount() - before).toBe(1);
});

test('no more than a thousand groups are listed, the largest first', () => {
  const database = openSample();
  database.inTransaction((db) => {
    for (let n = 1; n <= 1101; n += 1) insertSample(db, { object: 'thing', n, values: { text: `t${n % 1050}` } });
  });

  const result = aggregateRecords(
    sampleDeps,
    database.read,
    AggregateQuery.parse({ object: 'thing', groupBy: ['text'], aggregates: [{ fn: 'count' }] }),
  );

  expect(result.groups).toHaveLength(1000);
  expect(result.groups[0]?.values).toEqual([2]);
  expect(result.isTruncated).toBe(true);
});

test.each([
  [{ aggregates: [{ fn: 'sum', field: 'text' }] }, { field: 'text', fn: 'sum' }],
  [{ aggregates: [{ fn: 'sum' }] }, { fn: 'sum' }],
  [{ aggregates: [{ fn: 'count' }], groupBy: ['emails'] }, { field: 'emails' }],
])('what a field does not have is refused: %j', (input, detail) => {
  expect(() => aggregate(input)).toThrowError(
    expect.objectContaining({ code: 'invalid_input', detail: expect.objectContaining(detail) as unknown }),
  );
});
