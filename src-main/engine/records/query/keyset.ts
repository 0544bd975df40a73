import type { SqlFragment } from '../../schema/field-types/field-type-storage';
import type { SqlValue } from '../../storage/db';
import { type Order, ROW_ID, type SortKey } from './sort-compile';
import { allOf, fragment } from '../../schema/sql-fragment';

/** Where a row stands in an order: its keys, and its row id. */
export interface Place {
  readonly keys: readonly SqlValue[];
  readonly rid: number;
}

const beyond = (direction: 'asc' | 'desc'): string => (direction === 'asc' ? '>' : '<');

const afterKey = (key: SortKey, value: SqlValue, rest: SqlFragment): SqlFragment => {
  if (value === null) {
    const tied = `(${key.sql} IS NULL AND ${rest.sql})`;
    return key.nulls === 'last'
      ? { sql: tied, params: rest.params }
      : { sql: `(${key.sql} IS NOT NULL OR ${tied})`, params: rest.params };
  }
  const nulls = key.nulls === 'last' ? `${key.sql} IS NULL OR ` : '';
  return {
    sql: `(${nulls}${key.sql} ${beyond(key.direction)} ? OR (${key.sql} = ? AND ${rest.sql}))`,
    params: [value, value, ...rest.params],
  };
};

const afterFrom = (order: Order, place: Place, index: number): SqlFragment => {
  const key = order.keys[index];
  if (!key) return fragment(`${ROW_ID} ${beyond(order.tie)} ?`, place.rid);
  return afterKey(key, place.keys[index] ?? null, afterFrom(order, place, index + 1));
};

/** Holds for the rows that come after a place. */
export const isAfter = (order: Order, place: Place): SqlFragment => afterFrom(order, place, 0);

/** The rows whose key comes after `value`, in the order they come: those with a value, those without. */
const afterValue = (key: SortKey, value: SqlValue): readonly SqlFragment[] => {
  if (value === null) return key.nulls === 'last' ? [] : [fragment(`(${key.sql} IS NOT NULL)`)];
  const filled = fragment(`(${key.sql} ${beyond(key.direction)} ?)`, value);
  return key.nulls === 'last' ? [filled, fragment(`(${key.sql} IS NULL)`)] : [filled];
};

const equalTo = (key: SortKey, value: SqlValue): SqlFragment =>
  value === null ? fragment(`(${key.sql} IS NULL)`) : fragment(`(${key.sql} = ?)`, value);

/**
 * The rows after a place as conditions to be asked one after the other: first those that share all keys with it, then all
 * but the last, and so on. None has an OR, so that an index is entered at the place instead of walked up to it.
 */
export const segmentsAfter = (order: Order, place: Place): readonly SqlFragment[] => {
  const valueAt = (index: number): SqlValue => place.keys[index] ?? null;
  const sharing = (count: number): readonly SqlFragment[] =>
    order.keys.slice(0, count).map((key, index) => equalTo(key, valueAt(index)));
  const tied = allOf([...sharing(order.keys.length), fragment(`(${ROW_ID} ${beyond(order.tie)} ?)`, place.rid)]);
  const later = order.keys.flatMap((key, index) =>
    afterValue(key, valueAt(index)).map((after) => ({ index, after: allOf([...sharing(index), after]) })),
  );
  return [tied, ...later.toSorted((a, b) => b.index - a.index).map(({ after }) => after)];
};
