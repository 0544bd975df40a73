// oxlint-disable typescript/switch-exhaustiveness-check -- only the kinds that the sample holds are told apart; the rest share the last case
import { optionLabel } from '@shared/domain/field-types/select';
import {
  type Aggregate,
  type AggregateFunction,
  type AggregateQuery,
  type DistinctQuery,
  type Grouping,
  groupingPath,
} from '@shared/domain/query';
import type { FieldType } from '@shared/domain/schema';
import type { ActorValue, CurrencyValue } from '@shared/domain/values';
import {
  compareKeys,
  dayIn,
  fold,
  type PlainRecord,
  sortKeys,
  startOf,
  titlePath,
  valueAt,
  wholeText,
  type World,
} from './naive-evaluator';
import { OPTIONS } from './sample-schema';

/** Totals, groups and distinct values of plain objects, written from the contract. */

type Plain = string | number | null;

/** SQLite's order of values: none, numbers, texts by their bytes. */
const byNature = (a: Plain, b: Plain): number => {
  if (a === null || b === null) return Number(b === null) - Number(a === null) === 0 ? 0 : a === null ? -1 : 1;
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return typeof a === typeof b ? Number(a) - Number(b) : typeof a === 'number' ? -1 : 1;
};

const dayOf = (world: World, value: unknown): string | null => {
  if (value === null) return null;
  return typeof value === 'string' ? value : dayIn(Number(value), world.timeZone);
};

/** What is stored of the value a record is grouped by. */
const groupColumn = (world: World, record: PlainRecord, grouping: Grouping): Plain => {
  const path = groupingPath(grouping);
  const type = world.typeOf(path);
  const value = valueAt(world, record, path);
  if (type === 'date' || type === 'dateTime') {
    const day = dayOf(world, value);
    return day === null ? null : startOf(day, typeof grouping === 'string' ? 'day' : grouping.by);
  }
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : (value as Plain);
};

const shownKey = (type: FieldType, column: Plain): Plain | boolean => {
  if (column === null) return null;
  switch (type) {
    case 'boolean':
      return column === 1;
    case 'multiSelect':
      return (JSON.parse(String(column)) as readonly string[]).map((key) => optionLabel(OPTIONS, key)).join(', ');
    case 'actor':
      return (JSON.parse(String(column)) as ActorValue).name;
    default:
      return column;
  }
};

const middle = (numbers: readonly number[]): number => {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(at)] ?? 0) + (sorted[Math.ceil(at)] ?? 0)) / 2;
};
const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);

const ofNumbers = (fn: AggregateFunction, numbers: readonly number[]): number | null => {
  if (numbers.length === 0) return null;
  switch (fn) {
    case 'sum':
      return sumOf(numbers);
    case 'avg':
      return sumOf(numbers) / numbers.length;
    case 'median':
      return middle(numbers);
    case 'range':
      return Math.max(...numbers) - Math.min(...numbers);
    case 'min':
    case 'earliest':
      return Math.min(...numbers);
    default:
      return Math.max(...numbers);
  }
};

const ofDays = (fn: AggregateFunction, days: readonly string[]): Plain => {
  const sorted = days.toSorted();
  const [first] = sorted;
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return null;
  if (fn === 'range') return (Date.parse(last) - Date.parse(first)) / 86_400_000;
  return fn === 'min' || fn === 'earliest' ? first : last;
};

const ofMoney = (fn: AggregateFunction, amounts: readonly CurrencyValue[]) => {
  const codes = [...new Set(amounts.map(({ currency }) => currency))].toSorted();
  const totals = codes.map((currency) => ({
    amountMinor: Math.round(
      ofNumbers(
        fn,
        amounts.filter((each) => each.currency === currency).map(({ amountMinor }) => amountMinor),
      ) ?? 0,
    ),
    currency,
  }));
  return totals.length === 0 ? null : totals;
};

const aggregateOf = (world: World, records: readonly PlainRecord[], { fn, field }: Aggregate): unknown => {
  if (field === undefined || fn === 'count') return records.length;
  const filled: readonly unknown[] = records
    .map((record) => valueAt(world, record, field))
    .filter((value) => value !== null);
  const share = (count: number) => (records.length === 0 ? null : (count / records.length) * 100);
  switch (fn) {
    case 'countEmpty':
      return records.length - filled.length;
    case 'countFilled':
      return filled.length;
    case 'percentEmpty':
      return share(records.length - filled.length);
    case 'percentFilled':
      return share(filled.length);
    case 'countUnique':
      return new Set(filled.map((value) => JSON.stringify(value))).size;
    default: {
      const type = world.typeOf(field);
      if (type === 'currency') return ofMoney(fn, filled as readonly CurrencyValue[]);
      return type === 'date' ? ofDays(fn, filled as readonly string[]) : ofNumbers(fn, filled as readonly number[]);
    }
  }
};

/** The groups of an aggregate query over the records that match it. */
export const aggregated = (world: World, records: readonly PlainRecord[], query: AggregateQuery) => {
  const { groupBy = [], aggregates, groupOrder = { by: 'count', direction: 'desc' } } = query;
  const { limit = 1000, offset = 0 } = groupBy.length > 0 ? query : {};
  const byKey = Map.groupBy(records, (record) =>
    JSON.stringify(groupBy.map((grouping) => groupColumn(world, record, grouping))),
  );
  if (groupBy.length === 0) byKey.set('[]', [...records]);
  const groups = [...byKey].map(([key, members]) => ({ columns: JSON.parse(key) as readonly Plain[], members }));
  const naturally = (a: (typeof groups)[number], b: (typeof groups)[number]): number =>
    a.columns.map((column, index) => byNature(column, b.columns[index] ?? null)).find((order) => order !== 0) ?? 0;
  const keysOf = ({ columns, members: [first] }: (typeof groups)[number], grouping: Grouping, index: number) => {
    const path = titlePath(world, groupingPath(grouping));
    const type = world.typeOf(path);
    if (type === 'date' || type === 'dateTime' || !first) return [columns[index] ?? null];
    // What has no order of its own goes by what is stored.
    return type === 'morphRelation' ? [columns[index] ?? null] : sortKeys(type, valueAt(world, first, path));
  };
  const sorted = groups.toSorted((a, b) => {
    const sign = groupOrder.direction === 'asc' ? 1 : -1;
    if (groupOrder.by === 'count') return sign * (a.members.length - b.members.length) || naturally(a, b);
    for (const [index, grouping] of groupBy.entries()) {
      const left = keysOf(a, grouping, index);
      const right = keysOf(b, grouping, index);
      for (const [at, key] of left.entries()) {
        const order = compareKeys(key, right[at] ?? null, {
          field: '',
          direction: groupOrder.direction,
          nulls: 'last',
        });
        if (order !== 0) return order;
      }
    }
    return naturally(a, b);
  });
  return {
    groups: sorted.slice(offset, offset + limit).map(({ columns, members }) => ({
      keys: columns.map((column, index) => {
        const grouping = groupBy[index];
        return grouping === undefined ? null : shownKey(world.typeOf(groupingPath(grouping)), column);
      }),
      values: aggregates.map((aggregate) => aggregateOf(world, members, aggregate)),
    })),
    groupCount: sorted.length,
    isTruncated: offset + Math.max(0, Math.min(limit, sorted.length - offset)) < sorted.length,
  };
};

const LISTS: ReadonlySet<FieldType> = new Set(['multiSelect', 'emails', 'phones', 'links']);
const TEXTS: ReadonlySet<FieldType> = new Set(['text', 'fullName', 'actor', 'emails', 'phones', 'links']);

const distinctOf = (world: World, record: PlainRecord, path: string): readonly Plain[] => {
  const type = world.typeOf(path);
  const value = valueAt(world, record, path);
  if (value === null) return [null];
  if (LISTS.has(type)) return value as readonly string[];
  if (type === 'date' || type === 'dateTime') return [dayOf(world, value)];
  if (type === 'fullName' || type === 'actor') return [wholeText(type, value)];
  return [typeof value === 'boolean' ? Number(value) : (value as Plain)];
};

const STAND_INS = ['emails', 'phones', 'links'];

/** What a related record is called: its title, else what stands in for it. */
const titleTexts = (world: World, record: PlainRecord, path: string): readonly unknown[] => {
  const title = titlePath(world, path);
  const own = wholeText(world.typeOf(title), valueAt(world, record, title));
  if (own !== null && own !== '') return [own];
  if (path !== 'parent') return [];
  const lists = STAND_INS.map((name) => valueAt(world, record, `${path}.${name}`));
  return lists.find((list): list is readonly unknown[] => Array.isArray(list) && list.length > 0) ?? [];
};

/** The distinct values of a field among records: value and number of records. */
export const distinctValues = (
  world: World,
  records: readonly PlainRecord[],
  { field, limit, search = '' }: Pick<DistinctQuery, 'field' | 'limit' | 'search'>,
) => {
  const type = world.typeOf(field);
  const isText = TEXTS.has(type);
  const holds = (text: unknown): boolean => typeof text === 'string' && fold(text).includes(fold(search.trim()));
  const isWanted = (value: Plain): boolean => {
    if (search.trim() === '') return true;
    const label = type === 'select' || type === 'multiSelect' ? optionLabel(OPTIONS, String(value)) : value;
    return value !== null && holds(label);
  };
  const isLink = type === 'relation';
  const found = records
    .filter((record) => {
      if (!isLink || search.trim() === '') return true;
      return titleTexts(world, record, field).some(holds);
    })
    .flatMap((record) => distinctOf(world, record, field))
    .filter((value) => isLink || isWanted(value));
  const groups = Map.groupBy(found, (value) => (isText && value !== null ? String(value).toLowerCase() : value));
  const values = [...groups.values()]
    .map((same) => ({ value: same.toSorted(byNature)[0] ?? null, count: same.length }))
    .toSorted((a, b) => b.count - a.count || byNature(a.value, b.value));
  return {
    values: values.slice(0, limit).map(({ value, count }) => ({
      value: type === 'boolean' && value !== null ? value === 1 : value,
      count,
    })),
    isTruncated: values.length > limit,
  };
};
