import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RecordQuery } from '@shared/domain/query';
import { queryRecords } from '@main/engine/records/query/records-query.service';
import { createSnapshotCache } from '@main/engine/records/read/snapshots';
import { inOrder, matches } from './naive-evaluator';
import { fillWorld, filter, sorts } from './random-queries';
import { openSample, sampleDeps } from './sample-schema';

const RUNS = process.env['OUTPOST_NIGHTLY'] === '1' ? 50_000 : 2000;

test('any query, walked page by page, gives what a naive evaluator gives', () => {
  const database = openSample();
  const world = database.inTransaction((db) => fillWorld(db));
  const live = [...world.records.values()].filter(({ object, isTrashed }) => object === 'thing' && !isTrashed);

  fc.assert(
    fc.property(
      fc.option(filter, { nil: undefined, freq: 9 }),
      sorts,
      fc.integer({ min: 7, max: 60 }),
      fc.boolean(),
      (given, order, limit, isRemembered) => {
        const deps = isRemembered
          ? { ...sampleDeps, snapshots: createSnapshotCache({ maxBytes: 100_000 }) }
          : sampleDeps;
        const expected = inOrder(
          world,
          live.filter((record) => matches(world, record, given)),
          order,
        );
        const found: string[] = [];
        let cursor: string | undefined;
        do {
          const page = queryRecords(
            deps,
            database.read,
            RecordQuery.parse({
              object: 'thing',
              filter: given,
              sort: order,
              fields: ['text'],
              page: { limit, cursor },
            }),
          );
          expect(page.total).toBe(expected.length);
          found.push(...page.rows.map(({ id }) => id));
          cursor = page.nextCursor ?? undefined;
        } while (cursor !== undefined && found.length < 500);
        expect(found).toEqual(expected.map(({ id }) => id));
      },
    ),
    { numRuns: RUNS },
  );
}, 900_000);
