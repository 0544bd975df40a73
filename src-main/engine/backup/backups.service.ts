import type { Backup, BackupContent, BackupList } from '@shared/contract/backups.contract';
import type { JobFilter } from '@shared/contract/jobs.contract';
import { Failure } from '@shared/errors/failure';
import { listJobRows } from '../jobs/job-lists.sql';
import { runJob } from '../jobs/run-job';
import { assertMaySet } from '../schema/access';
import type { SeenSchema } from '../schema/registry';
import { openBackupKey, type SealDeps } from '../encryption/backup-seal';
import { backupPath, listBackups } from '../storage/backups';
import type { ReadDb } from '../storage/db';
import type { WorkspacePaths } from '../storage/workspace-folder';
import { backupJob, verifyJob } from './backup-jobs';

interface BackupsDeps {
  readonly schema: SeenSchema;
  readonly paths: WorkspacePaths;
}

type JobDeps = Parameters<typeof runJob>[0] & BackupsDeps;

/** A backup, and the passphrase it was encrypted with where that is not the workspace's. */
export interface NamedBackup {
  readonly name: string;
  readonly passphrase?: string | undefined;
}

/** Makes a backup now; `signal` cancels it. Errors: `forbidden`, `storage_failed`. */
export const createBackup = async (deps: JobDeps, signal: AbortSignal | undefined): Promise<Backup> => {
  assertMaySet(deps.schema.current(), 'backups');
  return runJob(deps, backupJob, { reason: 'manual' }, { signal });
};

const findLastFailure = (db: ReadDb): BackupList['lastFailure'] => {
  const filter: JobFilter = { kind: backupJob.kind, states: ['done', 'dead'] };
  const [last] = listJobRows(db, { filter, owner: undefined, before: Number.MAX_SAFE_INTEGER, limit: 1 });
  if (!last?.failure) return null;
  return { atMs: last.finished_at_ms ?? last.created_at_ms, message: Failure.parse(JSON.parse(last.failure)).words };
};

/** Newest first. Errors: `forbidden`, `storage_failed`. */
export const getBackups = async (deps: BackupsDeps & { readonly read: ReadDb }): Promise<BackupList> => {
  assertMaySet(deps.schema.current(), 'backups');
  const backups = await listBackups(deps.paths.backups);
  return { backups: [...backups], lastFailure: findLastFailure(deps.read) };
};

/** Checks a backup. Errors: `forbidden`, `not_found`, `sign_in_required` without its passphrase, `version_too_new`, `storage_failed` for a damaged one. */
export const verifyBackup = async (
  deps: JobDeps & SealDeps,
  { name, passphrase }: NamedBackup,
  signal: AbortSignal | undefined,
): Promise<BackupContent> => {
  assertMaySet(deps.schema.current(), 'backups');
  await openBackupKey(deps, backupPath(deps.paths.backups, name), passphrase);
  return runJob(deps, verifyJob, { name }, { signal });
};
