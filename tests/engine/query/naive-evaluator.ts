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
}

const fold = (text: string): string =>
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

const wholeText = (type: FieldType, value: unknown): string | null => {
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

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const shift = (day: string, count: number): string => dayOf(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000);

const dayHolds = (day: string | null, op: Condition['op'], operand: unknown, today: string): boolean => {
  if (op === 'inPeriod')
    return day !== null && day === { yesterday: shift(today, -1), today, tomorrow: shift(today, 1) }[String(operand)];
  if (op !== 'inLast' && op !== 'inNext') return scalarHolds(day, op, operand);
  const { amount, unit } = operand as { readonly amount: number; readonly unit: string };
  const days = unit === 'week' ? amount * 7 : amount;
  const [from, to] = op === 'inLast' ? [shift(today, 1 - days), today] : [today, shift(today, days - 1)];
  return day !== null && day >= from && day <= to;
};

const momentHolds = (ms: number | null, op: Condition['op'], operand: unknown, today: string): boolean => {
  const isMs = (Array.isArray(operand) ? operand : [operand]).every((each) => typeof each === 'number');
  if (isMs) return scalarHolds(ms, op, operand);
  // A day means all of it, so days are compared (UTC here).
  return dayHolds(ms === null ? null : dayOf(ms), op, operand, today);
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
      return scalarHolds((value as CurrencyValue | null)?.amountMinor ?? null, op, operand);
    case 'date':
      return dayHolds(value as string | null, op, operand, world.today);
    case 'dateTime':
      return momentHolds(value as number | null, op, operand, world.today);
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
const sortKeys = (type: FieldType, value: unknown): readonly (string | number | null)[] => {
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

const compareKeys = (a: string | number | null, b: string | number | null, { direction, nulls }: Sort): number => {
  if (a === null || b === null) {
    if (a === b) return 0;
    return (a === null) === (nulls === 'first') ? -1 : 1;
  }
  const order = typeof a === 'string' && typeof b === 'string' ? byBytes(a, b) : compare(a, b);
  return direction === 'asc' ? order : -order;
};

export const inOrder = (
  world: World,
  records: readonly PlainRecord[],
  sorts: readonly Sort[],
): readonly PlainRecord[] => {
  const tie = sorts.at(-1)?.direction === 'desc' ? -1 : 1;
  return records.toSorted((a, b) => {
    for (const sort of sorts) {
      const type = world.typeOf(sort.field);
      const left = sortKeys(type, valueAt(world, a, sort.field));
      const right = sortKeys(type, valueAt(world, b, sort.field));
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
