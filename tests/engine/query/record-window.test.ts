import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RecordChange } from '@shared/domain/changes';
import { RecordId } from '@shared/domain/ids';
import { RecordQuery, RecordWindow } from '@shared/domain/query';
import type { WriteDb } from '@main/engine/storage/db';
import { queryRecords } from '@main/engine/records/query/records-query.service';
import { recordPosition, recordWindow } from '@main/engine/records/read/record-window.service';
import { createSnapshotCache } from '@main/engine/records/read/snapshots';
import { fillWorld, filter, sorts } from './random-queries';
import { insertSample, NOW_MS, openSample, sampleDeps, sampleId } from './sample-schema';

const window = (input: object) =>
  RecordWindow.parse({ object: 'thing', fields: ['integer'], offset: 0, limit: 500, ...input });
const withCache = (maxBytes = 1_000_000) => ({
  ...sampleDeps,
  snapshots: createSnapshotCache({ maxBytes, nowMs: () => 0 }),
});

const numbered = (count: number) => {
  const database = openSample();
  database.inTransaction((db) => {
    for (let n = 1; n <= count; n += 1) insertSample(db, { object: 'thing', n, values: { integer: count - n } });
  });
  return database;
};

const change = (records: readonly Partial<RecordChange>[], topics: readonly 'records'[] = ['records']) => ({
  topics: [...topics],
  records: records.map((record) => ({ object: 'thing', hasMembershipChange: false, fields: [], ids: null, ...record })),
});

test('a window holds the rows at its position, with the exact total; past the end it is empty', () => {
  const { read } = numbered(50);
  const deps = withCache();
  const sort = [{ field: 'integer' }];

  expect(recordWindow(deps, read, window({ sort, offset: 10, limit: 3 }))).toMatchObject({
    rows: [{ integer: 10 }, { integer: 11 }, { integer: 12 }],
    total: 50,
    offset: 10,
  });
  expect(recordWindow(deps, read, window({ sort, offset: 2000, limit: 3 }))).toEqual({
    rows: [],
    total: 50,
    offset: 2000,
  });
  expect(recordWindow(deps, read, window({ sort, offset: 48, limit: 5 })).rows).toHaveLength(2);
  expect(
    recordPosition(deps, read, { object: 'thing', sort: window({ sort }).sort, id: RecordId.parse(sampleId(1)) }),
  ).toEqual({
    index: 49,
    total: 50,
  });
});

test('any position of a list that was asked for once is one statement for the ids and one for the rows', () => {
  const { read } = numbered(400);
  const deps = withCache();
  const filtered = { filter: { field: 'integer', op: 'gte', value: 0 } };
  recordWindow(deps, read, window({ ...filtered, offset: 300, limit: 10 }));
  const before = read.statementCount();

  const { rows } = recordWindow(deps, read, window({ ...filtered, offset: 100, limit: 10 }));

  expect(rows).toHaveLength(10);
  expect(read.statementCount() - before).toBe(1);
});

test('changes of other fields and other objects leave a snapshot alone', () => {
  const { read } = numbered(10);
  const deps = withCache();
  const ask = () => recordWindow(deps, read, window({ filter: { field: 'integer', op: 'gte', value: 0 } }));
  ask();
  const before = read.statementCount();

  deps.snapshots.apply(
    change([
      { fields: ['text'], ids: [RecordId.parse(sampleId(1))] },
      { object: 'company', hasMembershipChange: true },
    ]),
  );
  ask();

  expect(read.statementCount() - before).toBe(1);
});

test('snapshots stay within their memory: the longest unused goes', () => {
  const { read } = numbered(100);
  const deps = withCache(1000);

  for (let value = 0; value < 20; value += 1) {
    recordWindow(deps, read, window({ filter: { field: 'integer', op: 'gte', value: -value } }));
  }

  expect(deps.snapshots.sizeBytes()).toBeLessThanOrEqual(1000);
  expect(deps.snapshots.sizeBytes()).toBeGreaterThan(0);
});

test('a relative date means other records the next day', () => {
  const database = openSample();
  database.inTransaction((db) => insertSample(db, { object: 'thing', n: 1, values: { date: '2025-06-18' } }));
  const deps = withCache();
  const today = window({ filter: { field: 'date', op: 'inPeriod', value: 'today' } });
  const tomorrow = { ...deps, clock: { nowMs: () => NOW_MS + 86_400_000 } };

  expect(recordWindow(deps, database.read, today).total).toBe(1);
  expect(recordWindow(tomorrow, database.read, today).total).toBe(0);
});

interface Edit {
  readonly kind: 'edit' | 'trash' | 'restore' | 'add';
  readonly n: number;
  readonly integer: number;
  readonly isNamed: boolean;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('edit', 'edit', 'edit', 'trash', 'restore', 'add'),
  n: fc.integer({ min: 101, max: 230 }),
  integer: fc.integer({ min: -3, max: 6 }),
  isNamed: fc.oneof({ weight: 8, arbitrary: fc.constant(true) }, fc.constant(false)),
});

const applyEdit = (db: WriteDb, { kind, n, integer }: Edit, fresh: number): number => {
  if (kind === 'add') {
    insertSample(db, { object: 'thing', n: fresh, values: { integer, text: 'Ann' } });
    return fresh;
  }
  if (kind === 'edit') db.run('UPDATE r_thing SET f_integer = ? WHERE rid = ?', [integer, n]);
  const trashed = db.pluck<number>('SELECT deleted_at IS NOT NULL FROM r_thing WHERE rid = ?', [n])[0] === 1;
  if ((kind === 'trash' && !trashed) || (kind === 'restore' && trashed)) {
    db.run('UPDATE r_thing SET deleted_at = ? WHERE rid = ?', [trashed ? null : NOW_MS, n]);
    db.run(`UPDATE object_count SET live = live ${trashed ? '+' : '-'} 1 WHERE obj = 'thing'`);
  }
  return n;
};

test('after any changes a snapshot holds what a new query gives', () => {
  fc.assert(
    fc.property(
      filter,
      sorts,
      fc.array(fc.array(edit, { minLength: 1, maxLength: 4 }), { maxLength: 6 }),
      (given, sort, rounds) => {
        const database = openSample();
        database.inTransaction((db) => fillWorld(db));
        const deps = withCache();
        const asked = window({ filter: given, sort });
        recordWindow(deps, database.read, asked);
        let fresh = 1000;
        for (const edits of rounds) {
          const ids = database.inTransaction((db) => edits.map((each) => applyEdit(db, each, (fresh += 1))));
          deps.snapshots.apply(
            change([
              {
                hasMembershipChange: edits.some(({ kind }) => kind !== 'edit'),
                fields: ['integer'],
                ids: edits.every(({ isNamed }) => isNamed) ? ids.map((n) => RecordId.parse(sampleId(n))) : null,
              },
            ]),
          );

          const { rows, total } = recordWindow(deps, database.read, asked);

          const fromScratch = recordWindow(withCache(), database.read, asked);
          expect({ total, rows }).toEqual({ total: fromScratch.total, rows: fromScratch.rows });
          expect(
            queryRecords(deps, database.read, RecordQuery.parse({ object: 'thing', filter: given, sort })).total,
          ).toBe(total);
        }
        database.close();
      },
    ),
    { numRuns: process.env['OUTPOST_NIGHTLY'] === '1' ? 5000 : 150 },
  );
}, 900_000);

test('a reader that sees a commit before it is told of it puts everything right once it is told', () => {
  const database = openSample();
  database.inTransaction((db) => {
    for (let n = 1; n <= 9; n += 1) insertSample(db, { object: 'thing', n, values: { integer: n * 10 } });
  });
  const deps = withCache();
  const asked = window({ sort: [{ field: 'integer' }], filter: { field: 'integer', op: 'isNotEmpty' } });
  const integers = () => recordWindow(deps, database.read, asked).rows.map((row) => row['integer']);
  const id = (n: number) => RecordId.parse(sampleId(n));
  integers();
  database.inTransaction((db) => {
    db.run('UPDATE r_thing SET f_integer = 25 WHERE rid = 9');
    db.run('UPDATE r_thing SET f_integer = 85 WHERE rid = 5');
  });

  deps.snapshots.apply(change([{ fields: ['integer'], ids: [id(9)] }]));
  integers();
  deps.snapshots.apply(change([{ fields: ['integer'], ids: [id(5)] }]));

  expect(integers()).toEqual([10, 20, 25, 30, 40, 60, 70, 80, 85]);
});

test('a list that was opened is prepared while nobody waits: then any position is one statement', () => {
  const { read } = numbered(1500);
  const deps = withCache();
  const asked = { sort: [{ field: 'createdAt' }], limit: 10 };
  recordWindow(deps, read, window({ ...asked, offset: 0 }));
  deps.snapshots.prepare(read);
  const before = read.statementCount();

  expect(recordWindow(deps, read, window({ ...asked, offset: 1200 })).rows).toHaveLength(10);
  expect(read.statementCount() - before).toBe(1);
});
