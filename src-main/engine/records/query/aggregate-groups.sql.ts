import type { SqlFragment } from '../../schema/field-types/field-type-storage';
import type { ReadDb, SqlValue } from '../../storage/db';
import type { AggregateColumn } from './aggregate-compile';
import type { Joins } from './joins';
import type { GroupColumn } from './group-compile';
import type { CompiledSet } from './record-set';
import { whileWanted } from './while-wanted.sql';

export interface GroupRow {
  /** The group's columns as one text. */
  readonly key: string;
  /** What is read of them. */
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

/** The groups of a question: what they are made by, and in which order. */
export interface GroupPlan {
  readonly columns: readonly GroupColumn[];
  /** ORDER BY list; the columns are `g0`, `g1` ..., what is read of one in its place `r0` ..., the number of records `n`. */
  readonly order: string;
  readonly limit: number;
  readonly offset: number;
}

const groupColumns = (columns: readonly SqlFragment[]): string =>
  named(
    'g',
    columns.map(({ sql }) => sql),
  );

const list = (row: RawRow, prefix: string, count: number): readonly SqlValue[] =>
  Array.from({ length: count }, (_, index) => row[`${prefix}${index}`] ?? null);

/** What stands for a group's columns where they are not what is read of them. */
const readColumns = (columns: readonly GroupColumn[]): string =>
  columns.map(({ read }, index) => (read === undefined ? '' : `, ${read} AS r${index}`)).join('');

const groupNames = (columns: readonly SqlFragment[]): readonly string[] => columns.map((_, index) => `g${index}`);

/** Groups in order, and how many there are in all; one group of everything when there is nothing to group by. */
export const listGroups = (
  db: ReadDb,
  set: CompiledSet,
  joins: Joins,
  { columns, order, limit, offset }: GroupPlan,
  aggregates: readonly AggregateColumn[],
): { readonly groups: readonly GroupRow[]; readonly groupCount: number } => {
  const grouping = columns.length === 0 ? '' : ` GROUP BY ${groupNames(columns).join(', ')} ORDER BY ${order}`;
  const where = whileWanted(set.where);
  const params = [...columns.flatMap((column) => column.params), ...where.params];
  const from = `FROM ${joins.from()} WHERE ${where.sql}`;
  const rows = db.all<RawRow>(
    `SELECT count(*) AS n, count(*) OVER () AS every${groupColumns(columns)}${readColumns(columns)}${named(
      'a',
      aggregates.map(({ sql }) => sql),
    )} ${from}${grouping} LIMIT ? OFFSET ?`,
    [...params, limit, offset],
  );
  const groups = rows.map((row): GroupRow => {
    const values = list(row, 'g', columns.length);
    return {
      key: JSON.stringify(values),
      columns: values.map((value, index) => (columns[index]?.read === undefined ? value : (row[`r${index}`] ?? null))),
      count: Number(row['n']),
      values: list(row, 'a', aggregates.length),
    };
  });
  const [first] = rows;
  if (first) return { groups, groupCount: Number(first['every']) };
  // Past the last group no row says how many there are.
  const [groupCount = 0] =
    offset === 0
      ? []
      : db.pluck<number>(
          `SELECT count(*) FROM (SELECT 1${groupColumns(columns)} ${from} GROUP BY ${groupNames(columns).join(', ') || '1'})`,
          params,
        );
  return { groups, groupCount };
};

/** Amounts of one money field by group and currency, for the groups named. All `columns` are of that field. */
export const listCurrencyGroups = (
  db: ReadDb,
  set: CompiledSet,
  joins: Joins,
  by: readonly SqlFragment[],
  columns: readonly AggregateColumn[],
  groupKeys: ReadonlySet<string>,
): ReadonlyMap<string, readonly CurrencyRow[]> => {
  const currency = columns[0]?.currency ?? 'NULL';
  const byGroup = new Map<string, CurrencyRow[]>();
  const where = whileWanted(set.where);
  const rows = db.iterate<RawRow>(
    `SELECT ${currency} AS code${groupColumns(by)}${named(
      'a',
      columns.map(({ sql }) => sql),
    )}
     FROM ${joins.from()} WHERE ${where.sql} AND ${currency} IS NOT NULL
     GROUP BY ${[...groupNames(by), 'code'].join(', ')} ORDER BY code`,
    [...by.flatMap(({ params }) => params), ...where.params],
  );
  for (const row of rows) {
    const key = JSON.stringify(list(row, 'g', by.length));
    if (!groupKeys.has(key)) continue;
    const found: CurrencyRow = { currency: String(row['code']), values: list(row, 'a', columns.length) };
    const known = byGroup.get(key);
    if (known) known.push(found);
    else byGroup.set(key, [found]);
  }
  return byGroup;
};
