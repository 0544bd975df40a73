import { z } from 'zod';
import { RecordId } from './ids';
import { FieldInput } from './values';

/**
 * Filter operators. Which of them a field has depends on its type (`field-types/`).
 * - is, isNot: equality; isNot also matches empty. Text compares without case. Relations take an id; `is null` is isEmpty.
 * - isAnyOf, isNoneOf: value is a list. For multi-values (multiSelect, emails ...): any element is in the list.
 * - hasAll: multi-values hold every element of the list.
 * - contains, notContains, startsWith, endsWith: text, without case and diacritics. notContains also matches empty.
 * - lt, lte, gt, gte, between ([from, to], both included): numbers, rating, dates and date-times, money. A day is "YYYY-MM-DD" or relative,
 *   { amount, unit } counted from today ({ amount: -30, unit: "day" } is 30 days ago); date-times also take ms. Money is minor units of
 *   whatever currency, or { amountMinor, currency }, which only amounts of that currency fulfil.
 * - inLast, inNext: { amount, unit }, counted in whole days of the caller's time zone, today included. inPeriod: a named period.
 * - notInLast, notInNext, notInPeriod: their opposites, which also match empty ("not contacted in the last 30 days").
 * - isMe: members and authors; whoever asks. Takes no value.
 * - isEmpty, isNotEmpty take no value.
 */
export const OPERATORS = [
  'is',
  'isNot',
  'isAnyOf',
  'isNoneOf',
  'hasAll',
  'contains',
  'notContains',
  'startsWith',
  'endsWith',
  'lt',
  'lte',
  'gt',
  'gte',
  'between',
  'inLast',
  'notInLast',
  'inNext',
  'notInNext',
  'inPeriod',
  'notInPeriod',
  'isMe',
  'isEmpty',
  'isNotEmpty',
] as const;
export const Operator = z.enum(OPERATORS);
export type Operator = z.infer<typeof Operator>;

/** Those that count days from today: they mean other records each day. */
export const RELATIVE_OPERATORS: ReadonlySet<Operator> = new Set([
  'inLast',
  'notInLast',
  'inNext',
  'notInNext',
  'inPeriod',
  'notInPeriod',
]);

export const DATE_UNITS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export const DateUnit = z.enum(DATE_UNITS);
export type DateUnit = z.infer<typeof DateUnit>;

export const RelativeSpan = z.strictObject({ amount: z.int().min(1).max(10_000), unit: DateUnit });
export type RelativeSpan = Readonly<z.infer<typeof RelativeSpan>>;

/** A day counted from today, ago when negative. */
export const RelativeDay = z.strictObject({ amount: z.int().min(-10_000).max(10_000), unit: DateUnit });
export type RelativeDay = Readonly<z.infer<typeof RelativeDay>>;

export const PERIODS = [
  'today',
  'yesterday',
  'tomorrow',
  'thisWeek',
  'lastWeek',
  'nextWeek',
  'thisMonth',
  'lastMonth',
  'nextMonth',
  'thisQuarter',
  'lastQuarter',
  'nextQuarter',
  'thisYear',
  'lastYear',
  'nextYear',
] as const;
export const Period = z.enum(PERIODS);
export type Period = z.infer<typeof Period>;

/** A field's API name, or a path over relations and sub-fields: "company.industry", "address.city", "name.last"; of a JSON field a place inside: "data.key.sub". */
export const FieldPath = z
  .string()
  .max(400)
  .regex(/^[a-zA-Z][a-zA-Z0-9_]*(\.[a-zA-Z][a-zA-Z0-9_]*){0,5}$/, 'Not a field path');

export const Condition = z.strictObject({ field: FieldPath, op: Operator, value: FieldInput.optional() });
export type Condition = Readonly<z.infer<typeof Condition>>;

export const COUNT_OPERATORS = ['is', 'isNot', 'lt', 'lte', 'gt', 'gte'] as const;
export const CountOperator = z.enum(COUNT_OPERATORS);
export type CountOperator = z.infer<typeof CountOperator>;

export const QUANTIFIERS = ['any', 'all', 'none'] as const;
export const Quantifier = z.enum(QUANTIFIERS);
export type Quantifier = z.infer<typeof Quantifier>;

/** How many related records there are. */
export const RelatedCount = z.strictObject({ op: CountOperator, value: z.int().min(0).max(1_000_000_000) });
export type RelatedCount = Readonly<z.infer<typeof RelatedCount>>;

interface RelatedList {
  /**
   * A list of related records: the API name of an inverse ("opportunities" of a company), or a path to one over relations to one record
   * ("company.people" of a person). Only live records are in it.
   */
  readonly related: string;
  /** What the related records must be like; its paths are theirs. Default: any record. */
  readonly where?: Filter | undefined;
}

/**
 * A condition on related records. `has`: any of them matches `where`, all do, or none does; all and none also hold where there is no related
 * record. `count`: so many of them match.
 */
export type RelatedCondition = RelatedList & ({ readonly has: Quantifier } | { readonly count: RelatedCount });

export type Filter =
  | Condition
  | RelatedCondition
  | { readonly and: readonly Filter[] }
  | { readonly or: readonly Filter[] }
  | { readonly not: Filter };
/**
 * Nests to any depth; the engine refuses more than 40 levels, 8 of related records, 500 conditions or 100 of related records. An empty `and` matches all, an empty `or`
 * none.
 */
export const Filter: z.ZodType<Filter> = z.lazy(() =>
  z.union([
    Condition,
    z.strictObject({ related: FieldPath, has: Quantifier, where: Filter.optional() }),
    z.strictObject({ related: FieldPath, count: RelatedCount, where: Filter.optional() }),
    z.strictObject({ and: z.array(Filter).max(500) }),
    z.strictObject({ or: z.array(Filter).max(500) }),
    z.strictObject({ not: Filter }),
  ]),
);

export const Sort = z.strictObject({
  field: FieldPath,
  direction: z.enum(['asc', 'desc']).default('asc'),
  /** Empty values; default last, whichever the direction. */
  nulls: z.enum(['first', 'last']).default('last'),
});
export type Sort = Readonly<z.infer<typeof Sort>>;

/** Which records: an object, live ones or those in the trash, that match. The part that a view, an export and a bulk edit share. */
export const RecordSet = z.strictObject({
  object: z.string().max(64),
  filter: Filter.optional(),
  /** Default live. */
  state: z.enum(['live', 'trash']).optional(),
  /** IANA zone in which relative dates are meant; default: the workspace's. */
  timeZone: z.string().max(64).optional(),
});
export type RecordSet = Readonly<z.infer<typeof RecordSet>>;

export const MAX_PAGE = 100;
export const MAX_WINDOW = 500;

/** A page by keyset cursor. `fields` default to all fields of the object; paths over relations are allowed. */
export const RecordQuery = RecordSet.extend({
  sort: z.array(Sort).max(8).optional(),
  fields: z.array(FieldPath).max(200).optional(),
  page: z
    .strictObject({ limit: z.int().min(1).max(MAX_PAGE).default(20), cursor: z.string().max(4000).optional() })
    .default({ limit: 20 }),
});
export type RecordQuery = Readonly<z.infer<typeof RecordQuery>>;

/** Rows at a position of an ordered set: what a grid asks for while it scrolls. */
export const RecordWindow = RecordSet.extend({
  sort: z.array(Sort).max(8).optional(),
  fields: z.array(FieldPath).max(200).optional(),
  offset: z.int().min(0),
  limit: z.int().min(0).max(MAX_WINDOW),
  /** Rows first: where counting would hold them up the answer has an estimate, and `records.count` tells how many there are. */
  countLater: z.boolean().optional(),
});
export type RecordWindow = Readonly<z.infer<typeof RecordWindow>>;

export const AGGREGATE_FUNCTIONS = [
  'count',
  'countEmpty',
  'countFilled',
  'countUnique',
  'percentEmpty',
  'percentFilled',
  'sum',
  'avg',
  'min',
  'max',
  'median',
  'earliest',
  'latest',
  'range',
] as const;
export const AggregateFunction = z.enum(AGGREGATE_FUNCTIONS);
export type AggregateFunction = z.infer<typeof AggregateFunction>;

/** `count` needs no field. */
export const Aggregate = z.strictObject({ fn: AggregateFunction, field: FieldPath.optional() });
export type Aggregate = Readonly<z.infer<typeof Aggregate>>;

/** A field whose values make the groups; dates by the day, week, month, quarter or year they lie in. Date-times without `by` go by day. */
export const Grouping = z.union([FieldPath, z.strictObject({ field: FieldPath, by: DateUnit })]);
export type Grouping = Readonly<z.infer<typeof Grouping>>;

export const groupingPath = (grouping: Grouping): string => (typeof grouping === 'string' ? grouping : grouping.field);

export const MAX_GROUPS = 1000;

/** Which groups come first: the largest, or those whose keys come first in their field's own order, empty ones last. */
export const GroupOrder = z.strictObject({
  by: z.enum(['count', 'key']),
  direction: z.enum(['asc', 'desc']),
});
export type GroupOrder = Readonly<z.infer<typeof GroupOrder>>;

/** Groups are listed from `offset` on, at most `limit` of them; the largest first unless `groupOrder` says otherwise. */
export const AggregateQuery = RecordSet.extend({
  groupBy: z.array(Grouping).max(2).optional(),
  aggregates: z.array(Aggregate).min(1).max(60),
  groupOrder: GroupOrder.optional(),
  limit: z.int().min(1).max(MAX_GROUPS).optional(),
  offset: z.int().min(0).optional(),
});
export type AggregateQuery = Readonly<z.infer<typeof AggregateQuery>>;

/** The values that a field has in a set, for a menu to choose from. `search`: part of a value's label. */
export const DistinctQuery = RecordSet.extend({
  field: FieldPath,
  search: z.string().max(400).optional(),
  limit: z.int().min(1).max(200).default(50),
});
export type DistinctQuery = Readonly<z.infer<typeof DistinctQuery>>;

/** Records chosen by a person: by id, or everything in a set except some. */
export const Selection = z.union([
  z.strictObject({ ids: z.array(RecordId).max(100_000) }),
  z.strictObject({ set: RecordSet, except: z.array(RecordId).max(100_000).default([]) }),
]);
export type Selection = Readonly<z.infer<typeof Selection>>;
