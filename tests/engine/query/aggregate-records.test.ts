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

const dated = (timeZone: string, locale: string) => {
  const database = openSample();
  database.inTransaction((db) => {
    const given = [
      ['2026-01-01', Date.UTC(2025, 11, 31, 23, 30)],
      ['2026-01-04', Date.UTC(2026, 2, 29, 0, 30)],
      ['2026-01-05', Date.UTC(2026, 2, 29, 22, 30)],
      ['2026-05-31', Date.UTC(2026, 9, 25, 22, 59)],
      ['2026-12-31', Date.UTC(2026, 9, 25, 23)],
      [null, null],
      ['0001-01-01', -8.64e15],
      ['9999-12-31', 8.64e15],
    ] as const;
    given.forEach(([date, dateTime], index) =>
      insertSample(db, { object: 'thing', n: 10 + index, values: { date, dateTime } }),
    );
  });
  const deps = { ...sampleDeps, settings: () => ({ timeZone, locale }) };
  return (input: object) =>
    aggregateRecords(
      deps,
      database.read,
      AggregateQuery.parse({ object: 'thing', aggregates: [{ fn: 'count' }], ...input }),
    ).groups.map(({ keys: [key], values: [count] }) => [key, count]);
};

const byKey = { by: 'key', direction: 'asc' };

test('dates go by week, month, quarter or year; weeks begin as they do where the workspace is', () => {
  const ask = dated('UTC', 'de-DE');
  const american = dated('UTC', 'en-US');
  const by = (unit: string) => ({ groupBy: [{ field: 'date', by: unit }], groupOrder: byKey });

  expect(ask(by('week')).slice(1, 4)).toEqual([
    ['2025-12-29', 2],
    ['2026-01-05', 1],
    ['2026-05-25', 1],
  ]);
  expect(american(by('week')).slice(1, 3)).toEqual([
    ['2025-12-28', 1],
    ['2026-01-04', 2],
  ]);
  expect(ask(by('month')).slice(1, 3)).toEqual([
    ['2026-01-01', 3],
    ['2026-05-01', 1],
  ]);
  expect(ask(by('quarter')).slice(1)).toEqual([
    ['2026-01-01', 3],
    ['2026-04-01', 1],
    ['2026-10-01', 1],
    ['9999-10-01', 1],
    [null, 1],
  ]);
  expect(ask(by('year'))).toEqual([
    ['0001-01-01', 1],
    ['2026-01-01', 5],
    ['9999-01-01', 1],
    [null, 1],
  ]);
});

test('an instant belongs to the day of the zone, of 23 or 25 hours too', () => {
  const ask = dated('Europe/Berlin', 'de');

  expect(ask({ groupBy: ['dateTime'], groupOrder: byKey })).toEqual([
    ['0001-01-01', 1],
    ['2026-01-01', 1],
    ['2026-03-29', 1],
    ['2026-03-30', 1],
    ['2026-10-25', 1],
    ['2026-10-26', 1],
    ['9999-12-31', 1],
    [null, 1],
  ]);
  expect(
    ask({ groupBy: [{ field: 'dateTime', by: 'month' }], timeZone: 'America/New_York', groupOrder: byKey })[1],
  ).toEqual(['2025-12-01', 1]);
});

test('earliest, latest and range are those of days, of instants, of numbers and of money per currency', () => {
  const database = openSample();
  database.inTransaction((db) => {
    insertSample(db, {
      object: 'thing',
      n: 1,
      values: { date: '2026-02-27', dateTime: 1000, integer: 3, currency: { amountMinor: 5, currency: 'EUR' } },
    });
    insertSample(db, {
      object: 'thing',
      n: 2,
      values: { date: '2026-03-02', dateTime: 4000, integer: 7, currency: { amountMinor: 25, currency: 'EUR' } },
    });
    insertSample(db, { object: 'thing', n: 3, values: {} });
  });
  const of = (fn: string, field: string) => ({ fn, field });

  const { groups } = aggregateRecords(
    sampleDeps,
    database.read,
    AggregateQuery.parse({
      object: 'thing',
      aggregates: [
        of('earliest', 'date'),
        of('latest', 'date'),
        of('range', 'date'),
        of('latest', 'dateTime'),
        of('range', 'dateTime'),
        of('range', 'integer'),
        of('range', 'currency'),
        of('earliest', 'parent.date'),
      ],
    }),
  );

  expect(groups[0]?.values).toEqual([
    '2026-02-27',
    '2026-03-02',
    3,
    4000,
    3000,
    4,
    [{ amountMinor: 20, currency: 'EUR' }],
    null,
  ]);
});

test('groups come by the order of their keys, page by page, and say how many there are', () => {
  const ask = (rest: object) => {
    const { groups, groupCount, isTruncated } = aggregate({
      groupBy: ['select'],
      aggregates: [{ fn: 'count' }],
      ...rest,
    });
    return { keys: groups.map(({ keys }) => keys[0]), groupCount, isTruncated };
  };

  expect(ask({ groupOrder: byKey })).toEqual({ keys: ['hot', 'cold', null], groupCount: 3, isTruncated: false });
  expect(ask({ groupOrder: { by: 'key', direction: 'desc' } }).keys).toEqual(['cold', 'hot', null]);
  expect(ask({ groupOrder: { by: 'count', direction: 'asc' } }).keys).toEqual([null, 'cold', 'hot']);
  expect(ask({ groupOrder: byKey, limit: 2 })).toEqual({ keys: ['hot', 'cold'], groupCount: 3, isTruncated: true });
  expect(ask({ groupOrder: byKey, limit: 2, offset: 2 })).toEqual({ keys: [null], groupCount: 3, isTruncated: false });
  expect(ask({ offset: 9 })).toEqual({ keys: [], groupCount: 3, isTruncated: false });
});

test('related records group in the order of their titles', () => {
  const { groups } = aggregate({ groupBy: ['relation'], aggregates: [{ fn: 'count' }], groupOrder: byKey });

  expect(groups.map(({ titles }) => titles[0])).toEqual(['Acme', 'Beta', null]);
});

test('the number of statements does not grow with records or groups', () => {
  const count = (records: number) => {
    const database = openSample();
    database.inTransaction((db) => {
      for (let n = 1; n <= 20; n += 1) insertSample(db, { object: 'company', n, values: { name: `c${n}` } });
      for (let n = 1; n <= records; n += 1) {
        insertSample(db, {
          object: 'thing',
          n: 100 + n,
          values: {
            relation: sampleId((n % 20) + 1),
            currency: { amountMinor: n, currency: 'EUR' },
            date: '2026-01-01',
          },
        });
      }
    });
    const before = database.read.statementCount();
    aggregateRecords(
      sampleDeps,
      database.read,
      AggregateQuery.parse({
        object: 'thing',
        groupBy: ['relation', { field: 'date', by: 'month' }],
        aggregates: [{ fn: 'count' }, { fn: 'sum', field: 'currency' }, { fn: 'max', field: 'currency' }],
      }),
    );
    return database.read.statementCount() - before;
  };

  expect(count(200)).toBe(count(3));
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
  [
    { aggregates: [{ fn: 'count' }], groupBy: [{ field: 'text', by: 'month' }] },
    { field: 'text', unit: 'month' },
  ],
  [{ aggregates: [{ fn: 'earliest', field: 'rating' }] }, { field: 'rating', fn: 'earliest' }],
])('what a field does not have is refused: %j', (input, detail) => {
  expect(() => aggregate(input)).toThrowError(
    expect.objectContaining({ code: 'invalid_input', detail: expect.objectContaining(detail) as unknown }),
  );
});
