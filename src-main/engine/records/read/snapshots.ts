import type { ChangeSet, RecordChange } from '@shared/domain/changes';
import type { RecordId } from '@shared/domain/ids';
import { listRids } from '../../change-log/rec.sql';
import type { ReadDb } from '../../storage/db';
import type { FieldRead } from '../query/field-path';
import { countSet, isOrderIndexed, listAllRids, placesOf, standsAfter } from '../query/record-places.sql';
import type { Place } from '../query/keyset';
import type { CompiledList } from '../query/record-set';
import type { ListKey } from './list-key';
import { createOrderedRids, type OrderedRids } from './ordered-rids';

/**
 * Ordered row ids of the lists that were asked for lately, so that any position is a lookup and a total is exact.
 * They follow what is committed: a change moves single entries, the next time the list is asked for.
 */
export interface SnapshotCache {
  /** Tells what was committed, in commit order. */
  readonly apply: (changes: Pick<ChangeSet, 'topics' | 'records'>) => void;
  /** The list as it is now, or undefined when it was not asked for before. */
  readonly find: (db: ReadDb, key: ListKey, list: CompiledList) => OrderedRids | undefined;
  /** Whether the list is in memory, as it is now or some changes ago. */
  readonly has: (key: ListKey) => boolean;
  /** The list as it is now; reads it whole when it was not asked for before. */
  readonly get: (db: ReadDb, key: ListKey, list: CompiledList) => OrderedRids;
  /** Exact total of the list, counted once and again only after a change that can alter it. */
  readonly total: (db: ReadDb, key: ListKey, list: CompiledList) => number;
  /** Whether the start of a list may be read off an index instead; asked of SQLite once. The first time it may in any case. */
  readonly mayWalk: (db: ReadDb, key: ListKey, list: CompiledList) => boolean;
  /** Whether an index has the order of the whole object that the list is a part of; asked of SQLite once. */
  readonly isIndexed: (db: ReadDb, key: ListKey, list: CompiledList) => boolean;
  /** Says that a list is looked at whose snapshot may be wanted soon: when somebody scrolls. */
  readonly expect: (key: ListKey, list: CompiledList) => void;
  /** Makes the snapshot that is expected, if it is quickly made. For moments when nobody waits. */
  readonly prepare: (db: ReadDb) => void;
  readonly sizeBytes: () => number;
  /** Since it was made: lists that were in memory when they were asked for, and lists that were read whole. */
  readonly counts: () => { readonly hits: number; readonly reads: number };
}

interface Snapshot {
  readonly object: string;
  readonly reads: readonly FieldRead[];
  readonly rids: OrderedRids;
  /** Records changed since the entries were put in order. */
  readonly pending: Set<RecordId>;
  /** Records placed lately, with when. */
  readonly placedAtMs: Map<RecordId, number>;
}

interface Total {
  readonly object: string;
  readonly reads: readonly FieldRead[];
  readonly count: number;
}

/** From here on reading the list again is cheaper than moving entries. */
const MAX_PENDING = 500;
const MAX_TOTALS = 200;
/** Longer lists are prepared only where an index has their order: sorting a million takes a second. */
const MAX_SORTED_AHEAD = 200_000;
/** Far longer than a change set takes from the writer to a reader. */
const UNSETTLED_MS = 1000;
/** Change with every write without being named by it. */
const ALWAYS_CHANGED = new Set(['updatedAt', 'updatedBy']);

const touches = (reads: readonly FieldRead[], change: RecordChange, isOwn: boolean): boolean => {
  const relevant = reads.filter((read) => read.object === change.object && read.isOwn === isOwn);
  if (change.hasMembershipChange) return relevant.length > 0 || isOwn;
  return relevant.some(({ field }) => change.fields.includes(field) || ALWAYS_CHANGED.has(field));
};

const isOwnChange = (set: Snapshot | Total, change: RecordChange): boolean =>
  change.object === set.object && touches(set.reads, change, true);

/** Index of the first record that stands after `place`. */
export const indexAfter = (db: ReadDb, list: CompiledList, rids: OrderedRids, place: Place): number => {
  let low = 0;
  let high = rids.length();
  while (low < high) {
    const middle = (low + high) >> 1;
    if (standsAfter(db, list, rids.at(middle), place)) high = middle;
    else low = middle + 1;
  }
  return low;
};

const place = (db: ReadDb, list: CompiledList, rids: OrderedRids, ids: readonly RecordId[]): void => {
  const changed = listRids(db, ids);
  for (const rid of changed) rids.remove(rid);
  for (const at of placesOf(db, list, changed)) {
    rids.insert(indexAfter(db, list, rids, at), at.rid);
  }
};

/**
 * A reader may see a commit before it is told of it. A record placed in between was compared with one that stood where it
 * no longer belongs, so what was placed a moment ago is placed again with the next change.
 */
const settle = (db: ReadDb, list: CompiledList, snapshot: Snapshot, nowMs: number): void => {
  const { pending, placedAtMs, rids } = snapshot;
  if (pending.size === 0) return;
  for (const [id, atMs] of placedAtMs) {
    if (nowMs - atMs < UNSETTLED_MS) pending.add(id);
    else placedAtMs.delete(id);
  }
  place(db, list, rids, [...pending]);
  for (const id of pending) placedAtMs.set(id, nowMs);
  pending.clear();
};

/** An empty cache. Beyond `maxBytes` the list unused for longest goes; one list may be larger than that alone. */
export const createSnapshotCache = ({
  maxBytes,
  nowMs = () => performance.now(),
}: {
  readonly maxBytes: number;
  /** Monotonic. */
  readonly nowMs?: () => number;
}): SnapshotCache => {
  // Both in order of use, the longest unused first.
  const snapshots = new Map<string, Snapshot>();
  const totals = new Map<string, Total>();
  let expected: { readonly key: ListKey; readonly list: CompiledList } | undefined;
  const walked = new Map<string, boolean | 'once'>();
  let hits = 0;
  let reads = 0;

  const isIndexed: SnapshotCache['isIndexed'] = (db, key, list) => {
    const known = walked.get(key.order);
    if (typeof known === 'boolean') return known;
    if (walked.size >= MAX_TOTALS) walked.clear();
    const answer = isOrderIndexed(db, { ...list, where: list.whole });
    walked.set(key.order, answer);
    return answer;
  };

  const sizeBytes = () => [...snapshots.values()].reduce((sum, { rids }) => sum + rids.sizeBytes(), 0);

  const keep = (key: string, snapshot: Snapshot): void => {
    snapshots.delete(key);
    snapshots.set(key, snapshot);
    for (const oldest of snapshots.keys()) {
      if (oldest === key || sizeBytes() <= maxBytes) break;
      snapshots.delete(oldest);
    }
  };

  const applyOne = (change: RecordChange): void => {
    for (const [key, total] of totals) {
      if (isOwnChange(total, change) || touches(total.reads, change, false)) totals.delete(key);
    }
    for (const [key, snapshot] of snapshots) {
      const isStale = touches(snapshot.reads, change, false);
      if (isStale || (isOwnChange(snapshot, change) && change.ids === null)) {
        snapshots.delete(key);
      } else if (isOwnChange(snapshot, change)) {
        for (const id of change.ids ?? []) snapshot.pending.add(id);
        if (snapshot.pending.size > MAX_PENDING) snapshots.delete(key);
      }
    }
  };

  const find: SnapshotCache['find'] = (db, key, list) => {
    const snapshot = snapshots.get(key.list);
    if (!snapshot) return undefined;
    hits += 1;
    settle(db, list, snapshot, nowMs());
    keep(key.list, snapshot);
    return snapshot.rids;
  };

  const get: SnapshotCache['get'] = (db, key, list) => {
    const found = find(db, key, list);
    if (found) return found;
    const rids = createOrderedRids(listAllRids(db, list));
    reads += 1;
    const fields = [...list.reads, ...list.order.reads];
    keep(key.list, { object: list.object.def.name, reads: fields, rids, pending: new Set(), placedAtMs: new Map() });
    return rids;
  };

  return {
    apply: ({ topics, records }) => {
      if (topics.includes('schema')) {
        snapshots.clear();
        totals.clear();
        walked.clear();
        expected = undefined;
      }
      if (topics.includes('indexes')) walked.clear();
      for (const change of records) applyOne(change);
    },
    find,
    has: (key) => snapshots.has(key.list),
    get,
    total: (db, key, list) => {
      if (!list.isFiltered) return countSet(db, list);
      const known = find(db, key, list)?.length() ?? totals.get(key.set)?.count;
      if (known !== undefined) return known;
      const count = countSet(db, list);
      totals.set(key.set, { object: list.object.def.name, reads: list.reads, count });
      for (const oldest of totals.keys()) {
        if (totals.size <= MAX_TOTALS) break;
        totals.delete(oldest);
      }
      return count;
    },
    mayWalk: (db, key, list) => {
      if (walked.has(key.order)) return isIndexed(db, key, list);
      if (walked.size >= MAX_TOTALS) walked.clear();
      walked.set(key.order, 'once');
      return true;
    },
    isIndexed,
    expect: (key, list) => {
      expected = { key, list };
    },
    prepare: (db) => {
      const next = expected;
      expected = undefined;
      if (!next || snapshots.has(next.key.list)) return;
      if (countSet(db, next.list) <= MAX_SORTED_AHEAD || isOrderIndexed(db, next.list)) get(db, next.key, next.list);
    },
    sizeBytes,
    counts: () => ({ hits, reads }),
  };
};
