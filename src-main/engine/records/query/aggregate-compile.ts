import { msg } from '@lingui/core/macro';
import { assertNever } from '@shared/domain/assert-never';
import type { Aggregate, AggregateFunction } from '@shared/domain/query';
import { AppError } from '@shared/errors/app-error';
import type { SqlValue } from '../../storage/db';
import { type PathLeaf, resolveIdentity } from './field-path';
import type { Joins } from './joins';
import type { CompiledSet } from './record-set';

/** One aggregate as SQL. */
export interface AggregateColumn {
  readonly fn: AggregateFunction;
  readonly path: string;
  readonly sql: string;
  /** Column with the currency code, where amounts must be kept apart by it. */
  readonly currency: string | undefined;
}

const MONEY: readonly AggregateFunction[] = ['sum', 'avg', 'min', 'max', 'median', 'range'];

const distinctOf = (columns: readonly string[]): string =>
  columns.length === 1 ? (columns[0] ?? 'NULL') : `json_array(${columns.join(', ')})`;

const aggregateSql = (fn: AggregateFunction, leaf: PathLeaf, columns: readonly string[]): string => {
  const empty = leaf.storage.emptyCondition(columns);
  const value = columns[0] ?? 'NULL';
  switch (fn) {
    case 'count':
      return 'count(*)';
    case 'countEmpty':
    case 'percentEmpty':
      return `count(CASE WHEN ${empty} THEN 1 END)`;
    case 'countFilled':
    case 'percentFilled':
      return `count(CASE WHEN ${empty} THEN NULL ELSE 1 END)`;
    case 'countUnique':
      return `count(DISTINCT CASE WHEN ${empty} THEN NULL ELSE ${distinctOf(columns)} END)`;
    case 'sum':
      // Of integers sum() fails beyond 64 bits; of floating-point numbers it goes on, and is exact up to 2^53.
      return `sum(${value} + 0.0)`;
    case 'avg':
    case 'min':
    case 'max':
    case 'median':
      return `${fn}(${value})`;
    case 'earliest':
      return `min(${value})`;
    case 'latest':
      return `max(${value})`;
    case 'range':
      return leaf.type === 'date'
        ? `CAST(julianday(max(${value})) - julianday(min(${value})) AS INTEGER)`
        : `max(${value}) - min(${value})`;
    default:
      return assertNever(fn);
  }
};

/** Errors: `invalid_input` with `field` and `fn`. */
export const compileAggregate = (
  set: Pick<CompiledSet, 'schema' | 'object'>,
  joins: Joins,
  { fn, field }: Aggregate,
): AggregateColumn => {
  if (field === undefined) {
    if (fn !== 'count') throw new AppError('invalid_input', msg`"${fn}" needs a field`, { fn });
    return { fn, path: '', sql: 'count(*)', currency: undefined };
  }
  const resolved = resolveIdentity(set.schema, set.object, field);
  const { leaf } = resolved;
  if (fn !== 'count' && !leaf.rules.aggregates.includes(fn)) {
    throw new AppError('invalid_input', msg`"${field}" has no "${fn}"`, { field, fn });
  }
  const columns = joins.columnsOf(resolved);
  const currency = leaf.type === 'currency' && MONEY.includes(fn) ? columns[1] : undefined;
  return { fn, path: field, sql: aggregateSql(fn, leaf, columns), currency };
};

/** What a caller is shown of an aggregate over `count` records. */
export const valueOf = ({ fn }: AggregateColumn, raw: SqlValue, count: number): number | string | null => {
  if (raw === null || raw instanceof Uint8Array) return null;
  if (fn !== 'percentEmpty' && fn !== 'percentFilled') return raw;
  return count === 0 ? null : (Number(raw) / count) * 100;
};
