import type { RecordId } from '@shared/domain/ids';
import type { ObjectModel } from '../../schema/model';
import { identifier } from '../../storage/identifier';
import type { SqlFragment } from '../../schema/field-types/field-type-storage';
import type { ReadDb, SqlValue } from '../../storage/db';
import { limitSql } from '../../storage/limit';
import { type PlanStep, readPlan } from '../../storage/query-plan';
import { isAfter, type Place, segmentsAfter } from './keyset';
import type { CompiledList, CompiledSet } from './record-set';
import { orderBy, orderBySorting, ROW_ID } from './sort-compile';
import { ROOT } from './joins';
import { whileWanted } from './while-wanted.sql';
import { allOf } from '../../schema/sql-fragment';

type PlaceRow = Readonly<Record<string, SqlValue>> & { readonly rid: number };

const keyColumns = ({ order }: CompiledList): string =>
  order.keys.map(({ sql }, index) => `, ${sql} AS k${index}`).join('');

const toPlace = (list: CompiledList, row: PlaceRow): Place => ({
  rid: row.rid,
  keys: list.order.keys.map((_, index) => row[`k${index}`] ?? null),
});

const selectPlaces = (
  db: ReadDb,
  list: CompiledList,
  where: SqlFragment,
  limit: number,
  order = orderBy(list.order),
): readonly Place[] =>
  db
    .all<PlaceRow>(
      `SELECT ${ROW_ID} AS rid${keyColumns(list)} FROM ${list.joins.from()} WHERE ${where.sql} ORDER BY ${order} LIMIT ?`,
      [...where.params, limit],
    )
    .map((row) => toPlace(list, row));

/** The first places, read off the order's index record by record until there are enough. */
export const walkPlaces = (db: ReadDb, list: CompiledList, limit: number): readonly Place[] =>
  selectPlaces(db, list, list.where, limit);

/** The first places, found by looking at every record of the set. */
export const scanPlaces = (db: ReadDb, list: CompiledList, limit: number): readonly Place[] =>
  selectPlaces(db, list, list.where, limit, orderBySorting(list.order));

/** The places that follow `after`, by entering the order's index there: a few statements. */
export const walkPlacesAfter = (db: ReadDb, list: CompiledList, limit: number, after: Place): readonly Place[] => {
  const places: Place[] = [];
  for (const segment of segmentsAfter(list.order, after)) {
    if (places.length === limit) break;
    places.push(...selectPlaces(db, list, allOf([list.where, segment]), limit - places.length));
  }
  return places;
};

/** The places that follow `after`, found by looking at every record of the set. */
export const scanPlacesAfter = (db: ReadDb, list: CompiledList, limit: number, after: Place): readonly Place[] =>
  selectPlaces(db, list, allOf([list.where, isAfter(list.order, after)]), limit, orderBySorting(list.order));

/** Row ids at a position of the order, by walking to it: for positions near the start. */
export const listRidsAt = (db: ReadDb, list: CompiledList, offset: number, limit: number): readonly number[] =>
  db.pluck<number>(
    `SELECT ${ROW_ID} FROM ${list.joins.from()} WHERE ${list.where.sql} ORDER BY ${orderBy(list.order)} ${limitSql(limit)} OFFSET ?`,
    [...list.where.params, offset],
  );

/**
 * The first records of the list among the first `maxSteps` of the whole object in its order, at most `limit`, in no order. For orders that an
 * index has: the inner statement gives one step at a time and ends with the last record that is wanted.
 */
export const listFirstMatches = (db: ReadDb, list: CompiledList, maxSteps: number, limit: number): readonly number[] =>
  db.pluck<number>(
    `SELECT ${ROW_ID} FROM
       (SELECT ${ROW_ID} AS step FROM ${list.joins.from()} WHERE ${list.whole.sql} ORDER BY ${orderBy(list.order)} LIMIT ?)
       CROSS JOIN ${identifier(list.object.table)} AS ${ROOT} ON ${ROW_ID} = step
     WHERE ${list.where.sql} LIMIT ?`,
    [...list.whole.params, maxSteps, ...list.where.params, limit],
  );

const allInOrder = (list: CompiledList): SqlFragment => {
  const order = list.isFiltered ? orderBySorting(list.order) : orderBy(list.order);
  const { sql, params } = list.isFiltered ? whileWanted(list.where) : list.where;
  return { sql: `SELECT ${ROW_ID} FROM ${list.joins.from()} WHERE ${sql} ORDER BY ${order}`, params };
};

/** What SQLite does for `listAllRids`. */
export const planOfAll = (db: ReadDb, list: CompiledList): readonly PlanStep[] => {
  const { sql, params } = allInOrder(list);
  return readPlan(db, sql, params);
};

const startInOrder = ({ joins, where, order }: CompiledList): SqlFragment => ({
  sql: `SELECT ${ROW_ID} FROM ${joins.from()} WHERE ${where.sql} ORDER BY ${orderBy(order)} LIMIT 1`,
  params: where.params,
});

/** What SQLite does for the start of a list that is read off an index. */
export const planOfStart = (db: ReadDb, list: CompiledList): readonly PlanStep[] => {
  const { sql, params } = startInOrder(list);
  return readPlan(db, sql, params);
};

/**
 * Every row id of the list, in order. Four bytes for each. A whole object's come off an index that holds all it takes; with
 * a filter the index would send SQLite to each of a million rows in turn, which takes ten times as long as to sort.
 */
export const listAllRids = (db: ReadDb, list: CompiledList): Int32Array<ArrayBuffer> => {
  const { sql, params } = allInOrder(list);
  return Int32Array.from(db.pluck<number>(sql, params));
};

/** Whether the list's order can be read off an index, without looking at every record first. */
export const isOrderIndexed = (db: ReadDb, list: CompiledList): boolean =>
  planOfStart(db, list).every(({ detail }) => !detail.includes('TEMP B-TREE'));

/** Which of some records belong to the list, and where each stands. */
export const placesOf = (db: ReadDb, list: CompiledList, rids: readonly number[]): readonly Place[] =>
  db
    .all<PlaceRow>(
      `SELECT ${ROW_ID} AS rid${keyColumns(list)} FROM ${list.joins.from()}
       WHERE ${list.where.sql} AND ${ROW_ID} IN (SELECT value FROM json_each(?))`,
      [...list.where.params, JSON.stringify(rids)],
    )
    .map((row) => toPlace(list, row));

/** The members of a set, in the order in which they came to this device. */
export const listMembers = (
  db: ReadDb,
  { object, where }: CompiledSet,
): readonly { readonly rid: number; readonly id: RecordId }[] =>
  db.all(
    `SELECT ${ROOT}.rid, ${ROOT}.id FROM ${identifier(object.table)} AS ${ROOT} WHERE ${where.sql} ORDER BY ${ROOT}.rid`,
    where.params,
  );

/** Whether a record stands after a place in the list's order. */
export const standsAfter = (db: ReadDb, list: CompiledList, rid: number, place: Place): boolean => {
  const after = isAfter(list.order, place);
  return (
    db.get(`SELECT 1 FROM ${list.joins.from()} WHERE ${ROW_ID} = ? AND ${after.sql}`, [rid, ...after.params]) !==
    undefined
  );
};

/** Exact size of a whole object, live or trash: kept with every write. */
export const countObject = (db: ReadDb, set: Pick<CompiledSet, 'object' | 'isTrash'>): number => {
  const column = set.isTrash ? 'trashed' : 'live';
  return db.pluck<number>(`SELECT ${column} FROM object_count WHERE obj = ?`, [set.object.def.key])[0] ?? 0;
};

/** Exact size of the set. */
export const countSet = (db: ReadDb, set: CompiledSet): number => {
  if (!set.isFiltered) return countObject(db, set);
  const where = whileWanted(set.where);
  const [count] = db.pluck<number>(
    `SELECT count(*) FROM ${identifier(set.object.table)} AS ${ROOT} WHERE ${where.sql}`,
    where.params,
  );
  return count ?? 0;
};

/** Live and trashed records in an object's table, or in a view of it: counted. */
export const countRows = (
  db: ReadDb,
  { table }: Pick<ObjectModel, 'table'>,
): { readonly live: number; readonly trashed: number } =>
  db.get<{ live: number; trashed: number }>(
    `SELECT count(CASE WHEN deleted_at IS NULL THEN 1 END) AS live, count(deleted_at) AS trashed FROM ${identifier(table)}`,
  ) ?? { live: 0, trashed: 0 };
