// oxlint-disable typescript/switch-exhaustiveness-check, typescript/no-base-to-string -- only the kinds that the sample holds are told apart; the rest share the last case
import { ADDRESS_PARTS, type AddressValue, type CurrencyValue, type FullNameValue } from '@shared/domain/values';
import type { Condition, Filter, RelatedCondition, Sort } from '@shared/domain/query';
import type { FieldType } from '@shared/domain/schema';

/** Answers queries over plain objects, slowly and obviously. Written from the query language's documentation, not from the compiler. */

export interface PlainRecord {
  readonly object: 'thing' | 'company';
  readonly n: number;
  readonly id: string;
  readonly isTrashed: boolean;
  readonly values: Readonly<Record<string, unknown>>;
}

export interface World {
  readonly records: ReadonlyMap<string, PlainRecord>;
  /** Type of a path's end. */
  readonly typeOf: (path: string) => FieldType;
  readonly today: string;
  readonly timeZone: string;
}

export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o');
const same = (a: unknown, b: unknown): boolean => String(a).toLowerCase() === String(b).toLowerCase();

/** The value at the end of a path; null where nothing is. */
export const valueAt = (world: World, record: PlainRecord, path: string): unknown => {
  let at: unknown = record.values;
  for (const name of path.split('.')) {
    if (typeof at === 'string') {
      const target = world.records.get(at);
      at = target && !target.isTrashed ? target.values : undefined;
    }
    if (typeof at !== 'object' || at === null) return null;
    at = Object.entries(at).find(([key]) => key === name)?.[1];
  }
  return at === undefined || at === '' ? null : at;
};

export const wholeText = (type: FieldType, value: unknown): string | null => {
  if (value === null) return null;
  switch (type) {
    case 'fullName': {
      const { first, last } = value as FullNameValue;
      return [first, last].filter(Boolean).join(' ') || null;
    }
    case 'address': {
      const address = value as AddressValue;
      return (
        ADDRESS_PARTS.map((part) => address[part])
          .filter(Boolean)
          .join(' ') || null
      );
    }
    case 'actor':
      return (value as { readonly name: string }).name;
    default:
      return String(value);
  }
};

const textHolds = (text: string | null, op: Condition['op'], operand: unknown): boolean => {
  const list = Array.isArray(operand) ? operand : [];
  switch (op) {
    case 'is':
      return operand === null || operand === '' ? text === null : text !== null && same(text, operand);
    case 'isNot':
      return !textHolds(text, 'is', operand);
    case 'isAnyOf':
      return list.some((each) => textHolds(text, 'is', each));
    case 'isNoneOf':
      return !textHolds(text, 'isAnyOf', operand);
    case 'contains':
      return text !== null && fold(text).includes(fold(String(operand)));
    case 'notContains':
      return !textHolds(text, 'contains', operand);
    case 'startsWith':
      return text !== null && fold(text).startsWith(fold(String(operand)));
    case 'endsWith':
      return text !== null && fold(text).endsWith(fold(String(operand)));
    default:
      throw new Error(`No text operator ${op}`);
  }
};

type Comparable = string | number | boolean;

const compare = (a: Comparable, b: Comparable): number => (a < b ? -1 : a > b ? 1 : 0);

const scalarHolds = (value: Comparable | null, op: Condition['op'], operand: unknown): boolean => {
  const other = operand as Comparable;
  switch (op) {
    case 'is':
      return value === operand;
    case 'isNot':
      return value !== operand;
    case 'isAnyOf':
      return (operand as readonly unknown[]).includes(value);
    case 'isNoneOf':
      return !(operand as readonly unknown[]).includes(value);
    case 'lt':
      return value !== null && compare(value, other) < 0;
    case 'lte':
      return value !== null && compare(value, other) <= 0;
    case 'gt':
      return value !== null && compare(value, other) > 0;
    case 'gte':
      return value !== null && compare(value, other) >= 0;
    case 'between': {
      const [from, to] = operand as readonly [Comparable, Comparable];
      return value !== null && compare(value, from) >= 0 && compare(value, to) <= 0;
    }
    default:
      throw new Error(`No operator ${op}`);
  }
};

const days = new Map<string, string>();

/** The day that a calendar in the zone shows. */
export const dayIn = (ms: number, timeZone: string): string => {
  const key = `${timeZone}${ms}`;
  const known = days.get(key);
  if (known !== undefined) return known;
  const day = new Date(ms).toLocaleDateString('sv-SE', { timeZone });
  days.set(key, day);
  return day;
};

const dateOf = (day: string): readonly [number, number, number] => {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return [year, month - 1, date];
};
const iso = (year: number, month: number, date: number): string =>
  new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10);

const MONTHS: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };

const shift = (day: string, count: number, unit: string): string => {
  const [year, month, date] = dateOf(day);
  const months = MONTHS[unit];
  if (months === undefined) return iso(year, month, date + count * (unit === 'week' ? 7 : 1));
  const last = new Date(Date.UTC(year, month + months * count + 1, 0)).getUTCDate();
  return iso(year, month + months * count, Math.min(date, last));
};

/** Weeks begin on Monday. */
export const startOf = (day: string, unit: string): string => {
  const [year, month, date] = dateOf(day);
  const months = MONTHS[unit];
  if (months !== undefined) return iso(year, month - (month % months), 1);
  return unit === 'week' ? iso(year, month, date - ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7)) : day;
};

/** First and last day of "lastMonth" and the like. */
const periodDays = (period: string, today: string): readonly [string, string] => {
  const [, which = '', unit = ''] = /^(last|this|next)(.+)$/.exec(period) ?? [];
  const by = { last: -1, this: 0, next: 1, yesterday: -1, today: 0, tomorrow: 1 }[which || period] ?? 0;
  const name = unit.toLowerCase() || 'day';
  const from = shift(startOf(today, name), by, name);
  return [from, shift(shift(from, 1, name), -1, 'day')];
};

interface Span {
  readonly amount: number;
  readonly unit: string;
}

const daysMeant = (op: Condition['op'], operand: unknown, today: string): readonly [string, string] => {
  if (op === 'inPeriod') return periodDays(String(operand), today);
  const { amount, unit } = operand as Span;
  return op === 'inLast'
    ? [shift(shift(today, -amount, unit), 1, 'day'), today]
    : [today, shift(shift(today, amount, unit), -1, 'day')];
};

const OPPOSITES: Readonly<Partial<Record<Condition['op'], Condition['op']>>> = {
  notInLast: 'inLast',
  notInNext: 'inNext',
  notInPeriod: 'inPeriod',
};

const isSpan = (operand: unknown): operand is Span =>
  typeof operand === 'object' && operand !== null && 'amount' in operand;
/** Days counted from today as days. */
const asDay = (operand: unknown, today: string): unknown =>
  isSpan(operand) ? shift(today, operand.amount, operand.unit) : operand;

const dayHolds = (day: string | null, op: Condition['op'], operand: unknown, today: string): boolean => {
  const opposite = OPPOSITES[op];
  if (opposite) return !dayHolds(day, opposite, operand, today);
  if (op !== 'inPeriod' && op !== 'inLast' && op !== 'inNext') {
    const given = Array.isArray(operand) ? operand.map((each) => asDay(each, today)) : asDay(operand, today);
    return scalarHolds(day, op, given);
  }
  const [from, to] = daysMeant(op, operand, today);
  return day !== null && day >= from && day <= to;
};

const momentHolds = (world: World, ms: number | null, op: Condition['op'], operand: unknown): boolean => {
  const isMs = (Array.isArray(operand) ? operand : [operand]).every((each) => typeof each === 'number');
  if (isMs) return scalarHolds(ms, op, operand);
  // A day means all of it, so days are compared.
  return dayHolds(ms === null ? null : dayIn(ms, world.timeZone), op, operand, world.today);
};

const isMoney = (operand: unknown): operand is CurrencyValue =>
  typeof operand === 'object' && operand !== null && 'currency' in operand;

const moneyHolds = (money: CurrencyValue | null, op: Condition['op'], operand: unknown): boolean => {
  const given: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  const [first] = given;
  if (!isMoney(first)) return scalarHolds(money?.amountMinor ?? null, op, operand);
  if (op === 'isNot') return !moneyHolds(money, 'is', operand);
  if (op === 'isNoneOf') return !moneyHolds(money, 'isAnyOf', operand);
  const amounts = Array.isArray(operand) ? operand.map((each: CurrencyValue) => each.amountMinor) : first.amountMinor;
  return money !== null && money.currency === first.currency && scalarHolds(money.amountMinor, op, amounts);
};

const listHolds = (
  list: readonly unknown[] | null,
  op: Condition['op'],
  operand: unknown,
  isText: boolean,
): boolean => {
  const each = (value: unknown, on: Condition['op'], against: unknown): boolean =>
    isText ? textHolds(String(value), on, against) : scalarHolds(value as Comparable, on, against);
  const any = (on: Condition['op'], against: unknown): boolean =>
    (list ?? []).some((value) => each(value, on, against));
  switch (op) {
    case 'is':
      if (operand === null) return list === null;
      if (!Array.isArray(operand)) return any('is', operand);
      if (operand.length === 0) return list === null;
      return (
        operand.every((value) => any('is', value)) &&
        (list ?? []).every((value) => operand.some((one) => each(value, 'is', one)))
      );
    case 'isNot':
      return !listHolds(list, 'is', operand, isText);
    case 'isAnyOf':
      return (operand as readonly unknown[]).some((value) => (value === null ? list === null : any('is', value)));
    case 'isNoneOf':
      return !listHolds(list, 'isAnyOf', operand, isText);
    case 'hasAll':
      return (operand as readonly unknown[]).every((value) => any('is', value));
    case 'notContains':
      return !any('contains', operand);
    default:
      return any(op, operand);
  }
};

const holds = (world: World, record: PlainRecord, { field, op, value: operand }: Condition): boolean => {
  const value = valueAt(world, record, field);
  const type = world.typeOf(field);
  // Nobody in particular asks.
  if (op === 'isMe') return false;
  if (op === 'isEmpty') return value === null;
  if (op === 'isNotEmpty') return value !== null;
  switch (type) {
    case 'text':
    case 'longText':
    case 'fullName':
    case 'address':
    case 'actor':
      return textHolds(wholeText(type, value), op, operand);
    case 'emails':
    case 'links':
    case 'phones':
      return listHolds(value as readonly unknown[] | null, op, operand, true);
    case 'multiSelect':
      return listHolds(value as readonly unknown[] | null, op, operand, false);
    case 'currency':
      return moneyHolds(value as CurrencyValue | null, op, operand);
    case 'date':
      return dayHolds(value as string | null, op, operand, world.today);
    case 'dateTime':
      return momentHolds(world, value as number | null, op, operand);
    default:
      return scalarHolds(value as Comparable | null, op, operand);
  }
};

/** The live records of a list of related records; a list is called `object_relation` after where it comes from. */
const relatedTo = (world: World, record: PlainRecord, path: string): readonly PlainRecord[] => {
  const end = path.lastIndexOf('.');
  const ownerId = end < 0 ? record.id : valueAt(world, record, path.slice(0, end));
  const owner = world.records.get(String(ownerId));
  if (!owner || (end >= 0 && owner.isTrashed)) return [];
  const [object, relation = ''] = path.slice(end + 1).split('_');
  const links = [owner.id, `${owner.object}:${owner.id}`];
  return [...world.records.values()].filter(
    (each) => each.object === object && !each.isTrashed && links.includes(String(each.values[relation])),
  );
};

const relatedHolds = (world: World, record: PlainRecord, condition: RelatedCondition): boolean => {
  const related = relatedTo(world, record, condition.related);
  const matching = related.filter((each) => matches(world, each, condition.where));
  if ('count' in condition) {
    const { op, value } = condition.count;
    return scalarHolds(matching.length, op, value);
  }
  if (condition.has === 'all') return matching.length === related.length;
  return matching.length > 0 === (condition.has === 'any');
};

export const matches = (world: World, record: PlainRecord, filter: Filter | undefined): boolean => {
  if (!filter) return true;
  if ('and' in filter) return filter.and.every((part) => matches(world, record, part));
  if ('or' in filter) return filter.or.some((part) => matches(world, record, part));
  if ('not' in filter) return !matches(world, record, filter.not);
  return 'related' in filter ? relatedHolds(world, record, filter) : holds(world, record, filter);
};

const OPTION_ORDER = ['hot', 'warm', 'cold'];
const asciiLower = (text: string): string => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** What a value sorts by; text without regard to the case of ASCII letters. */
export const sortKeys = (type: FieldType, value: unknown): readonly (string | number | null)[] => {
  const text = (given: unknown): string | null =>
    given === null || given === undefined || given === '' ? null : asciiLower(String(given));
  switch (type) {
    case 'fullName': {
      const { first, last } = (value ?? {}) as Partial<FullNameValue>;
      return [text(last) ?? text(first), text(first)];
    }
    case 'address': {
      const { street, city, state, postalCode, country } = (value ?? {}) as Partial<AddressValue>;
      return [
        [country, state, city, street, postalCode].map(text).find((part) => part !== null) ?? null,
        text(city),
        text(street),
      ];
    }
    case 'currency': {
      const money = value as CurrencyValue | null;
      return [money?.amountMinor ?? null, money?.currency ?? null];
    }
    case 'boolean':
      return [value === null ? null : Number(value)];
    case 'select':
      return [value === null ? null : OPTION_ORDER.indexOf(String(value))];
    case 'multiSelect':
      return [value === null ? null : OPTION_ORDER.indexOf(String((value as readonly unknown[])[0]))];
    case 'emails':
    case 'links':
    case 'phones':
      return [value === null ? null : text((value as readonly unknown[])[0])];
    case 'actor':
      return [text(wholeText(type, value))];
    case 'text':
      return [text(value)];
    default:
      return [value as string | number | null];
  }
};

export const compareKeys = (
  a: string | number | null,
  b: string | number | null,
  { direction, nulls }: Sort,
): number => {
  if (a === null || b === null) {
    if (a === b) return 0;
    return (a === null) === (nulls === 'first') ? -1 : 1;
  }
  const order = typeof a === 'string' && typeof b === 'string' ? byBytes(a, b) : compare(a, b);
  return direction === 'asc' ? order : -order;
};

/** A relation sorts by the title of its target. */
export const titlePath = (world: World, path: string): string => {
  if (world.typeOf(path) !== 'relation') return path;
  return path === 'parent' ? 'parent.fullName' : `${path}.name`;
};

export const inOrder = (
  world: World,
  records: readonly PlainRecord[],
  sorts: readonly Sort[],
): readonly PlainRecord[] => {
  const tie = sorts.at(-1)?.direction === 'desc' ? -1 : 1;
  return records.toSorted((a, b) => {
    for (const sort of sorts) {
      const field = titlePath(world, sort.field);
      const type = world.typeOf(field);
      const left = sortKeys(type, valueAt(world, a, field));
      const right = sortKeys(type, valueAt(world, b, field));
      for (const [index, key] of left.entries()) {
        // An empty value goes where the sort says; a missing part of a value comes before what has it.
        const nulls = index === 0 ? sort.nulls : sort.direction === 'asc' ? 'first' : 'last';
        const order = compareKeys(key, right[index] ?? null, { ...sort, nulls });
        if (order !== 0) return order;
      }
    }
    return tie * (a.n - b.n);
  });
};
