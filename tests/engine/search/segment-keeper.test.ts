import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSegmentKeeper } from '@main/engine/records/search/segment-keeper';
import { countSegments, SEARCH_TABLES } from '@main/engine/records/search/segments.sql';
import { writeFixture } from '../../helpers/write-fixture';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A text of words that no other record has: a segment grows by what it does not know. */
const rareText = (n: number): string => Array.from({ length: 40 }, (_, i) => `w${n}x${i * 7919}`).join(' ');

const keeperFixture = () => {
  const fixture = writeFixture();
  // As an import leaves them: many segments, and none of a size with the others.
  fixture.database.inTransaction((db) => {
    for (const table of SEARCH_TABLES) db.run(`INSERT INTO ${table}(${table}, rank) VALUES ('automerge', 0)`);
  });
  const write = (from: number, to: number): void => {
    for (let n = from; n < to; n += 1) {
      fixture.create('company', { name: `Company ${n}`, taxId: rareText(n) });
      // Each in a transaction of its own.
      fixture.indexWritten();
    }
  };
  const failures: unknown[] = [];
  const counters = { commits: 0 };
  const open = () =>
    createSegmentKeeper({
      ...fixture.deps,
      read: fixture.db,
      log: { info: () => undefined, warn: () => undefined, error: (_message, cause) => failures.push(cause) },
      committed: () => {
        counters.commits += 1;
      },
    });
  const counts = () => SEARCH_TABLES.map((table) => countSegments(fixture.db, table));
  /** FTS5 looks through its own index and throws where that does not hold together. */
  const checkIndexes = (): void =>
    fixture.database.inTransaction((db) => {
      for (const table of SEARCH_TABLES) db.run(`INSERT INTO ${table}(${table}) VALUES ('integrity-check')`);
    });
  return { ...fixture, write, open, counts, checkIndexes, counters, failures };
};

test('when it is quiet, what many commits have left becomes one segment, and finds the same', () => {
  const { write, open, counts, search, checkIndexes, failures } = keeperFixture();
  write(0, 60);
  const before = [search('company'), search('w7x7919'), search('mpany 3')];
  expect(Math.min(...counts())).toBeGreaterThan(24);

  const keeper = open();
  vi.runAllTimers();

  expect(counts()).toEqual([1, 1, 1]);
  expect([search('company'), search('w7x7919'), search('mpany 3')]).toEqual(before);
  checkIndexes();
  expect(failures).toEqual([]);
  keeper.close();
});

test('what was cut short goes on when the workspace opens again, with what was written meanwhile', () => {
  const { write, open, counts, search, checkIndexes, counters } = keeperFixture();
  write(0, 60);
  const first = open();
  while (counters.commits === 0) vi.advanceTimersToNextTimer();
  first.close();
  vi.runAllTimers();
  expect(counters.commits).toBe(1);
  write(60, 62);

  const second = open();
  vi.runAllTimers();

  expect(Math.max(...counts())).toBeLessThan(5);
  expect(search('w61x7919')).toHaveLength(1);
  expect(search('company')).toHaveLength(62);
  checkIndexes();
  second.close();
});

test('nothing is merged while somebody writes or asks', () => {
  const { write, open, counters, deps } = keeperFixture();
  write(0, 60);
  const keeper = open();

  for (let i = 0; i < 20; i += 1) {
    vi.advanceTimersByTime(400);
    if (i % 2 === 0) keeper.asked();
    else deps.bus.publish({ topics: ['records'], records: [] });
  }

  expect(counters.commits).toBe(0);
  vi.runAllTimers();
  expect(counters.commits).toBeGreaterThan(0);
  keeper.close();
});

test('few segments are left alone until there are four of a size, so that an edit costs no rewriting of all', () => {
  const { write, open, db } = keeperFixture();
  write(0, 60);
  const keeper = open();
  vi.runAllTimers();
  keeper.close();

  write(60, 63);
  open();
  vi.runAllTimers();
  expect(countSegments(db, 'search_fts')).toBe(4);

  write(63, 64);
  open();
  vi.runAllTimers();
  expect(countSegments(db, 'search_fts')).toBe(2);
});
