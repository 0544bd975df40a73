import { cancelUnfinished } from '../jobs/change-job';
import type { JobQueue } from '../jobs/job-queue';
import { runJob } from '../jobs/run-job';
import type { Clock, Log } from '../kernel/ports';
import { assertMaySet } from '../schema/access';
import type { SeenSchema } from '../schema/registry';
import type { InTransaction, ReadDb } from '../storage/db';
import { openBackupKey, type SealDeps } from '../encryption/backup-seal';
import type { WorkspacePaths } from '../storage/workspace-folder';
import { findRestored, forgetRestored } from '../storage/pending-restore';
import { restoreJob, restoreMomentJob } from './backup-jobs';
import { locateBackup } from './backup-places';
import type { NamedBackup } from './backups.service';

type RestoreDeps = Parameters<typeof runJob>[0] &
  SealDeps & { readonly schema: SeenSchema; readonly paths: WorkspacePaths };

/** Has a backup take the workspace's place at the restart that follows. Errors: `forbidden`, `not_found`, `sign_in_required` without its passphrase, `version_too_new`, `storage_failed`. */
export const restoreBackup = async (
  deps: RestoreDeps,
  { name, passphrase }: NamedBackup,
  signal: AbortSignal | undefined,
): Promise<{ safetyCopy: string }> => {
  assertMaySet(deps.schema.current(), 'backups');
  await openBackupKey(deps, (await locateBackup(deps, name)).file, passphrase);
  return runJob(deps, restoreJob, { name }, { signal });
};

/** Has the workspace as it was at a moment take its place at the restart that follows. Errors: `forbidden`, those of `stageMoment`. */
export const restoreWorkspaceAt = async (
  deps: RestoreDeps,
  { atMs }: { readonly atMs: number },
  signal: AbortSignal | undefined,
): Promise<{ safetyCopy: string; backup: string }> => {
  assertMaySet(deps.schema.current(), 'backups');
  return runJob(deps, restoreMomentJob, { atMs }, { signal });
};

/**
 * In a workspace that was restored: what was to be done when the backup was made is not done a second time. Before the job queue starts.
 */
export const settleRestored = (deps: {
  readonly clock: Clock;
  readonly log: Log;
  readonly jobs: JobQueue;
  readonly read: ReadDb;
  readonly inTransaction: InTransaction;
}): void => {
  const backup = findRestored(deps.read);
  if (backup === undefined) return;
  deps.inTransaction((db) => {
    cancelUnfinished(deps, db);
    forgetRestored(db);
  });
  deps.log.info('a backup was restored', { backup });
};
