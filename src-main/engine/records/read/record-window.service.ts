import type { RecordWindowResult } from '@shared/contract/records.contract';
import type { RecordId } from '@shared/domain/ids';
import type { RecordWindow, Sort } from '@shared/domain/query';
import type { Row } from '@shared/domain/values';
import { findRec } from '../../change-log/rec.sql';
import type { ReadDb } from '../../storage/db';
import { isReadOffIndex } from '../indexes/view-index';
import { fewByFragments } from '../query/narrow-by-fragments';
import { countObject, countSet, listRidsAt } from '../query/record-places.sql';
import { compileList, type CompiledList, narrowSet, type ReadRecordDeps } from '../query/record-set';
import { createRowReader, type RowReader } from '../query/row-reader';
import { orderBy } from '../query/sort-compile';
import { listKey, type ListKey } from './list-key';
import { WALKED_SHARE } from './list-pages';
import { findListStart, type ListStart } from './list-start';
import type { SnapshotCache } from './snapshots';

export interface WindowDeps extends ReadRecordDeps {
  readonly snapshots: SnapshotCache;
}

/** Positions up to here are walked to as long as there is no snapshot: the first screen does not wait for one. */
const MAX_WALK = 1000;

const isQuickWithoutSnapshot = (deps: WindowDeps, db: ReadDb, key: ListKey, list: CompiledList, end: number): boolean =>
  !list.isFiltered && end <= MAX_WALK && deps.snapshots.mayWalk(db, key, list);

const readStart = (db: ReadDb, list: CompiledList, reader: RowReader, offset: number, limit: number): Row[] => {
  if (limit === 0) return [];
  const hasOwnOrder = list.order.reads.every(({ isOwn }) => isOwn);
  return hasOwnOrder
    ? reader.readInOrder(db, { where: list.where, order: orderBy(list.order), offset, limit })
    : reader.read(db, listRidsAt(db, list, offset, limit));
};

/** The start of a filtered list that an index has whole, with its number. */
export const isStartOfView = (
  db: ReadDb,
  list: CompiledList,
  input: Pick<RecordWindow, 'filter' | 'offset' | 'limit'> & { readonly sort?: readonly Sort[] | undefined },
): boolean => input.limit > 0 && input.offset + input.limit <= MAX_WALK && isReadOffIndex(db, list, input);

/** Lists of fewer records are looked through while nobody notices. */
const LONG_LIST = 20_000;

/** The page without the total, where it lies near the start of the order's index; undefined where the whole list is to be read. */
export const readBeforeCount = (
  deps: WindowDeps,
  db: ReadDb,
  key: ListKey,
  list: CompiledList,
  { offset, limit }: Pick<RecordWindow, 'offset' | 'limit'>,
): ListStart | undefined => {
  // Whoever sees some records only must not learn from an estimate how many there are.
  if (limit === 0 || offset + limit > MAX_WALK || list.object.access?.rows) return undefined;
  const size = countObject(db, list);
  if (size < LONG_LIST || !deps.snapshots.isIndexed(db, key, list)) return undefined;
  return findListStart(db, list, offset + limit, Math.floor(size / WALKED_SHARE));
};

/**
 * Rows at a position of an ordered set, and how many there are in all; a window past the end has no rows.
 * Errors: those of `queryRecords`.
 */
export const recordWindow = (deps: WindowDeps, db: ReadDb, input: RecordWindow): RecordWindowResult => {
  const list = compileList(deps, db, input, { isWide: true });
  const reader = createRowReader(list.schema, list.object, input.fields);
  const key = listKey(list, input, deps.clock.nowMs());
  const { offset, limit } = input;
  const known = deps.snapshots.find(db, key, list);
  if (known) return { rows: reader.read(db, known.slice(offset, offset + limit)), total: known.length(), offset };
  if (isQuickWithoutSnapshot(deps, db, key, list, offset + limit)) {
    const rows = readStart(db, list, reader, offset, limit);
    const total = deps.snapshots.total(db, key, list);
    if (total > MAX_WALK) deps.snapshots.expect(key, list);
    return { rows, total, offset };
  }
  if (isStartOfView(db, list, input)) {
    const rows = readStart(db, list, reader, offset, limit);
    return { rows, total: deps.snapshots.total(db, key, list), offset };
  }
  const few = input.countLater ? narrowSet(db, list, input.filter, fewByFragments) : undefined;
  const start = input.countLater && !few ? readBeforeCount(deps, db, key, list, input) : undefined;
  if (start) return { rows: reader.read(db, start.rids.slice(offset)), total: { estimate: start.estimate }, offset };
  const rids = deps.snapshots.get(db, key, few ?? narrowSet(db, list, input.filter) ?? list);
  return { rows: reader.read(db, rids.slice(offset, offset + limit)), total: rids.length(), offset };
};

/**
 * Exact number of records of a list. A filtered one's order stays in memory: a list that somebody counts is one they look at, and its total
 * then follows every change. Errors: those of `queryRecords`.
 */
export const countList = (
  deps: WindowDeps,
  db: ReadDb,
  input: Omit<RecordWindow, 'offset' | 'limit' | 'fields' | 'countLater'>,
): { total: number } => {
  const list = compileList(deps, db, input, { isWide: true });
  if (!list.isFiltered) return { total: countSet(db, list) };
  const key = listKey(list, input, deps.clock.nowMs());
  const known = deps.snapshots.find(db, key, list);
  return { total: (known ?? deps.snapshots.get(db, key, narrowSet(db, list, input.filter) ?? list)).length() };
};

/**
 * The same, where it is a few steps along an index and the total is kept: quick enough for a thread that has other work.
 * Null where the order would have to be read. Errors: those of `queryRecords`.
 */
export const windowAtOnce = (
  deps: ReadRecordDeps & { readonly isIndexed: (db: ReadDb, list: CompiledList) => boolean },
  db: ReadDb,
  input: RecordWindow,
): { readonly list: CompiledList; readonly result: RecordWindowResult & { readonly total: number } } | null => {
  const { offset, limit } = input;
  if (input.filter !== undefined || offset + limit > MAX_WALK) return null;
  const list = compileList(deps, db, input);
  if (list.isFiltered || !deps.isIndexed(db, list)) return null;
  const reader = createRowReader(list.schema, list.object, input.fields);
  const rows = readStart(db, list, reader, offset, limit);
  return { list, result: { rows, total: countSet(db, list), offset } };
};

/** Where a record stands in an ordered set, from zero; null when it is not in it. Errors: those of `queryRecords`. */
export const recordPosition = (
  deps: WindowDeps,
  db: ReadDb,
  input: Omit<RecordWindow, 'offset' | 'limit' | 'fields' | 'countLater'> & { readonly id: RecordId },
): { index: number | null; total: number } => {
  const list = compileList(deps, db, input);
  const rids = deps.snapshots.get(db, listKey(list, input, deps.clock.nowMs()), list);
  const rec = findRec(db, input.id);
  const index = rec ? rids.indexOf(rec.rid) : -1;
  return { index: index < 0 ? null : index, total: rids.length() };
};
