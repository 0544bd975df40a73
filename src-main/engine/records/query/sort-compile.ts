import { msg } from '@lingui/core/macro';
import type { Sort } from '@shared/domain/query';
import { AppError } from '@shared/errors/app-error';
import type { ObjectModel, SchemaModel } from '../../schema/model';
import { type FieldRead, resolvePath, type ResolvedPath } from './field-path';
import { type Joins, ROOT } from './joins';

/** One SQL expression to order by. */
export interface SortKey {
  readonly sql: string;
  readonly direction: 'asc' | 'desc';
  readonly nulls: 'first' | 'last';
}

export interface Order {
  readonly keys: readonly SortKey[];
  /** Direction of the row id, which breaks ties: that of the last key, so that an index on the key serves both. */
  readonly tie: 'asc' | 'desc';
  readonly reads: readonly FieldRead[];
}

export const ROW_ID = `${ROOT}.rid`;

const notSortable = (path: string) =>
  new AppError('invalid_input', msg`Lists cannot be sorted by "${path}"`, { field: path });

/** A relation sorts by what people see of it: the title of its target. */
export const sortedPath = (schema: SchemaModel, object: ObjectModel, path: string): ResolvedPath => {
  const resolved = resolvePath(schema, object, path);
  const { target } = resolved.leaf;
  return target ? resolvePath(schema, object, `${path}.${target.titleField.def.name}`) : resolved;
};

/**
 * A field's main key. An index is walked with the empty values of its first key at either end; those of a later one it has where SQLite puts
 * them, so that whether the value is empty becomes a key of its own.
 */
const placed = (key: SortKey, isFirst: boolean): readonly SortKey[] => {
  const { sql, direction, nulls } = key;
  if (isFirst || nulls === naturalNulls(direction)) return [key];
  const emptyDirection = nulls === 'last' ? 'asc' : 'desc';
  return [
    { sql: `(${sql} IS NULL)`, direction: emptyDirection, nulls: naturalNulls(emptyDirection) },
    { sql, direction, nulls: naturalNulls(direction) },
  ];
};

/** Turns sorts into SQL keys, joining what they need. Errors: `invalid_input` with `field`. */
export const compileSort = (
  schema: SchemaModel,
  object: ObjectModel,
  joins: Joins,
  sorts: readonly Sort[] = [],
): Order => {
  const keys: SortKey[] = [];
  const reads: FieldRead[] = [];
  for (const { field, direction, nulls } of sorts) {
    const path = sortedPath(schema, object, field);
    if (!path.leaf.rules.isSortable || path.leaf.type === 'relation') throw notSortable(field);
    reads.push(...path.reads);
    const [first, ...others] = path.leaf.storage.sortKeys(joins.columnsOf(path), path.leaf.settings);
    if (first === undefined) throw notSortable(field);
    keys.push(...placed({ sql: first, direction, nulls }, keys.length === 0));
    // The first key is empty exactly where the value is. A part that is missing comes where SQLite's indexes have it:
    // "Abel" before "Abel, Ann".
    for (const sql of others) keys.push({ sql, direction, nulls: naturalNulls(direction) });
  }
  return { keys, tie: keys.at(-1)?.direction ?? 'asc', reads };
};

/** Where SQLite and its indexes put NULL. */
export const naturalNulls = (direction: SortKey['direction']): SortKey['nulls'] =>
  direction === 'asc' ? 'first' : 'last';

const orderTerm = ({ sql, direction, nulls }: SortKey): string => {
  // Written only where it says something else than SQLite does: an index serves the natural order in every key.
  return `${sql} ${direction}${nulls === naturalNulls(direction) ? '' : ` nulls ${nulls}`}`;
};

/** ORDER BY list, unique to the end. */
export const orderBy = ({ keys, tie }: Order): string => [...keys.map(orderTerm), `${ROW_ID} ${tie}`].join(', ');

/** The same order, but sorted rather than read off an index: the plus keeps SQLite from an index on the first key. */
export const orderBySorting = ({ keys: [first, ...others], tie, reads }: Order): string =>
  orderBy({ keys: first ? [{ ...first, sql: `+${first.sql}` }, ...others] : [], tie, reads });
