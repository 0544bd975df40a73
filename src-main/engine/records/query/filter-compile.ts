import { msg } from '@lingui/core/macro';
import { assertNever } from '@shared/domain/assert-never';
import type { Condition, CountOperator, Filter, RelatedCondition } from '@shared/domain/query';
import { AppError } from '@shared/errors/app-error';
import { identifier } from '../../storage/identifier';
import type { FilterContext, SqlFragment } from '../../schema/field-types/field-type-storage';
import type { ObjectModel, SchemaModel } from '../../schema/model';
import type { ReadDb } from '../../storage/db';
import { leafSql, type PathLeaf, type RelationHop, resolvePath } from './field-path';
import { leafColumns, qualified, ROOT } from './joins';
import { linksCondition } from './links.sql';
import { holdsOverNulls } from './null-test.sql';
import { resolveRelated } from './related-path';
import { allOf, ALWAYS, anyOf, not } from '../../schema/sql-fragment';

const MAX_DEPTH = 40;
const MAX_CONDITIONS = 500;
/** Each level is a query for each record that the level above looks at. */
const MAX_RELATED_DEPTH = 8;
const MAX_RELATED = 100;

export interface FilterScope {
  readonly schema: SchemaModel;
  readonly db: ReadDb;
  readonly nowMs: number;
  /** IANA zone in which days begin. */
  readonly timeZone: string;
  /** Day with which weeks begin; 0 is Sunday. */
  readonly firstWeekday: number;
}

interface FilterSize {
  readonly conditions: number;
  readonly related: number;
}

const NO_SIZE: FilterSize = { conditions: 0, related: 0 };

const sumOf = (parts: readonly FilterSize[]): FilterSize =>
  parts.reduce((a, b) => ({ conditions: a.conditions + b.conditions, related: a.related + b.related }), NO_SIZE);

/** Counts what a filter is made of. Errors: `invalid_input` where it nests too deep. */
const sizeOf = (filter: Filter, depth: number, relatedDepth: number): FilterSize => {
  if (depth > MAX_DEPTH) {
    throw new AppError('invalid_input', msg`The filter nests too deep`, { maxDepth: MAX_DEPTH });
  }
  if (relatedDepth > MAX_RELATED_DEPTH) {
    throw new AppError('invalid_input', msg`The filter goes over too many related records`, {
      maxDepth: MAX_RELATED_DEPTH,
    });
  }
  if ('and' in filter) return sumOf(filter.and.map((part) => sizeOf(part, depth + 1, relatedDepth)));
  if ('or' in filter) return sumOf(filter.or.map((part) => sizeOf(part, depth + 1, relatedDepth)));
  if ('not' in filter) return sizeOf(filter.not, depth + 1, relatedDepth);
  if ('field' in filter) return { conditions: 1, related: 0 };
  const inner = filter.where ? sizeOf(filter.where, depth + 1, relatedDepth + 1) : NO_SIZE;
  return sumOf([{ conditions: 1, related: 1 }, inner]);
};

/** Refuses what would take too long to compile or to run. Errors: `invalid_input`. */
const assertBounded = (filter: Filter): void => {
  const { conditions, related } = sizeOf(filter, 1, 0);
  if (conditions > MAX_CONDITIONS || related > MAX_RELATED) {
    throw new AppError('invalid_input', msg`The filter has too many conditions`, {
      maxConditions: MAX_CONDITIONS,
      maxRelated: MAX_RELATED,
    });
  }
};

const leafCondition = (
  scope: FilterScope,
  leaf: PathLeaf,
  { op, value }: Condition,
  columns: readonly string[],
): SqlFragment => {
  const { nowMs, timeZone, firstWeekday } = scope;
  const context: FilterContext = { settings: leaf.settings, nowMs, timeZone, firstWeekday, me: scope.schema.me };
  try {
    const { sql, params } =
      leaf.type === 'relations'
        ? linksCondition(leaf.links, op, value, columns[0] ?? 'NULL')
        : leaf.storage.condition(op, value, columns, context);
    return { sql: `(${sql})`, params };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError(error.code, error.words, { ...error.detail, field: leaf.path, op }, { cause: error });
  }
};

/** Whether a condition holds for a record that the path does not reach: then all of its columns are NULL. */
const holdsForNothing = (scope: FilterScope, leaf: PathLeaf, condition: Condition): boolean => {
  const names = leaf.columns.map((_, index) => `c${index}`);
  const test = leafCondition(
    scope,
    leaf,
    condition,
    leafSql(
      leaf,
      names.map((name) => `blank.${name}`),
    ),
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

const compileCondition = (
  scope: FilterScope,
  object: ObjectModel,
  alias: string,
  condition: Condition,
): SqlFragment => {
  const { hops, leaf } = resolvePath(scope.schema, object, condition.field);
  if (!leaf.rules.operators.includes(condition.op)) {
    throw new AppError('invalid_input', msg`"${condition.field}" cannot be compared with "${condition.op}"`, {
      field: condition.field,
      op: condition.op,
    });
  }
  const test = (at: string) => leafCondition(scope, leaf, condition, leafColumns(at, leaf));
  if (hops.length === 0) return test(alias);
  return throughRelation(hops, alias, 0, holdsForNothing(scope, leaf, condition), test);
};

const COUNT_SQL: Readonly<Record<CountOperator, string>> = {
  is: '=',
  isNot: '<>',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
};

/** Whether a condition holds for a record that has no related records. */
const holdsForNone = (condition: RelatedCondition): boolean => {
  if ('has' in condition) return condition.has !== 'any';
  const { op, value } = condition.count;
  switch (op) {
    case 'is':
    case 'gte':
      return value === 0;
    case 'isNot':
    case 'lt':
      return value > 0;
    case 'lte':
      return true;
    case 'gt':
      return false;
    default:
      return assertNever(op);
  }
};

/** A condition on related records: they are found through the relation's index, for each record anew, and no more of them than decide. */
const compileRelated = (
  scope: FilterScope,
  object: ObjectModel,
  alias: string,
  condition: RelatedCondition,
  position: string,
): SqlFragment => {
  const list = resolveRelated(scope.schema, object, condition.related);
  const test = (outer: string): SqlFragment => {
    const inner = `${outer}r`;
    const { from, where } = list.records(outer, inner);
    const matches = condition.where ? compile(scope, list.object, inner, condition.where, `${position}.where`) : ALWAYS;
    const wanted = 'has' in condition && condition.has === 'all' ? not(matches) : matches;
    const found = `SELECT 1 FROM ${from} WHERE ${where} AND ${wanted.sql}`;
    if (!('has' in condition)) {
      const { op, value } = condition.count;
      const counted = `(SELECT count(*) FROM (${found} LIMIT ?))`;
      return { sql: `(${counted} ${COUNT_SQL[op]} ?)`, params: [...wanted.params, value + 1, value] };
    }
    const sql = condition.has === 'any' ? `(EXISTS (${found}))` : `(NOT EXISTS (${found}))`;
    return { sql, params: wanted.params };
  };
  return throughRelation(list.hops, alias, 0, holdsForNone(condition), test);
};

const compilePart = (
  scope: FilterScope,
  object: ObjectModel,
  alias: string,
  filter: Condition | RelatedCondition,
  position: string,
): SqlFragment => {
  try {
    return 'field' in filter
      ? compileCondition(scope, object, alias, filter)
      : compileRelated(scope, object, alias, filter, position);
  } catch (error) {
    if (!(error instanceof AppError) || error.detail['at'] !== undefined) throw error;
    throw new AppError(error.code, error.words, { ...error.detail, at: position }, { cause: error });
  }
};

/** `position` says where in the filter this part stands: "filter.and.2.where". */
const compile = (
  scope: FilterScope,
  object: ObjectModel,
  alias: string,
  filter: Filter,
  position: string,
): SqlFragment => {
  const all = (word: 'and' | 'or', parts: readonly Filter[]) =>
    parts.map((part, index) => compile(scope, object, alias, part, `${position}.${word}.${index}`));
  if ('and' in filter) return allOf(all('and', filter.and));
  if ('or' in filter) return anyOf(all('or', filter.or));
  if ('not' in filter) return not(compile(scope, object, alias, filter.not, `${position}.not`));
  return compilePart(scope, object, alias, filter, position);
};

/**
 * SQL that is true for the records of `object` (as table `t`) that a filter matches; values are bound, names come from
 * metadata. Errors: `invalid_input` with `field` or `related`, and `at`, its place in the filter; or with the limit that was passed.
 */
export const compileFilter = (scope: FilterScope, object: ObjectModel, filter: Filter | undefined): SqlFragment => {
  if (!filter) return ALWAYS;
  assertBounded(filter);
  return compile(scope, object, ROOT, filter, 'filter');
};
