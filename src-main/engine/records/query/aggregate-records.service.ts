import { msg } from '@lingui/core/macro';
import type { AggregateResult } from '@shared/contract/records.contract';
import type { Aggregate, AggregateQuery } from '@shared/domain/query';
import type { FieldValue } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import type { SchemaModel } from '../../schema/model';
import type { ReadDb, SqlValue } from '../../storage/db';
import { answerFromTotals, areKept, toWholeQuestion } from '../totals/answer-totals';
import { type CurrencyRow, listCurrencyGroups, listGroups } from './aggregate-groups.sql';
import { type AggregateColumn, compileAggregate, valueOf } from './aggregate-compile';
import { type PathLeaf, resolvePath } from './field-path';
import { createJoins } from './joins';
import { countSet } from './record-places.sql';
import { compileSet, type CompiledSet, type ReadRecordDeps } from './record-set';
import { findTitled } from './titles.sql';

/** Groups that are listed; a list of more is no longer read by anybody. */
const MAX_GROUPS = 1000;

type AggregateValue = AggregateResult['groups'][number]['values'][number];
type GroupKey = AggregateResult['groups'][number]['keys'][number];

interface GroupField {
  readonly leaf: PathLeaf;
  readonly columns: readonly string[];
}

const groupField = (set: CompiledSet, joins: ReturnType<typeof createJoins>, path: string): GroupField => {
  const resolved = resolvePath(set.schema, set.object, path);
  if (!resolved.leaf.rules.isGroupable) {
    throw new AppError('invalid_input', msg`Records cannot be grouped by "${path}"`, { field: path });
  }
  return { leaf: resolved.leaf, columns: joins.columnsOf(resolved) };
};

/** Select keys, ids, texts, numbers as they are; what has no simple value goes by its text. */
const toKey = (leaf: PathLeaf, stored: FieldValue): GroupKey => {
  if (stored === null || typeof stored !== 'object') return stored;
  return leaf.rules.formatText(stored, { settings: leaf.settings });
};

const keysOf = (fields: readonly GroupField[], columns: readonly SqlValue[]): readonly GroupKey[] => {
  let next = 0;
  return fields.map(({ leaf, columns: { length } }) => {
    const stored = leaf.storage.fromColumns(columns.slice(next, next + length));
    next += length;
    return toKey(leaf, stored);
  });
};

const memberName = ({ members }: SchemaModel, key: GroupKey): string | null =>
  members.find(({ id }) => id === key)?.name ?? null;

/** Titles of the groups whose key is a record: statements do not grow with the groups. */
const titlesOf = (
  db: ReadDb,
  set: CompiledSet,
  fields: readonly GroupField[],
  keys: readonly (readonly GroupKey[])[],
): ((keys: readonly GroupKey[]) => (string | null)[]) => {
  const isRecord = fields.map(({ leaf }) => leaf.type === 'relation');
  const ids = keys.flatMap((group) => group.filter((key, index) => isRecord[index] && key !== null).map(String));
  const titled = findTitled(db, set.schema, new Set(ids));
  return (group) =>
    group.map((key, index) => {
      if (fields[index]?.leaf.type === 'member') return memberName(set.schema, key);
      return isRecord[index] ? (titled.get(String(key))?.title ?? null) : null;
    });
};

const moneyOf = (rows: readonly CurrencyRow[] | undefined, index: number): AggregateValue => {
  const amounts = (rows ?? []).flatMap(({ currency, values }) => {
    const amount = values[index];
    return typeof amount === 'number' ? [{ amountMinor: Math.round(amount), currency }] : [];
  });
  return amounts.length === 0 ? null : amounts;
};

const isCountOnly = (input: AggregateQuery): boolean =>
  input.aggregates.every(({ fn }) => fn === 'count') && (input.groupBy ?? []).length === 0;

const wholeCount = (count: number, aggregates: readonly Aggregate[]): AggregateResult => ({
  groups: [{ keys: [], titles: [], values: aggregates.map(() => count) }],
  isTruncated: false,
});

/**
 * Counts, sums and the like over a set, in groups. Money is kept apart by currency and costs one more pass over the set.
 * Errors: those of `queryRecords`; `invalid_input` with `field` for a field without that aggregate or grouping.
 */
export const aggregateRecords = (deps: ReadRecordDeps, db: ReadDb, input: AggregateQuery): AggregateResult => {
  const set = compileSet(deps, db, input);
  const joins = createJoins(set.object);
  const aggregates = input.aggregates.map((aggregate) => compileAggregate(set, joins, aggregate));
  if (isCountOnly(input)) return wholeCount(countSet(db, set), input.aggregates);
  const fields = (input.groupBy ?? []).map((path) => groupField(set, joins, path));
  const question = set.isFiltered || set.isTrash ? undefined : toWholeQuestion(set.object, input);
  if (question && areKept(db, question)) return answerFromTotals(db, question);
  const groupColumns = fields.flatMap(({ columns }) => columns);

  const plain = aggregates.filter((column) => column.currency === undefined);
  const all = listGroups(db, set, joins, groupColumns, plain, MAX_GROUPS + 1);
  const shown = all.slice(0, MAX_GROUPS);
  const groupKeys = new Set(shown.map(({ key }) => key));

  const money = new Map<string, ReadonlyMap<string, readonly CurrencyRow[]>>();
  const byCurrency = Map.groupBy(
    aggregates.filter(({ currency }) => currency !== undefined),
    ({ path }) => path,
  );
  for (const [path, columns] of byCurrency) {
    money.set(path, listCurrencyGroups(db, set, joins, groupColumns, columns, groupKeys));
  }
  const valueAt = (column: AggregateColumn, group: (typeof shown)[number]): AggregateValue => {
    if (column.currency === undefined) return valueOf(column, group.values[plain.indexOf(column)] ?? null, group.count);
    const position = byCurrency.get(column.path)?.indexOf(column) ?? -1;
    return moneyOf(money.get(column.path)?.get(group.key), position);
  };

  const keys = shown.map(({ columns }) => keysOf(fields, columns));
  const titles = titlesOf(db, set, fields, keys);
  return {
    groups: shown.map((group, index) => ({
      keys: [...(keys[index] ?? [])],
      titles: titles(keys[index] ?? []),
      values: aggregates.map((column) => valueAt(column, group)),
    })),
    isTruncated: all.length > MAX_GROUPS,
  };
};
