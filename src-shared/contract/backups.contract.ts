import { z } from 'zod';
import { Message } from '../messages/message';
import { GivenPassphrase } from './encryption.contract';
import { action, Nothing } from './procedure';

/** migration: before the database changes its form; restore: what was there before a backup was restored. */
export const BACKUP_REASONS = ['migration', 'manual', 'scheduled', 'restore'] as const;
export const BackupReason = z.enum(BACKUP_REASONS);

/** File name of a backup: "2026-11-20T09-00-00-000Z-manual.db.gz", ".db.enc" for an encrypted one. */
export const BackupName = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}-\d{3}Z-(?:migration|manual|scheduled|restore)\.db(?:\.gz|\.enc)?$/);

export const Backup = z.object({
  name: z.string(),
  atMs: z.number(),
  sizeBytes: z.int(),
  reason: BackupReason,
  isEncrypted: z.boolean(),
});
export type Backup = Readonly<z.infer<typeof Backup>>;

export const BackupContent = z.object({
  /** Version of the database's form; a newer Outpost may have made it. */
  version: z.int(),
  /** Live records by object name. */
  records: z.int(),
});
export type BackupContent = Readonly<z.infer<typeof BackupContent>>;

/** A backup in the list of all. */
export const ListedBackup = Backup.extend({
  /** In the workspace's own folder. */
  isHere: z.boolean(),
  /** In the folder that was chosen besides. */
  isElsewhere: z.boolean(),
});
export type ListedBackup = Readonly<z.infer<typeof ListedBackup>>;

/** A folder on another drive to which backups are copied, with the attachments. */
export const OtherFolder = z.object({
  folder: z.string(),
  /** Why it cannot be used now, or why the last copy was not made; null when all is well. */
  problem: Message.nullable(),
});
export type OtherFolder = Readonly<z.infer<typeof OtherFolder>>;

export const BackupList = z.object({
  backups: z.array(ListedBackup),
  /** Where they are when nothing else was chosen. */
  folder: z.string(),
  /** Null: nowhere else. */
  otherFolder: OtherFolder.nullable(),
  /** Why the last one could not be written; null when it could. */
  lastFailure: z.object({ atMs: z.number(), message: Message }).nullable(),
});
export type BackupList = Readonly<z.infer<typeof BackupList>>;

/** An encrypted backup of another workspace, or of before its passphrase was changed, needs the passphrase of then. */
const Named = z.object({ name: BackupName, passphrase: GivenPassphrase.optional() });

/** Copies of the workspace. */
export const backupsContract = {
  /** Writes one now, and copies it to the other folder; `otherFolder.problem` says why that could not be. */
  create: action({ input: Nothing, output: Backup.extend({ otherFolder: OtherFolder.nullable() }) }),
  /** Deletes one in both folders. */
  remove: action({ input: Named, output: Nothing }),
  /**
   * Has backups copied to a folder besides, from now on and those that are there; null: no longer, what is in it stays. Errors: `invalid_input` with `reason`: `relative`,
   * `no_folder`, `not_a_folder`, `inside_workspace`; `conflict` for the folder of another workspace; `storage_failed`.
   */
  setOtherFolder: action({ input: z.strictObject({ folder: z.string().max(4096).nullable() }), output: Nothing }),
  /** Newest first. */
  list: action({ input: Nothing, output: BackupList, reads: ['backups'] }),
  /** Unpacks a backup beside the workspace, checks all of it, and says what is in it. */
  verify: action({ input: Named, output: BackupContent }),
  /**
   * Makes the workspace what it was when the backup was made. What is there now is kept as a backup itself, under the name that is answered. The engine starts
   * anew: lines to it are lost and can be opened again.
   */
  restore: action({ input: Named, output: z.object({ safetyCopy: BackupName }) }),
  /**
   * The same with the workspace as it was at a moment: all that had happened up to and with that millisecond. `backup` is the one before it, from which it is made with the history.
   */
  restoreAt: action({
    input: z.object({ atMs: z.number() }),
    output: z.object({ safetyCopy: BackupName, backup: BackupName }),
  }),
};
