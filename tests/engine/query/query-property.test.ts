import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AggregateQuery, DistinctQuery, RecordQuery, RecordWindow } from '@shared/domain/query';
import { aggregateRecords } from '@main/engine/records/query/aggregate-records.service';
import { listDistinctValues } from '@main/engine/records/query/distinct-values.service';
import { compileList } from '@main/engine/records/query/record-set';
import { queryRecords } from '@main/engine/records/query/records-query.service';
import { findListStart } from '@main/engine/records/read/list-start';
import { recordWindow } from '@main/engine/records/read/record-window.service';
import type { ReadDb } from '@main/engine/storage/db';
import { createSnapshotCache } from '@main/engine/records/read/snapshots';
import { aggregated, distinctValues } from './naive-aggregates';
import { inOrder, matches, type PlainRecord, type World } from './naive-evaluator';
import { anyFilter, calendarIn, distinct, fillWorld, sorts, THINGS, timeZone, totals } from './random-queries';
import { openSample, sampleDeps } from './sample-schema';

/** Half of them walk lists, half ask for totals and values. A failure prints its seed and path: give them to `fc.assert` to see it again. */
const RUNS = (process.env['OUTPOST_NIGHTLY'] === '1' ? 50_000 : 2000) / 2;
const MAX_MS = 3_600_000;

const asked = fc.record({ filter: fc.option(anyFilter, { nil: undefined, freq: 9 }), timeZone });
const MAX_ROWS = 500;

const setUp = () => {
  const database = openSample();
  const world = database.inTransaction((db) => fillWorld(db));
  const live = [...world.records.values()].filter(({ object, isTrashed }) => object === 'thing' && !isTrashed);
  const matching = (at: World, given: (typeof asked extends fc.Arbitrary<infer T> ? T : never)['filter']) =>
    live.filter((record) => matches(at, record, given));
  return { database, world, matching };
};

const listIds = (db: ReadDb, rids: readonly number[]): readonly string[] =>
  rids.flatMap((rid) => db.pluck<string>('SELECT id FROM rec WHERE rid = ?', [rid]));

const idsOf = (records: readonly Pick<PlainRecord, 'id'>[]): readonly string[] => records.map(({ id }) => id);

test(
  'any list, walked page by page or seen through a window, is what a naive evaluator gives',
  () => {
    const { database, world, matching } = setUp();
    fc.assert(
      fc.property(
        asked,
        sorts,
        fc.integer({ min: 7, max: 60 }),
        fc.boolean(),
        fc.nat(140),
        ({ filter: given, timeZone: zone }, order, limit, isRemembered, offset) => {
          const snapshots = createSnapshotCache({ maxBytes: 100_000 });
          const deps = isRemembered ? { ...sampleDeps, snapshots } : sampleDeps;
          const at = { ...world, ...calendarIn(zone) };
          const expected = inOrder(at, matching(at, given), order);
          const set = { object: 'thing', filter: given, sort: order, fields: ['text'], timeZone: zone };
          const found: string[] = [];
          let cursor: string | undefined;
          do {
            const page = queryRecords(deps, database.read, RecordQuery.parse({ ...set, page: { limit, cursor } }));
            expect(page.total).toBe(expected.length);
            found.push(...idsOf(page.rows));
            cursor = page.nextCursor ?? undefined;
          } while (cursor !== undefined && found.length < MAX_ROWS);
          const window = recordWindow(
            { ...sampleDeps, snapshots },
            database.read,
            RecordWindow.parse({ ...set, offset, limit }),
          );

          const start = findListStart(
            database.read,
            compileList(sampleDeps, database.read, set, { isWide: true }),
            limit,
            THINGS,
          );

          expect(found).toEqual(idsOf(expected));
          expect(start && listIds(database.read, start.rids)).toEqual(
            expected.length < limit ? undefined : idsOf(expected.slice(0, limit)),
          );
          expect(idsOf(window.rows)).toEqual(idsOf(expected.slice(offset, offset + limit)));
        },
      ),
      { numRuns: RUNS },
    );
  },
  MAX_MS,
);

/** `found`, or what is expected where only the last digits differ: sums of fractions depend on their order. */
const orExpected = (found: unknown, expected: unknown): unknown =>
  typeof found === 'number' &&
  typeof expected === 'number' &&
  Math.abs(found - expected) <= 1e-9 * Math.max(1, Math.abs(expected))
    ? expected
    : found;

test(
  'any totals, groups and distinct values are what a naive evaluator gives',
  () => {
    const { database, world, matching } = setUp();
    fc.assert(
      fc.property(asked, totals, distinct, ({ filter: given, timeZone: zone }, asking, menu) => {
        const at = { ...world, ...calendarIn(zone) };
        const set = { object: 'thing', filter: given, timeZone: zone };
        const query = AggregateQuery.parse({ ...set, ...asking });
        const members = matching(at, given);

        const result = aggregateRecords(sampleDeps, database.read, query);
        const values = listDistinctValues(sampleDeps, database.read, DistinctQuery.parse({ ...set, ...menu }));

        const expected = aggregated(at, members, query);
        expect({ groupCount: result.groupCount, isTruncated: result.isTruncated }).toEqual({
          groupCount: expected.groupCount,
          isTruncated: expected.isTruncated,
        });
        expect(
          result.groups.map(({ keys, values: sums }, index) => ({
            keys,
            values: sums.map((sum, place) => orExpected(sum, expected.groups[index]?.values[place])),
          })),
        ).toEqual(expected.groups);
        expect({
          ...values,
          values: values.values.map(({ value, count }) => ({ value, count })),
        }).toEqual(distinctValues(at, members, menu));
      }),
      { numRuns: RUNS },
    );
  },
  MAX_MS,
);
