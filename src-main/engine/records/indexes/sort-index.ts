import type { ViewId } from '@shared/domain/ids';
import type { Filter, Sort } from '@shared/domain/query';
import type { FieldType } from '@shared/domain/schema';
import { AppError } from '@shared/errors/app-error';
import type { ObjectModel, SchemaModel } from '../../schema/model';
import { fingerprint } from '../query/cursor';
import { leafSql } from '../query/field-path';
import type { Joins } from '../query/joins';
import { compileSort, type Order, sortedPath } from '../query/sort-compile';
import { identifier } from '../../storage/identifier';

/** Begins the name of every index that follows use. */
export const INDEX_PREFIX = 'kept_index_';

/** An index that serves a list's whole order. */
export interface SortIndex {
  /** Made from what it holds: the same for orders that it serves alike. */
  readonly name: string;
  readonly object: ObjectModel;
  /** What it holds, as SQL. */
  readonly columns: readonly string[];
  /** The order it was first wanted for; its fields by their keys ("key", "key.part"), which outlive a new name. */
  readonly sort: readonly Sort[];
  /** The filter of the view that it was made for, where it holds what that looks at. */
  readonly filter?: Filter | undefined;
  /** That view. */
  readonly view?: ViewId | undefined;
}

/** Expressions of an index name columns alone. */
const BARE_COLUMNS: Joins = {
  from: () => '',
  columnsOf: ({ leaf }) => leafSql(leaf, leaf.columns.map(identifier)),
};

/** Sort by their names, which are in tables of their own. */
const NAMED_ELSEWHERE: ReadonlySet<FieldType> = new Set(['member', 'actor']);

/** Whether the order follows from columns of the record itself. */
const isOfRecord = (schema: SchemaModel, object: ObjectModel, { field }: Sort): boolean => {
  const { hops, leaf, reads } = sortedPath(schema, object, field);
  return (
    hops.length === 0 &&
    reads.length > 0 &&
    !NAMED_ELSEWHERE.has(leaf.type) &&
    !reads.some(({ isOfTheMoment }) => isOfTheMoment)
  );
};

export const compileOwn = (schema: SchemaModel, object: ObjectModel, sorts: readonly Sort[]): Order | undefined => {
  try {
    return sorts.every((sort) => isOfRecord(schema, object, sort))
      ? compileSort(schema, object, BARE_COLUMNS, sorts)
      : undefined;
  } catch (error) {
    // Views may name fields that are in the trash.
    if (error instanceof AppError) return undefined;
    throw error;
  }
};

export const toKeys = (object: ObjectModel, sorts: readonly Sort[]): readonly Sort[] =>
  sorts.map((sort) => {
    const [name = '', ...part] = sort.field.split('.');
    return { ...sort, field: [object.fields.get(name)?.def.key ?? '', ...part].join('.') };
  });

/** The order of an index with its fields as they are called now; undefined where one of them is gone. */
export const namedSort = (object: ObjectModel, sort: readonly Sort[]): readonly Sort[] | undefined => {
  const namesByKey = new Map([...object.fields.values()].map(({ def }) => [def.key, def.name]));
  const named = sort.flatMap(({ field, ...rest }) => {
    const [key = '', ...part] = field.split('.');
    const name = namesByKey.get(key);
    return name === undefined ? [] : [{ ...rest, field: [name, ...part].join('.') }];
  });
  return named.length === sort.length ? named : undefined;
};

export const orderColumns = ({ keys, tie }: Order): readonly string[] =>
  keys.map(({ sql, direction }) => `${sql} ${direction === tie ? 'ASC' : 'DESC'}`);

export const nameOf = ({ def }: ObjectModel, columns: readonly string[]): string =>
  `${INDEX_PREFIX}${fingerprint([def.key, columns])}`;

/**
 * The index that a list in this order can be read off, forwards or backwards. Undefined for an order that none serves: over related records.
 */
export const toSortIndex = (
  schema: SchemaModel,
  object: ObjectModel,
  sorts: readonly Sort[],
): SortIndex | undefined => {
  const order = sorts.length === 0 ? undefined : compileOwn(schema, object, sorts);
  if (!order) return undefined;
  // An index ends in the row id, rising; an order whose ties fall is read off backwards.
  const columns = orderColumns(order);
  return { name: nameOf(object, columns), object, columns, sort: toKeys(object, sorts) };
};

/** What people call fields that are given by their names, each once; of parts of fields, the field. */
export const fieldLabels = (object: ObjectModel, paths: readonly string[]): string =>
  [...new Set(paths.map((path) => object.fields.get(path.split('.')[0] ?? '')?.def.label ?? path))].join(', ');
