import type { ReadDb } from '../../storage/db';
import type { Place } from '../query/keyset';
import {
  countSet,
  isOrderIndexed,
  placesOf,
  scanPlaces,
  scanPlacesAfter,
  walkPlaces,
  walkPlacesAfter,
} from '../query/record-places.sql';
import type { CompiledList } from '../query/record-set';
import type { ListKey } from './list-key';
import type { OrderedRids } from './ordered-rids';
import { indexAfter, type SnapshotCache } from './snapshots';

export interface ListPage {
  readonly rids: readonly number[];
  /** Place of the last one, when there are more after it. */
  readonly next: Place | undefined;
  /** Exact number of records of the list. */
  readonly total: number;
}

interface Asked {
  readonly list: CompiledList;
  readonly key: ListKey;
  readonly limit: number;
  readonly after: Place | undefined;
}

/**
 * A filtered list's index is walked when the page is likely found within a fiftieth of it: a step on it, to a record
 * somewhere in the file, costs what a scan spends on about ten.
 */
export const WALKED_SHARE = 50;

const isWorthWalking = ({ list, limit }: Asked, total: number): boolean =>
  !list.isFiltered || total >= limit * WALKED_SHARE;

const fromPlaces = (places: readonly Place[], limit: number, total: number): ListPage => {
  const shown = places.slice(0, limit);
  return { rids: shown.map(({ rid }) => rid), next: places.length > limit ? shown.at(-1) : undefined, total };
};

const fromSnapshot = (db: ReadDb, { list, limit, after }: Asked, rids: OrderedRids): ListPage => {
  const start = after ? indexAfter(db, list, rids, after) : 0;
  const shown = rids.slice(start, start + limit);
  const last = start + limit < rids.length() ? shown.at(-1) : undefined;
  return { rids: shown, next: last === undefined ? undefined : placesOf(db, list, [last])[0], total: rids.length() };
};

/**
 * One page of a list. One more place than asked for says whether there is a next page. Pages that no index serves cost a
 * look at every record; with `snapshots` only the first does, the following ones come out of the order it leaves there.
 */
export const readListPage = (db: ReadDb, asked: Asked, snapshots: SnapshotCache | undefined): ListPage => {
  const { list, key, limit, after } = asked;
  const known = snapshots?.find(db, key, list);
  if (known) return fromSnapshot(db, asked, known);
  const total = snapshots?.total(db, key, list) ?? countSet(db, list);
  const isWalk = isWorthWalking(asked, total);
  if (!after) {
    return fromPlaces(isWalk ? walkPlaces(db, list, limit + 1) : scanPlaces(db, list, limit + 1), limit, total);
  }
  if (isWalk && isOrderIndexed(db, list)) return fromPlaces(walkPlacesAfter(db, list, limit + 1, after), limit, total);
  return snapshots
    ? fromSnapshot(db, asked, snapshots.get(db, key, list))
    : fromPlaces(scanPlacesAfter(db, list, limit + 1, after), limit, total);
};
