import { z } from 'zod';
import { ApiName, OperationId, RecordId } from '../domain/ids';
import { ACTOR_KINDS, ActorValue, type FieldValue, Row } from '../domain/values';
import { Selection } from '../domain/query';
import { Message } from '../messages/message';
import { action, Nothing, query } from './procedure';

export const OPERATION_VERBS = [
  'create',
  'update',
  'delete',
  'restore',
  'merge',
  'import',
  'schema',
  'view',
  'member',
  'purge',
  'undo',
  'redo',
  'sample',
  'revert',
] as const;

/** One action as history lists it. The words are made by the reader from verb, object and count. */
export const Operation = z.object({
  id: OperationId,
  verb: z.enum(OPERATION_VERBS),
  /** API name of the object, or null for schema, views and members. */
  object: z.string().nullable(),
  /** Title of the record when it is one, name of the field, file of the import. */
  subject: z.string().nullable(),
  count: z.int(),
  atMs: z.number(),
  actor: ActorValue,
  isUndone: z.boolean(),
});
export type Operation = Readonly<z.infer<typeof Operation>>;

const isFieldValue = (value: unknown): value is FieldValue => value !== undefined && typeof value !== 'function';
const Value = z.custom<FieldValue>(isFieldValue, 'Not a value');

/** What became of fields, by API name and label of today. */
const FieldChanges = z.array(z.object({ field: z.string(), label: z.string(), before: Value, after: Value }));

export const HistoryEntry = z.object({
  operationId: OperationId.nullable(),
  /** How many records the action of this change touched: undoing the action takes all of that back. */
  operationCount: z.int(),
  atMs: z.number(),
  actor: ActorValue,
  /** merge: the record went into another one. */
  kind: z.enum(['create', 'update', 'delete', 'restore', 'merge']),
  object: z.string(),
  /** The record of which it tells: the one asked for, or one that was merged into it. */
  recordId: RecordId,
  /** Title of that record where it is another; null where it is the one asked for. */
  mergedFrom: z.string().nullable(),
  changes: FieldChanges,
});
export type HistoryEntry = Readonly<z.infer<typeof HistoryEntry>>;

/** One record, or one part of the data model, as one action changed it. */
export const HistoryChange = HistoryEntry.omit({ operationCount: true, mergedFrom: true, object: true }).extend({
  operationId: OperationId,
  verb: z.enum(OPERATION_VERBS),
  /** API name; null for parts of the data model, views, members and roles, and for what was deleted for good with its object. */
  object: z.string().nullable(),
  /** Of today; "" where there is none, and of what was deleted for good. */
  title: z.string(),
  /** Columns of the data model stand here by their own names. */
  changes: FieldChanges,
});
export type HistoryChange = Readonly<z.infer<typeof HistoryChange>>;

/** Which actions are meant; what is left out does not matter. */
export const OperationFilter = z.strictObject({
  /** On whose behalf. */
  members: z.array(RecordId).min(1).max(100).optional(),
  actorKinds: z.array(z.enum(ACTOR_KINDS)).min(1).optional(),
  verbs: z.array(z.enum(OPERATION_VERBS)).min(1).optional(),
  /** API name of the object that the action was about. */
  object: z.string().max(64).optional(),
  /** Only what touched this record or its links; `object`, where given, must be its own. */
  record: RecordId.optional(),
  /** When the action began, ms UTC: from this moment on. */
  fromMs: z.number().optional(),
  /** Before this moment. */
  toMs: z.number().optional(),
});
export type OperationFilter = Readonly<z.infer<typeof OperationFilter>>;

/** Which changes are meant: of actions like these, and of these only those of the object and the field. */
export const ChangeFilter = OperationFilter.extend({
  /** Only those of one action; then only `record`, `object` and `field` count besides. */
  operationId: OperationId.optional(),
  /** Only those of one field, by API name. Needs `object`. */
  field: ApiName.optional(),
});
export type ChangeFilter = Readonly<z.infer<typeof ChangeFilter>>;

/** A record as it was at the end of a moment. */
export const RecordAt = z.object({
  /** Not made yet, there, or in the trash. */
  state: z.enum(['notYet', 'live', 'trash']),
  /** It was deleted for good since: the log alone knows it. */
  isGone: z.boolean(),
  /** Its fields, and who had changed it last (`updatedAt`, `updatedBy`); null before it was made. */
  row: Row.nullable(),
  /** Fields that hold something else today, by API name. */
  changed: z.array(z.string()),
  /** Fields of which nobody knows what they held: computed ones, and those that were made later. */
  unknown: z.array(z.string()),
});
export type RecordAt = Readonly<z.infer<typeof RecordAt>>;

/** Records, or some of their fields, that are to be what they were at the end of a moment. */
export const RestoreTo = z.strictObject({
  object: z.string().max(64),
  selection: Selection,
  /** ms UTC. */
  atMs: z.number(),
  /** By API name; default: all. */
  fields: z.array(ApiName).min(1).max(300).optional(),
});
export type RestoreTo = Readonly<z.infer<typeof RestoreTo>>;

/** What stays as it is, and why: a field, or with `field` null a whole record. */
const LeftAsIs = z.object({
  id: RecordId,
  title: z.string(),
  field: z.string().nullable(),
  /** The field's label; "" for a whole record. */
  label: z.string(),
  reason: Message,
});
export type LeftAsIs = Readonly<z.infer<typeof LeftAsIs>>;

const leftAsIs = {
  skippedCount: z.int(),
  /** The first 100. */
  skipped: z.array(LeftAsIs),
};

/** So many of the chosen records are looked at for a preview. */
export const MAX_PREVIEWED = 200;

/** What restoring would do. */
export const RestorePreview = z.object({
  /** Records chosen, and how many of them were looked at: the first `MAX_PREVIEWED`. */
  total: z.int(),
  examined: z.int(),
  /** Those among them that would change. */
  records: z.array(z.object({ id: RecordId, title: z.string(), comesBack: z.boolean(), changes: FieldChanges })),
  ...leftAsIs,
});
export type RestorePreview = Readonly<z.infer<typeof RestorePreview>>;

export const RestoreResult = z.object({
  /** Undoing it takes all of it back; null where nothing changed. */
  operationId: OperationId.nullable(),
  count: z.int(),
  ...leftAsIs,
});
export type RestoreResult = Readonly<z.infer<typeof RestoreResult>>;

const page = { limit: z.int().min(1).max(100).default(50), cursor: z.string().max(200).optional() };

/** Why an undo took nothing back: everything was changed since, is gone for good, or is as it was before already. */
export const NOTHING_DONE = ['changedSince', 'gone', 'alreadySo'] as const;
export type NothingDone = (typeof NOTHING_DONE)[number];

export const UndoResult = z.object({
  /** The action that was undone or done again; null when there was none. */
  operation: Operation.nullable(),
  /** Records, or parts of the data model, that changed. */
  count: z.int(),
  /** Null where something was taken back, or there was no action. */
  nothingDone: z.enum(NOTHING_DONE).nullable(),
  /** Values that somebody changed later and that were left alone; at most 100 are listed. */
  skipped: z.array(z.object({ object: z.string(), id: RecordId, field: z.string().nullable() })),
  skippedCount: z.int(),
});
export type UndoResult = Readonly<z.infer<typeof UndoResult>>;

/** What happened, and taking it back. */
export const historyContract = {
  /** Changes of one record and of those that were merged into it, newest first. */
  record: query({
    input: z.strictObject({ object: z.string().max(64), id: RecordId, ...page }),
    output: z.object({ entries: z.array(HistoryEntry), nextCursor: z.string().nullable() }),
    reads: ['records', 'history'],
  }),
  /** One record as it was at a moment, ms UTC. */
  recordAt: query({
    input: z.strictObject({ object: z.string().max(64), id: RecordId, atMs: z.number() }),
    output: RecordAt,
    reads: ['records', 'history', 'schema'],
  }),
  /** Actions in the workspace, the newest first. */
  operations: query({
    input: OperationFilter.extend(page),
    output: z.object({ operations: z.array(Operation), nextCursor: z.string().nullable() }),
    reads: ['history'],
  }),
  /** What actions changed, record by record, the newest action first. A page may be shorter than asked for, even empty: what counts is whether there is a next one. */
  changes: query({
    input: ChangeFilter.extend(page),
    output: z.object({ changes: z.array(HistoryChange), nextCursor: z.string().nullable() }),
    reads: ['records', 'history'],
  }),
  previewRestore: action({ input: RestoreTo, output: RestorePreview }),
  /**
   * Makes records what they were, as one action with one undo. Nothing is deleted, and what a rule of today speaks against is left as it is and named. Many
   * go on as a job, also when the caller leaves.
   */
  restoreTo: action({ input: RestoreTo, output: RestoreResult }),
  /** What undo and redo would act on now. */
  state: query({
    input: Nothing,
    output: z.object({ undo: Operation.nullable(), redo: Operation.nullable() }),
    reads: ['history'],
  }),
  /** Undoes the named action, or the newest that is not undone. Large ones work in slices; what changed later is skipped and said. */
  undo: action({ input: z.strictObject({ operationId: OperationId.optional() }), output: UndoResult }),
  redo: action({ input: Nothing, output: UndoResult }),
};
