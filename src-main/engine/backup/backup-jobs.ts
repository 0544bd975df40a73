import { msg } from '@lingui/core/macro';
import { z } from 'zod';
import { Backup, BackupContent, BackupName } from '@shared/contract/backups.contract';
import { defineJob, type JobRun } from '../jobs/job-definition';
import type { JobQueue } from '../jobs/job-queue';
import { upkeepQueue } from '../jobs/queues';
import type { Clock } from '../kernel/ports';
import type { SeenSchema } from '../schema/registry';
import { assertMaySet } from '../schema/access';
import { backupPath, writeBackup } from '../storage/backups';
import { stageRestore } from '../storage/pending-restore';
import type { WorkspacePaths } from '../storage/workspace-folder';
import { readBackupContent } from './backup-content';

const Named = z.strictObject({ name: BackupName });

/** Writes a backup. */
export const backupJob = defineJob({
  kind: 'backup.write',
  queue: upkeepQueue,
  payload: z.strictObject({ reason: z.enum(['manual', 'scheduled']) }),
  result: Backup,
  title: ({ reason }) => (reason === 'manual' ? msg`Back up the workspace` : msg`Daily backup of the workspace`),
});

/** Checks a backup. */
export const verifyJob = defineJob({
  kind: 'backup.verify',
  queue: upkeepQueue,
  payload: Named,
  result: BackupContent,
  title: () => msg`Check a backup`,
  retry: { attempts: 1 },
  afterRestart: 'fail',
});

/** Puts a backup ready to take the workspace's place. Whoever waited decides anew after a restart. */
export const restoreJob = defineJob({
  kind: 'backup.restore',
  queue: upkeepQueue,
  payload: Named,
  result: z.strictObject({ safetyCopy: BackupName }),
  title: () => msg`Restore a backup`,
  retry: { attempts: 1 },
  afterRestart: 'fail',
});

interface BackupDeps {
  readonly clock: Clock;
  readonly schema: SeenSchema;
  readonly paths: WorkspacePaths;
  readonly restart: () => void;
}

const progressOf = (run: JobRun) => (share: number) => run.progress(share);

const runRestore = async (deps: BackupDeps, { name }: z.infer<typeof Named>, run: JobRun) => {
  assertMaySet(deps.schema.current(), 'backups');
  const backup = backupPath(deps.paths.backups, name);
  const safetyCopy = await stageRestore(deps.paths, backup, deps.clock.nowMs());
  run.log(`${name} takes the place of the database at the next start; that one becomes ${safetyCopy}`);
  deps.restart();
  return { safetyCopy };
};

/** Says who writes, checks and restores backups. */
export const handleBackups = (jobs: JobQueue, depsAs: (memberId: string | null) => BackupDeps): void => {
  jobs.handle(
    backupJob,
    ({ reason }, run) => {
      const { paths, clock, schema } = depsAs(run.memberId);
      assertMaySet(schema.current(), 'backups');
      return writeBackup({
        databaseFile: paths.database,
        folder: paths.backups,
        reason,
        nowMs: clock.nowMs(),
        signal: run.signal,
        progress: progressOf(run),
      });
    },
    { topics: ['backups'] },
  );
  jobs.handle(verifyJob, ({ name }, run) => {
    const { paths, schema } = depsAs(run.memberId);
    assertMaySet(schema.current(), 'backups');
    return readBackupContent(backupPath(paths.backups, name), paths.folder);
  });
  jobs.handle(restoreJob, (payload, run) => runRestore(depsAs(run.memberId), payload, run));
};
