import { msg } from '@lingui/core/macro';
import { assertNever } from '@shared/domain/assert-never';
import type { Rollup } from '@shared/domain/schema';
import { identifier } from '../../storage/identifier';
import { LINK_COLUMNS } from '../../schema/ddl.sql';
import type { CheckedRollup, RelatedList } from '../../schema/computed/check-computed';
import type { SqlFragment } from '../../schema/field-types/field-type-storage';
import type { FieldModel, ObjectModel, SchemaModel } from '../../schema/model';
import type { ReadDb, SqlValue } from '../../storage/db';
import { toMessage } from '@shared/messages/message';
import { compileFilter } from '../query/filter-compile';
import { qualified, ROOT } from '../query/joins';
import type { ComputedProgram } from './program';

const OWNER = 'o';

/** What stands before the id in the link of the related records. */
export const linkPrefix = (link: FieldModel, owner: ObjectModel): string =>
  link.def.type === 'morphRelation' ? `${owner.def.name}:` : '';

/** Over the related records, which are joined from the left: without any, there is one row of nothing. */
const aggregateSql = (fn: Rollup['fn'], columns: readonly string[]): string => {
  const [value = 'NULL'] = columns;
  switch (fn) {
    case 'count':
      return `count(${ROOT}.rid)`;
    case 'countFilled':
      return `count(${value})`;
    case 'countUnique':
      return columns.length === 1
        ? `count(DISTINCT ${value})`
        : `count(DISTINCT CASE WHEN ${value} IS NOT NULL THEN json_array(${columns.join(', ')}) END)`;
    case 'sum':
      // Of integers sum() fails beyond 64 bits.
      return `sum(${value} + 0.0)`;
    case 'avg':
      return `avg(${value})`;
    case 'min':
    case 'earliest':
      return `min(${value})`;
    case 'max':
    case 'latest':
      return `max(${value})`;
    case 'any':
      return `coalesce(max(${value}), 0)`;
    case 'all':
      return `min(CASE WHEN ${ROOT}.rid IS NOT NULL THEN coalesce(${value}, 0) END)`;
    default:
      return assertNever(fn);
  }
};

/** Joins the related records as `ROOT`, from the left. */
const joinList = (owner: ObjectModel, list: RelatedList, filter: SqlFragment): SqlFragment => {
  const table = `${identifier(list.object.table)} AS ${ROOT}`;
  const isListed = `${ROOT}.deleted_at IS NULL AND ${filter.sql}`;
  if (list.kind === 'inverse') {
    const [link = ''] = list.link.columns;
    return {
      sql: `LEFT JOIN ${table} ON ${qualified(ROOT, link)} = ? || ${OWNER}.id AND ${isListed}`,
      params: [linkPrefix(list.link, owner), ...filter.params],
    };
  }
  const { links, side } = list;
  // A link whose record does not count is a row of nothing more, which no function counts either.
  return {
    sql: `LEFT JOIN ${identifier(links.object.table)} AS l ON ${qualified('l', LINK_COLUMNS[side])} = ${OWNER}.id AND l.deleted_at IS NULL
      LEFT JOIN rec AS lr ON lr.id = ${qualified('l', LINK_COLUMNS[side === 'a' ? 'b' : 'a'])}
      LEFT JOIN ${table} ON ${ROOT}.rid = lr.rid AND ${isListed}`,
    params: filter.params,
  };
};

const MIXED = toMessage(msg`The amounts are in different currencies.`);

/** Works a rollup out: one statement for any number of records, which goes through the relation's index, or through that of the links. */
export const rollupProgram = (
  db: ReadDb,
  schema: SchemaModel,
  object: ObjectModel,
  field: FieldModel,
  rollup: Rollup,
  { list, field: rolledUp, result }: CheckedRollup,
): ComputedProgram => {
  // No relative dates are let in, so neither the moment nor the zone matters.
  const filter = compileFilter({ schema, db, nowMs: 0, timeZone: 'UTC', firstWeekday: 0 }, list.object, rollup.filter);
  const own = ['rid', 'id', ...field.columns].map((column) => qualified(OWNER, column));
  const columns = (rolledUp?.columns ?? []).map((column) => qualified(ROOT, column));
  const [, currency] = columns;
  const isMoney = result === 'currency' && currency !== undefined;
  const aggregates = [aggregateSql(rollup.fn, columns), ...(isMoney ? [`min(${currency})`, `max(${currency})`] : [])];
  const joined = joinList(object, list, filter);
  const sql = `SELECT ${[...own, ...aggregates].join(', ')} FROM ${identifier(object.table)} AS ${OWNER} ${joined.sql}
    WHERE ${OWNER}.rid IN (SELECT value FROM json_each(?)) AND ${OWNER}.deleted_at IS NULL GROUP BY ${OWNER}.rid`;
  const toRow = (row: readonly SqlValue[]) => {
    const [value = null, least = null, most = null] = row.slice(own.length);
    const isMixed = isMoney && least !== most;
    const whole = isMoney && typeof value === 'number' ? Math.round(value) : value;
    const kept = isMixed ? null : whole;
    return {
      rid: Number(row[0]),
      id: String(row[1]),
      before: row.slice(2, own.length),
      after: isMoney ? [kept, kept === null ? null : least] : [kept],
      failure: isMixed ? MIXED : null,
    };
  };
  return (at, rids) => at.lists(sql, [...joined.params, JSON.stringify(rids)]).map(toRow);
};
