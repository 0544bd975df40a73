import type { Backup, BackupContent } from '@shared/contract/backups.contract';
import { runJob } from '../jobs/run-job';
import { assertMaySet } from '../schema/access';
import type { SeenSchema } from '../schema/registry';
import { listBackups } from '../storage/backups';
import type { WorkspacePaths } from '../storage/workspace-folder';
import { backupJob, verifyJob } from './backup-jobs';

interface BackupsDeps {
  readonly schema: SeenSchema;
  readonly paths: WorkspacePaths;
}

type JobDeps = Parameters<typeof runJob>[0] & BackupsDeps;

/** Makes a backup now; `signal` cancels it. Errors: `forbidden`, `storage_failed`. */
export const createBackup = async (deps: JobDeps, signal: AbortSignal | undefined): Promise<Backup> => {
  assertMaySet(deps.schema.current(), 'backups');
  return runJob(deps, backupJob, { reason: 'manual' }, { signal });
};

/** Newest first. Errors: `forbidden`, `storage_failed`. */
export const getBackups = async (deps: BackupsDeps): Promise<{ backups: Backup[] }> => {
  assertMaySet(deps.schema.current(), 'backups');
  return { backups: [...(await listBackups(deps.paths.backups))] };
};

/** Checks a backup. Errors: `forbidden`, `not_found`, `version_too_new`, `storage_failed` for a damaged one. */
export const verifyBackup = async (
  deps: JobDeps,
  { name }: { readonly name: string },
  signal: AbortSignal | undefined,
): Promise<BackupContent> => {
  assertMaySet(deps.schema.current(), 'backups');
  return runJob(deps, verifyJob, { name }, { signal });
};
