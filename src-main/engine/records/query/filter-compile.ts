import type { Condition, Filter } from '@shared/domain/query';
import { AppError } from '@shared/errors/app-error';
import type { FilterContext, SqlFragment } from '../../schema/field-types/field-type-storage';
import type { ObjectModel, SchemaModel } from '../../schema/model';
import type { ReadDb } from '../../storage/db';
import { type PathLeaf, type RelationHop, resolvePath } from './field-path';
import { leafColumns, qualified, ROOT } from './joins';
import { holdsOverNulls } from './null-test.sql';
import { allOf, ALWAYS, anyOf, identifier, not } from './sql-fragment';

const MAX_DEPTH = 40;
const MAX_CONDITIONS = 500;

export interface FilterScope {
  readonly schema: SchemaModel;
  readonly db: ReadDb;
  readonly nowMs: number;
  /** IANA zone in which days begin. */
  readonly timeZone: string;
}

const countConditions = (filter: Filter, depth: number): number => {
  if (depth > MAX_DEPTH) {
    throw new AppError('invalid_input', 'The filter nests too deep', { maxDepth: MAX_DEPTH });
  }
  if ('and' in filter) return filter.and.reduce((sum, part) => sum + countConditions(part, depth + 1), 0);
  if ('or' in filter) return filter.or.reduce((sum, part) => sum + countConditions(part, depth + 1), 0);
  if ('not' in filter) return countConditions(filter.not, depth + 1);
  return 1;
};

/** Refuses what would take too long to compile. Errors: `invalid_input`. */
const assertBounded = (filter: Filter): void => {
  if (countConditions(filter, 1) > MAX_CONDITIONS) {
    throw new AppError('invalid_input', 'The filter has too many conditions', { maxConditions: MAX_CONDITIONS });
  }
};

const leafCondition = (
  scope: FilterScope,
  leaf: PathLeaf,
  { op, value }: Condition,
  columns: readonly string[],
): SqlFragment => {
  const context: FilterContext = { settings: leaf.settings, nowMs: scope.nowMs, timeZone: scope.timeZone };
  try {
    const { sql, params } = leaf.storage.condition(op, value, columns, context);
    return { sql: `(${sql})`, params };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError(error.code, error.message, { ...error.detail, field: leaf.path, op }, { cause: error });
  }
};

/** Whether a condition holds for a record that the path does not reach: then all of its columns are NULL. */
const holdsForNothing = (scope: FilterScope, leaf: PathLeaf, condition: Condition): boolean => {
  const names = leaf.columns.map((_, index) => `c${index}`);
  const test = leafCondition(
    scope,
    leaf,
    condition,
    names.map((name) => `blank.${name}`),
  );
  return holdsOverNulls(scope.db, names, test);
};

/**
 * A condition on a related record, as a test on the id that leads to it. The related records are looked at once instead
 * of once per row, and SQLite may go from them to the rows through the relation's index.
 */
const throughRelation = (
  [hop, ...hops]: readonly RelationHop[],
  alias: string,
  depth: number,
  holdsOtherwise: boolean,
  leafTest: (alias: string) => SqlFragment,
): SqlFragment => {
  if (hop === undefined) return leafTest(alias);
  const column = qualified(alias, hop.column);
  const inner = `${alias}${depth}`;
  const test = throughRelation(hops, inner, depth + 1, holdsOtherwise, leafTest);
  const reachable = (wanted: SqlFragment) =>
    `SELECT ${inner}.id FROM ${identifier(hop.target.table)} AS ${inner} WHERE ${inner}.deleted_at IS NULL AND ${wanted.sql}`;
  return holdsOtherwise
    ? { sql: `(${column} IS NULL OR ${column} NOT IN (${reachable(not(test))}))`, params: test.params }
    : { sql: `(${column} IS NOT NULL AND ${column} IN (${reachable(test)}))`, params: test.params };
};

const compileCondition = (scope: FilterScope, object: ObjectModel, condition: Condition): SqlFragment => {
  const { hops, leaf } = resolvePath(scope.schema, object, condition.field);
  if (!leaf.rules.operators.includes(condition.op)) {
    throw new AppError('invalid_input', `"${condition.field}" cannot be compared with "${condition.op}"`, {
      field: condition.field,
      op: condition.op,
    });
  }
  const test = (alias: string) => leafCondition(scope, leaf, condition, leafColumns(alias, leaf));
  if (hops.length === 0) return test(ROOT);
  return throughRelation(hops, ROOT, 0, holdsForNothing(scope, leaf, condition), test);
};

const compile = (scope: FilterScope, object: ObjectModel, filter: Filter): SqlFragment => {
  if ('and' in filter) return allOf(filter.and.map((part) => compile(scope, object, part)));
  if ('or' in filter) return anyOf(filter.or.map((part) => compile(scope, object, part)));
  if ('not' in filter) return not(compile(scope, object, filter.not));
  return compileCondition(scope, object, filter);
};

/**
 * SQL that is true for the records of `object` (as table `t`) that a filter matches; values are bound, names come from
 * metadata. Errors: `invalid_input` with `field` and `op`, or with the limit that was passed.
 */
export const compileFilter = (scope: FilterScope, object: ObjectModel, filter: Filter | undefined): SqlFragment => {
  if (!filter) return ALWAYS;
  assertBounded(filter);
  return compile(scope, object, filter);
};
