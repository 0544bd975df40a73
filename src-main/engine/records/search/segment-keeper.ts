import type { ChangeBus } from '../../kernel/event-bus';
import type { Log } from '../../kernel/ports';
import type { InTransaction, ReadDb } from '../../storage/db';
import { hasManySegments, mergeSegments, SEARCH_TABLES, type SearchTable } from './segments.sql';

export interface SegmentKeeperDeps {
  readonly read: ReadDb;
  readonly inTransaction: InTransaction;
  readonly bus: ChangeBus;
  readonly log: Log;
  /** Told of every commit, since nothing is published that anybody would see. */
  readonly committed: () => void;
}

/** Merges the segments of the search indexes in quiet moments. */
export interface SegmentKeeper {
  /** Somebody asked for something: merging waits until it is quiet again. */
  readonly asked: () => void;
  readonly close: () => void;
}

/** Nobody wrote or asked for so long. */
const QUIET_MS = 500;
/** Between two steps whoever waits has their turn. */
const PAUSE_MS = 5;
/** Pages of 4 KB that one step writes: some five milliseconds. */
const STEP_PAGES = 64;

/**
 * Merges a step at a time, each a transaction of its own, so that a crash loses nothing and a write waits for milliseconds. `close` before the
 * workspace is closed: what is left goes on when it opens again.
 */
export const createSegmentKeeper = ({ read, inTransaction, bus, log, committed }: SegmentKeeperDeps): SegmentKeeper => {
  let timer: NodeJS.Timeout | undefined;
  /** Tables of which all segments are becoming one. */
  const underWay = new Set<SearchTable>();

  const step = (table: SearchTable): boolean => {
    const isAll = !underWay.has(table) && hasManySegments(read, table);
    if (isAll) underWay.add(table);
    const isMore = inTransaction((db) => mergeSegments(db, table, { pages: STEP_PAGES, isAll }));
    if (isMore) committed();
    else underWay.delete(table);
    return isMore;
  };
  const run = (): void => {
    timer = undefined;
    try {
      // The first one that has anything to do.
      if (SEARCH_TABLES.some(step)) timer = setTimeout(run, PAUSE_MS).unref();
    } catch (cause) {
      log.error('the search indexes could not be merged', cause);
    }
  };
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(run, QUIET_MS).unref();
  };
  const unsubscribe = bus.subscribe(wait);
  wait();
  return {
    asked: () => {
      if (timer) wait();
    },
    close: () => {
      unsubscribe();
      clearTimeout(timer);
    },
  };
};
