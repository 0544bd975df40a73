import { msg } from '@lingui/core/macro';
import { assertNever } from '@shared/domain/assert-never';
import { type DateUnit, type Grouping, groupingPath } from '@shared/domain/query';
import { AppError } from '@shared/errors/app-error';
import type { SqlFragment } from '../../schema/field-types/field-type-storage';
import { type PathLeaf, resolveIdentity } from './field-path';
import type { Joins } from './joins';
import type { CompiledSet } from './record-set';
import { sortedPath } from './sort-compile';
import { fragment } from '../../schema/sql-fragment';

/** One expression that records of a group agree in. */
export interface GroupColumn extends SqlFragment {
  /** SQL of what is read of it in its place; without bound values. */
  readonly read?: string | undefined;
}

/** What records are grouped by, as SQL. */
export interface GroupField {
  readonly leaf: PathLeaf;
  /** Records that agree in these are a group. */
  readonly columns: readonly GroupColumn[];
  /** Whether the key is the first day of a unit of time. */
  readonly isDay: boolean;
  /** What groups sort by when their keys are to be in order: the field's own order; empty: that of `columns`. */
  readonly sortKeys: readonly string[];
}

/** The first day of the unit that a day lies in, as text. NULL stays NULL. */
const startOfUnitSql = ({ sql, params }: SqlFragment, unit: DateUnit, firstWeekday: number): SqlFragment => {
  switch (unit) {
    case 'day':
      return { sql, params };
    case 'week':
      // The first such weekday from six days ago on. Years begin with 1, as everywhere.
      return { sql: `max(date(${sql}, '-6 days', 'weekday ${firstWeekday}'), '0001-01-01')`, params };
    case 'month':
      return { sql: `substr(${sql}, 1, 8) || '01'`, params };
    case 'quarter':
      return {
        sql: `substr(${sql}, 1, 5) || substr('01040710', (substr(${sql}, 6, 2) - 1) / 3 * 2 + 1, 2) || '-01'`,
        params: [...params, ...params],
      };
    case 'year':
      return { sql: `substr(${sql}, 1, 5) || '01-01'`, params };
    default:
      return assertNever(unit);
  }
};

/** The day of a date, or of an instant in the caller's zone; undefined for what is neither. */
export const dayOf = (leaf: PathLeaf, [column = 'NULL']: readonly string[], timeZone: string) => {
  if (leaf.type === 'date') return fragment(column);
  return leaf.type === 'dateTime' ? fragment(`date(zone_seconds(${column}, ?), 'unixepoch')`, timeZone) : undefined;
};

/** Errors: `invalid_input` with `field` for one that makes no groups, or has no `by`. */
export const compileGrouping = (set: CompiledSet, joins: Joins, grouping: Grouping): GroupField => {
  const path = groupingPath(grouping);
  const unit = typeof grouping === 'string' ? undefined : grouping.by;
  const resolved = resolveIdentity(set.schema, set.object, path);
  const { leaf } = resolved;
  if (!leaf.rules.isGroupable) {
    throw new AppError('invalid_input', msg`Records cannot be grouped by "${path}"`, { field: path });
  }
  const columns = joins.columnsOf(resolved);
  const day = dayOf(leaf, columns, set.timeZone);
  if (day) {
    return { leaf, columns: [startOfUnitSql(day, unit ?? 'day', set.firstWeekday)], isDay: true, sortKeys: [] };
  }
  if (unit !== undefined) {
    throw new AppError('invalid_input', msg`"${path}" is no date: it has no ${unit} to group by`, {
      field: path,
      unit,
    });
  }
  const sorted = sortedPath(set.schema, set.object, path);
  const sortKeys = sorted.leaf.rules.isSortable
    ? sorted.leaf.storage.sortKeys(joins.columnsOf(sorted), sorted.leaf.settings)
    : [];
  const read = leaf.storage.read?.(columns);
  return { leaf, columns: columns.map((sql, at) => ({ ...fragment(sql), read: read?.[at] })), isDay: false, sortKeys };
};
