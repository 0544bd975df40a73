import { z } from 'zod';
import { OperationId, RecordId } from '../domain/ids';
import { ActorValue, type FieldValue } from '../domain/values';
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
  changes: z.array(z.object({ field: z.string(), label: z.string(), before: Value, after: Value })),
});
export type HistoryEntry = Readonly<z.infer<typeof HistoryEntry>>;

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
  /** Actions in the workspace, newest first. */
  operations: query({
    input: z.strictObject(page),
    output: z.object({ operations: z.array(Operation), nextCursor: z.string().nullable() }),
    reads: ['history'],
  }),
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
