import { z } from 'zod';
import { Message } from '../messages/message';
import { ChangeSet } from '../domain/changes';
import { ApiName, OperationId, RecordId } from '../domain/ids';
import { ExpressionIssue } from '../domain/expressions';
import { AggregateQuery, DistinctQuery, RecordQuery, RecordWindow, Selection, Sort } from '../domain/query';
import { FieldSettings, RESULT_TYPES } from '../domain/schema';
import { CurrencyValue, type FieldValue, Row, Rows, ValuesInput } from '../domain/values';
import { QueryPlan } from './query-plan';
import { action, command, Nothing, query, subscription } from './procedure';

const object = z.string().max(64);

/** One page of an ordered list. */
export const RecordPage = z.object({
  rows: Rows,
  /** Exact number of records that match. */
  total: z.int(),
  nextCursor: z.string().nullable(),
});
export type RecordPage = Readonly<z.infer<typeof RecordPage>>;

/** How many records a list has: exactly, or about, for callers that asked with `countLater`. An estimate is never less than what was read so far. */
export const ListTotal = z.union([z.int(), z.strictObject({ estimate: z.int() })]);
export type ListTotal = Readonly<z.infer<typeof ListTotal>>;

/** Rows from a position of an ordered list; `offset` is that of the first. */
export const RecordWindowResult = z.object({ rows: Rows, total: ListTotal, offset: z.int() });
export type RecordWindowResult = Readonly<z.infer<typeof RecordWindowResult>>;

/**
 * An aggregate's value: numbers for counts, percentages (0..100), sum, avg, median; min, max, earliest and latest are in the
 * field's own form (dates as text); range is from the least to the most: of dates in days, of date-times in ms. Money is listed
 * per currency, never added across currencies. Null where nothing is filled.
 */
export const AggregateValue = z.union([z.number(), z.string(), z.array(CurrencyValue), z.null()]);
export type AggregateValue = Readonly<z.infer<typeof AggregateValue>>;

export const AggregateResult = z.object({
  /**
   * One group when nothing is grouped; else one per distinct value. `keys` follow `groupBy`: select keys, ids, the first day
   * of a week or month as "YYYY-MM-DD", null for empty.
   */
  groups: z.array(
    z.object({
      keys: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])),
      /** Title of a group whose key is a record id. */
      titles: z.array(z.string().nullable()),
      values: z.array(AggregateValue),
    }),
  ),
  /** Exact number of groups, listed or not. */
  groupCount: z.int(),
  /** True when there are more groups after those that are listed. */
  isTruncated: z.boolean(),
});
export type AggregateResult = Readonly<z.infer<typeof AggregateResult>>;

export const DistinctResult = z.object({
  /** Most records first. `value` is what `is` and `isAnyOf` take; null is empty. Lists count once for each of their elements. */
  values: z.array(
    z.object({
      value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
      /** What people call it: an option's label, a record's title, "" for empty. */
      label: z.string(),
      count: z.int(),
    }),
  ),
  /** True when there are more values than were asked for. */
  isTruncated: z.boolean(),
});
export type DistinctResult = Readonly<z.infer<typeof DistinctResult>>;

/** `operationId` is null when every value was there already. */
export const Written = z.object({ row: Row, operationId: OperationId.nullable() });
export const BulkResult = z.object({
  operationId: OperationId.nullable(),
  /** Records that changed; those that had the value already are not counted. */
  count: z.int(),
});
export type BulkResult = Readonly<z.infer<typeof BulkResult>>;

/** Records of a set that a rule speaks against. */
const ReasonedRecord = z.object({ id: RecordId, title: z.string(), reason: Message });
export type ReasonedRecord = Readonly<z.infer<typeof ReasonedRecord>>;

/** A bulk edit goes past the records that a rule refuses; the first 20 of those are named. */
export const BulkEdit = BulkResult.extend({ refusedCount: z.int(), refused: z.array(ReasonedRecord) });
export type BulkEdit = Readonly<z.infer<typeof BulkEdit>>;

export const CreateRecord = z.strictObject({ object, id: RecordId.optional(), values: ValuesInput });
export type CreateRecord = Readonly<z.infer<typeof CreateRecord>>;
export const UpdateRecord = z.strictObject({ object, id: RecordId, values: ValuesInput });
export type UpdateRecord = Readonly<z.infer<typeof UpdateRecord>>;

/** Cells of several records changed by one gesture: paste, fill down, clear. */
export const UpdateCells = z.strictObject({
  object,
  changes: z
    .array(z.strictObject({ id: RecordId, values: ValuesInput }))
    .min(1)
    .max(5000),
});
export type UpdateCells = Readonly<z.infer<typeof UpdateCells>>;

/** The same values for every record chosen. */
export const UpdateMany = z.strictObject({ object, selection: Selection, values: ValuesInput });
export type UpdateMany = Readonly<z.infer<typeof UpdateMany>>;
/** Records chosen for deletion or restoration. */
export const SelectRecords = z.strictObject({ object, selection: Selection });
export type SelectRecords = Readonly<z.infer<typeof SelectRecords>>;

/** So many records become one at a time. */
export const MAX_MERGED = 50;

/** Records of one object that are the same in the world. */
export const MergeRecords = z.strictObject({
  object,
  ids: z.array(RecordId).min(2).max(MAX_MERGED),
  /** The one that stays; default: the one that holds most. */
  into: RecordId.optional(),
  /** Field to the record whose value it takes, exactly as it is there. Fields that are not named take every element of lists, else what was written last. */
  take: z.record(z.string().max(64), RecordId).optional(),
  /** Values for the survivor that none of them has; they go before `take`. */
  values: ValuesInput.optional(),
});
export type MergeRecords = Readonly<z.infer<typeof MergeRecords>>;

/** The record that stays as it is now, and how many others point to it instead of one that went. */
export const MergeResult = z.object({
  row: Row,
  operationId: OperationId,
  mergedCount: z.int(),
  movedCount: z.int(),
  /** Those that point nowhere now, for only one record may point to it. */
  clearedCount: z.int(),
});
export type MergeResult = Readonly<z.infer<typeof MergeResult>>;

/** Who would stay, and of each field that the caller may change the records whose values it would take: none where all are empty. */
export const MergePreview = z.object({
  into: RecordId,
  fields: z.array(z.object({ field: z.string(), from: z.array(RecordId) })),
});
export type MergePreview = Readonly<z.infer<typeof MergePreview>>;

/** Which record a merged one went into, at the end of all merges; null where it stands for itself. */
export const SurvivorOf = z.object({ survivor: z.object({ id: RecordId, title: z.string() }).nullable() });
export type SurvivorOf = Readonly<z.infer<typeof SurvivorOf>>;

/** A field with rules as they are or, where given, as they would be. */
export const MisfitsQuery = z.strictObject({
  object,
  field: ApiName,
  settings: FieldSettings.optional(),
  isRequired: z.boolean().optional(),
});
export type MisfitsQuery = Readonly<z.infer<typeof MisfitsQuery>>;

/** So many of the records that do not fit something are answered by id, to be listed. */
export const MAX_MISFIT_IDS = 1000;

/** Live records whose values break the rules of their field: the rules came later than the values. The first 20 are named. */
export const Misfits = z.object({
  count: z.int(),
  examples: z.array(ReasonedRecord),
  /** Of the first `MAX_MISFIT_IDS`. */
  ids: z.array(RecordId),
});
export type Misfits = Readonly<z.infer<typeof Misfits>>;

/** A computed field that is not saved yet. */
export const TryComputed = z.strictObject({
  object,
  /** The field whose settings these would become; left out for one that is not there yet. */
  field: ApiName.optional(),
  type: z.enum(['formula', 'rollup']),
  settings: FieldSettings,
});
export type TryComputed = Readonly<z.infer<typeof TryComputed>>;

/** Values were checked by their types when they were written, or made by them. */
const ComputedValue = z.custom<FieldValue>((value) => value !== undefined, 'Not a value');

/** A role whose members would see a computed field, and not all that it reads. */
export const Exposure = z.object({
  /** Empty where whoever asks may not know of it. */
  role: z.string(),
  /** Labels of fields, and of objects of which not all records are seen. */
  reads: z.array(z.string()),
});
export type Exposure = Readonly<z.infer<typeof Exposure>>;

/** What it would hold; null, with what is wrong, where it does not work. The examples are the records that were changed last; `reason` says why one has no value. */
export const ComputedTrial = z.object({
  result: z.enum(RESULT_TYPES).nullable(),
  issues: z.array(ExpressionIssue),
  examples: z.array(z.object({ id: RecordId, title: z.string(), value: ComputedValue, reason: Message.nullable() })),
  exposures: z.array(Exposure),
});
export type ComputedTrial = Readonly<z.infer<typeof ComputedTrial>>;

export const ExplainComputed = z.strictObject({ object, id: RecordId, field: ApiName });
export type ExplainComputed = Readonly<z.infer<typeof ExplainComputed>>;
export const ComputedAnswer = z.object({ value: ComputedValue, reason: Message.nullable() });
export type ComputedAnswer = Readonly<z.infer<typeof ComputedAnswer>>;

/** How a list is read. */
export const ListReading = z.object({
  /** Live records of the object, or those in its trash, that whoever asks may see. */
  records: z.int(),
  /**
   * What is done for the first screen. memory: its order is known. inOrder: records are read in order until there are enough. few, texts: only those that the index
   * of fragments finds are looked at. index: those that another index finds. each: every record is looked at.
   */
  way: z.enum(['memory', 'inOrder', 'few', 'texts', 'index', 'each']),
  /** Records that are looked at for it; null where that is not known, or not for whoever asks. */
  looked: z.object({ count: z.int(), kind: z.enum(['exactly', 'about', 'atMost']) }).nullable(),
  /** Where the order comes from: how they were made, an index, or sorting. */
  order: z.enum(['asMade', 'index', 'sorted']),
  /** Kept with every write, or counted. */
  total: z.enum(['kept', 'counted']),
  /** What the role of whoever asks keeps from them; records out of sight are told apart one by one. */
  limits: z.array(z.enum(['records', 'fields'])),
  /** Conditions on lists of related records, which are asked for each record. */
  hasRelatedLists: z.boolean(),
  /** Empty for callers from whom something is kept. */
  plan: QueryPlan,
  /** An index that would have the order ready, for `schema.makeIndex`; null where none would help. */
  index: z.object({ object: z.string(), sort: z.array(Sort).min(1) }).nullable(),
});
export type ListReading = Readonly<z.infer<typeof ListReading>>;

/** A list without a position in it. */
const RecordList = RecordWindow.omit({ offset: true, limit: true, fields: true, countLater: true });

/** Records of every object: read, ordered, summed up, changed, watched. */
export const recordsContract = {
  /** One record with all its fields, also from the trash (then `deletedAt` is set). */
  get: query({ input: z.strictObject({ object, id: RecordId }), output: Row, reads: ['records', 'schema'] }),
  query: query({ input: RecordQuery, output: RecordPage, reads: ['records', 'schema'] }),
  window: query({ input: RecordWindow, output: RecordWindowResult, reads: ['records', 'schema'] }),
  /** Exact number of records of a list. The list's order is in memory afterwards, so that any position of it is a look-up. */
  count: query({ input: RecordList, output: z.object({ total: z.int() }), reads: ['records', 'schema'] }),
  aggregate: query({ input: AggregateQuery, output: AggregateResult, reads: ['records', 'schema'] }),
  /** The values of a field among the records of a set, with how many records have each. */
  distinct: query({ input: DistinctQuery, output: DistinctResult, reads: ['records', 'schema'] }),
  /** Zero-based position of a record in an ordered set, or null when it is not in it. For next and previous. */
  position: query({
    input: RecordList.extend({ id: RecordId }),
    output: z.object({ index: z.int().nullable(), total: z.int() }),
    reads: ['records', 'schema'],
  }),
  misfits: query({ input: MisfitsQuery, output: Misfits, reads: ['records', 'schema'] }),
  /** Whether a formula or rollup works, and what it gives. */
  tryComputed: query({ input: TryComputed, output: ComputedTrial, reads: ['records', 'schema'] }),
  /** How a list is read: what is looked at for its first screen, with which index, and which would help. */
  explainList: query({ input: RecordList, output: ListReading, reads: ['records', 'schema', 'indexes'] }),
  /** Why a computed field of a record is empty. */
  explain: query({ input: ExplainComputed, output: ComputedAnswer, reads: ['records', 'schema'] }),
  /** What a merge would do. */
  previewMerge: query({
    input: MergeRecords.omit({ values: true }),
    output: MergePreview,
    reads: ['records', 'schema'],
  }),
  /** Where a link to a record that was merged away leads. */
  survivor: query({
    input: z.strictObject({ object, id: RecordId }),
    output: SurvivorOf,
    reads: ['records', 'schema'],
  }),
  create: command({ input: CreateRecord, output: Written }),
  update: command({ input: UpdateRecord, output: Written }),
  updateCells: command({ input: UpdateCells, output: BulkResult }),
  /** Makes one record of several; relations, links, notes, tasks and files move to it. One action, undone as one. */
  merge: command({ input: MergeRecords, output: MergeResult }),
  /** Bulk work runs in slices of one operation, so that other calls are answered in between. */
  updateMany: action({ input: UpdateMany, output: BulkEdit }),
  delete: action({ input: SelectRecords, output: BulkResult }),
  restore: action({ input: SelectRecords, output: BulkResult }),
  /** Destroys records in the trash; cannot be undone. Errors: `forbidden`; `conflict` for what is not in the trash. */
  purge: action({ input: SelectRecords, output: BulkResult }),
  /** A page again whenever a change can affect it; the first at once. */
  watch: subscription({ input: RecordQuery, yields: RecordPage }),
  /** Every change set from now on. */
  changes: subscription({ input: Nothing, yields: ChangeSet }),
};
