import type { ReadDb, SqlValue } from '../../storage/db';
import type { AggregateColumn } from './aggregate-compile';
import type { Joins } from './joins';
import type { CompiledSet } from './record-set';

export interface GroupRow {
  /** The group's columns as one text. */
  readonly key: string;
  readonly columns: readonly SqlValue[];
  readonly count: number;
  /** In the order of the aggregates asked for. */
  readonly values: readonly SqlValue[];
}

/** Amounts of one group in one currency. */
export interface CurrencyRow {
  readonly currency: string;
  readonly values: readonly SqlValue[];
}

type RawRow = Readonly<Record<string, SqlValue>>;

const named = (prefix: string, expressions: readonly string[]): string =>
  expressions.map((sql, index) => `, ${sql} AS ${prefix}${index}`).join('');

const list = (row: RawRow, prefix: string, count: number): readonly SqlValue[] =>
  Array.from({ length: count }, (_, index) => row[`${prefix}${index}`] ?? null);

const positions = (count: number): string => Array.from({ length: count }, (_, index) => `g${index}`).join(', ');

/** The largest groups first; one group of everything when there is nothing to group by. */
export const listGroups = (
  db: ReadDb,
  set: CompiledSet,
  joins: Joins,
  groupColumns: readonly string[],
  aggregates: readonly AggregateColumn[],
  limit: number,
): readonly GroupRow[] => {
  const groups = positions(groupColumns.length);
  const grouping = groups === '' ? '' : ` GROUP BY ${groups} ORDER BY n DESC, ${groups}`;
  const rows = db.all<RawRow>(
    `SELECT count(*) AS n${named('g', groupColumns)}${named(
      'a',
      aggregates.map(({ sql }) => sql),
    )}
     FROM ${joins.from()} WHERE ${set.where.sql}${grouping} LIMIT ?`,
    [...set.where.params, limit],
  );
  return rows.map((row) => {
    const columns = list(row, 'g', groupColumns.length);
    return {
      key: JSON.stringify(columns),
      columns,
      count: Number(row['n']),
      values: list(row, 'a', aggregates.length),
    };
  });
};

/** Amounts of one money field by group and currency, for the groups named. All `columns` are of that field. */
export const listCurrencyGroups = (
  db: ReadDb,
  set: CompiledSet,
  joins: Joins,
  groupColumns: readonly string[],
  columns: readonly AggregateColumn[],
  groupKeys: ReadonlySet<string>,
): ReadonlyMap<string, readonly CurrencyRow[]> => {
  const currency = columns[0]?.currency ?? 'NULL';
  const groups = groupColumns.map((_, index) => `g${index}`);
  const byGroup = new Map<string, CurrencyRow[]>();
  const rows = db.iterate<RawRow>(
    `SELECT ${currency} AS code${named('g', groupColumns)}${named(
      'a',
      columns.map(({ sql }) => sql),
    )}
     FROM ${joins.from()} WHERE ${set.where.sql} AND ${currency} IS NOT NULL
     GROUP BY ${[...groups, 'code'].join(', ')} ORDER BY code`,
    set.where.params,
  );
  for (const row of rows) {
    const key = JSON.stringify(list(row, 'g', groupColumns.length));
    if (!groupKeys.has(key)) continue;
    const found: CurrencyRow = { currency: String(row['code']), values: list(row, 'a', columns.length) };
    const known = byGroup.get(key);
    if (known) known.push(found);
    else byGroup.set(key, [found]);
  }
  return byGroup;
};
