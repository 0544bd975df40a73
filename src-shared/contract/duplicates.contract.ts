import { z } from 'zod';
import { CERTAIN, DuplicateReason, LIKELY } from '../domain/duplicates';
import { JobId, OperationId, RecordId } from '../domain/ids';
import { ValuesInput } from '../domain/values';
import { Message } from '../messages/message';
import { command, Nothing, query } from './procedure';

const object = z.string().max(64);
const score = z.number().min(0).max(1);

/** A pair of records that look like one; 1 is certain. Reasons name fields by their API names. */
export const DuplicatePair = z.object({ a: RecordId, b: RecordId, score, reasons: z.array(DuplicateReason) });
export type DuplicatePair = Readonly<z.infer<typeof DuplicatePair>>;

/** Records that hang together by pairs. */
export const DuplicateGroup = z.object({
  /** Tells groups of one scan apart. */
  key: z.int(),
  /** That of the likeliest pair. */
  score,
  records: z.array(z.object({ id: RecordId, title: z.string() })),
  /** The likeliest first. */
  pairs: z.array(DuplicatePair),
});
export type DuplicateGroup = Readonly<z.infer<typeof DuplicateGroup>>;

export const DUPLICATE_STATES = ['open', 'dismissed'] as const;

export const DuplicateList = z.strictObject({
  object,
  state: z.enum(DUPLICATE_STATES).default('open'),
  minScore: score.default(LIKELY),
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(100).optional(),
});
export type DuplicateList = Readonly<z.infer<typeof DuplicateList>>;

export const DuplicatePage = z.object({
  groups: z.array(DuplicateGroup),
  /** Exact number of groups. */
  total: z.int(),
  nextCursor: z.string().nullable(),
});
export type DuplicatePage = Readonly<z.infer<typeof DuplicatePage>>;

/** What is known of the duplicates of an object. */
export const DuplicateStatus = z.object({
  object: z.string(),
  /** Its records stand for people, companies or places: of notes there may be several of one name. */
  isUsual: z.boolean(),
  /** Null: never. */
  scannedAtMs: z.number().nullable(),
  /** How many records the scan looked at. */
  records: z.int(),
  /** More has changed since than was looked at again. */
  isStale: z.boolean(),
  openGroups: z.int(),
});
export type DuplicateStatus = Readonly<z.infer<typeof DuplicateStatus>>;

/** A record that looks like what is being typed. */
export const Lookalike = z.object({ id: RecordId, title: z.string(), score, reasons: z.array(DuplicateReason) });
export type Lookalike = Readonly<z.infer<typeof Lookalike>>;

export const FindLookalikes = z.strictObject({
  object,
  /** As they stand in the form; what a field cannot hold is passed over. */
  values: ValuesInput,
  /** The record that is edited. */
  exceptId: RecordId.optional(),
});
export type FindLookalikes = Readonly<z.infer<typeof FindLookalikes>>;

const recordsOf = z.strictObject({ object, ids: z.array(RecordId).min(2).max(100) });
const changedPairs = z.object({ pairs: z.int() });

export const MergeAll = z.strictObject({ object, minScore: z.number().min(LIKELY).max(1).default(CERTAIN) });
export type MergeAll = Readonly<z.infer<typeof MergeAll>>;

/** What a merge of all did, as its job answers. */
export const MergeAllResult = z.object({
  /** Undoing it takes all of it back; null when nothing was merged. */
  operationId: OperationId.nullable(),
  groups: z.int(),
  merged: z.int(),
  /** Groups that were left alone, the first 20 with the reason. */
  refusedCount: z.int(),
  refused: z.array(z.object({ id: RecordId, title: z.string(), reason: Message })),
});
export type MergeAllResult = Readonly<z.infer<typeof MergeAllResult>>;

/** What a scan found, as its job answers. */
export const ScanResult = z.object({ records: z.int(), pairs: z.int() });
export type ScanResult = Readonly<z.infer<typeof ScanResult>>;

const started = z.object({ jobId: JobId });

/** Records that may be the same in the world: found by scans and while somebody types, merged or dismissed by people. */
export const duplicatesContract = {
  status: query({
    input: Nothing,
    output: z.object({ objects: z.array(DuplicateStatus) }),
    reads: ['duplicates', 'records', 'schema'],
  }),
  /** Groups, the likeliest first. Pairs with a record, or found by a field, that the caller may not see are left out. */
  list: query({ input: DuplicateList, output: DuplicatePage, reads: ['duplicates', 'records', 'schema'] }),
  /** Records that look like what is being typed, the likeliest first; at most five. */
  find: query({
    input: FindLookalikes,
    output: z.object({ records: z.array(Lookalike) }),
    reads: ['records', 'schema'],
  }),
  /** Begins a scan; the one that is under way when there is one. Its job tells how far it is and can be cancelled. */
  scan: command({ input: z.strictObject({ object }), output: started }),
  /** Says that these records are not the same. Scans remember it. */
  dismiss: command({ input: recordsOf, output: changedPairs }),
  /** Takes that back. */
  reopen: command({ input: recordsOf, output: changedPairs }),
  /** Begins to merge every open group by its pairs from a score on, as one action with one undo. */
  mergeAll: command({ input: MergeAll, output: started }),
};
