import { z } from 'zod';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const uuid = z.string().regex(UUID, 'Not a record id');

/** UUIDv7, or UUIDv8 where it is derived from a natural key. Lower case. */
export const RecordId = uuid.brand<'RecordId'>();
export type RecordId = z.infer<typeof RecordId>;

/** The same check where it runs for every row. */
export const isRecordId = (value: unknown): value is RecordId => typeof value === 'string' && UUID.test(value);

export const ViewId = uuid.brand<'ViewId'>();
export type ViewId = z.infer<typeof ViewId>;

/** One undoable action of a person, a program or an import; local to this device, rising. */
export const OperationId = z.int().positive().brand<'OperationId'>();
export type OperationId = z.infer<typeof OperationId>;

/** A running or finished import. */
export const ImportId = uuid.brand<'ImportId'>();
export type ImportId = z.infer<typeof ImportId>;

/** A piece of work in the job queue; local to this device, rising. */
export const JobId = z.int().positive().brand<'JobId'>();
export type JobId = z.infer<typeof JobId>;

/** A file that a host has put into the workspace's staging folder, or that an export has written there. */
export const StagedFileId = z
  .string()
  .regex(/^[0-9a-f-]{36}$/, 'Not a staged file')
  .brand<'StagedFileId'>();
export type StagedFileId = z.infer<typeof StagedFileId>;

/** SHA-256 of an attachment's content, 64 hex digits. */
export const AttachmentId = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'Not an attachment id')
  .brand<'AttachmentId'>();
export type AttachmentId = z.infer<typeof AttachmentId>;

/** The API name of an object or a field: immutable, chosen when it is made. Starts with a letter. */
export const ApiName = z
  .string()
  .max(64)
  .regex(/^[a-zA-Z][a-zA-Z0-9_]*$/, 'Letters, digits and _ only, starting with a letter');
