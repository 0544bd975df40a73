import type { AggregateResult } from '@shared/contract/records.contract';
import { type Aggregate, type AggregateQuery, type GroupOrder, MAX_GROUPS } from '@shared/domain/query';
import type { FieldValue } from '@shared/domain/values';
import type { SchemaModel } from '../../schema/model';
import type { ReadDb, SqlValue } from '../../storage/db';
import { answerFromTotals, areKept, toWholeQuestion } from '../totals/answer-totals';
import { type CurrencyRow, listCurrencyGroups, listGroups } from './aggregate-groups.sql';
import { type AggregateColumn, compileAggregate, valueOf } from './aggregate-compile';
import type { PathLeaf } from './field-path';
import { compileGrouping, type GroupField } from './group-compile';
import { createJoins } from './joins';
import { countSet } from './record-places.sql';
import { compileSet, type CompiledSet, type ReadRecordDeps } from './record-set';
import { findTitled } from './titles.sql';

type AggregateValue = AggregateResult['groups'][number]['values'][number];
type GroupKey = AggregateResult['groups'][number]['keys'][number];

/** Select keys, ids, texts, numbers as they are; what has no simple value goes by its text. */
const toKey = (leaf: PathLeaf, stored: FieldValue): GroupKey => {
  if (stored === null || typeof stored !== 'object') return stored;
  return leaf.rules.formatText(stored, { settings: leaf.settings });
};

const keysOf = (fields: readonly GroupField[], columns: readonly SqlValue[]): readonly GroupKey[] => {
  let next = 0;
  return fields.map(({ leaf, isDay, columns: { length } }) => {
    const own = columns.slice(next, next + length);
    next += length;
    const [first = null] = own;
    return isDay ? (first === null ? null : String(first)) : toKey(leaf, leaf.storage.fromColumns(own));
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
  groupCount: 1,
  isTruncated: false,
});

/** ORDER BY list of the groups, unique to its end. */
const orderOf = (fields: readonly GroupField[], order: GroupOrder | undefined): string => {
  const { by, direction } = order ?? { by: 'count', direction: 'desc' };
  // Groups that are alike come in the order of what is read of them.
  const names = fields
    .flatMap(({ columns }) => columns)
    .map(({ read }, index) => `${read === undefined ? 'g' : 'r'}${index}`);
  if (by === 'count') return [`n ${direction}`, ...names].join(', ');
  let next = 0;
  const keys = fields.flatMap(({ columns, sortKeys }) => {
    const own = names.slice(next, next + columns.length);
    next += columns.length;
    return (sortKeys.length > 0 ? sortKeys : own).map((sql) => `${sql} ${direction} NULLS LAST`);
  });
  return [...keys, ...names].join(', ');
};

/**
 * Counts, sums and the like over a set, in groups. Money is kept apart by currency and costs one more pass over the set.
 * Errors: those of `queryRecords`; `invalid_input` with `field` for a field without that aggregate or grouping.
 */
export const aggregateRecords = (deps: ReadRecordDeps, db: ReadDb, input: AggregateQuery): AggregateResult => {
  const set = compileSet(deps, db, input, { isGrouped: true });
  const joins = createJoins(set.object);
  const aggregates = input.aggregates.map((aggregate) => compileAggregate(set, joins, aggregate));
  if (isCountOnly(input)) return wholeCount(countSet(db, set), input.aggregates);
  const fields = (input.groupBy ?? []).map((grouping) => compileGrouping(set, joins, grouping));
  const question = set.isFiltered || set.isTrash ? undefined : toWholeQuestion(set.object, input);
  if (question && areKept(db, question)) return answerFromTotals(db, question);
  const groupColumns = fields.flatMap(({ columns }) => columns);
  // Totals without groups are one group, which no page leaves out.
  const { limit = MAX_GROUPS, offset = 0 } = fields.length > 0 ? input : {};

  const plain = aggregates.filter((column) => column.currency === undefined);
  const plan = { columns: groupColumns, order: orderOf(fields, input.groupOrder), limit, offset };
  const { groups: shown, groupCount } = listGroups(db, set, joins, plan, plain);
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
    groupCount,
    isTruncated: offset + shown.length < groupCount,
  };
};
