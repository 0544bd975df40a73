import { msg } from '@lingui/core/macro';
import { z } from 'zod';
import { Backup, BackupContent, BackupName } from '@shared/contract/backups.contract';
import type { WorkspaceSettings } from '@shared/contract/workspace.contract';
import { defineJob, type JobRun } from '../jobs/job-definition';
import type { JobQueue } from '../jobs/job-queue';
import { upkeepQueue } from '../jobs/queues';
import { backupKeys, findBackupSeal, type SealDeps } from '../encryption/backup-seal';
import type { Clock } from '../kernel/ports';
import type { SeenSchema } from '../schema/registry';
import { assertMaySet } from '../schema/access';
import { backupPath, listBackups, removeBackup } from '../storage/backups';
import { dropStaged } from '../storage/pending-restore';
import type { WorkspacePaths } from '../storage/workspace-folder';
import type { BackupWork } from './backup-thread';
import { surplusBackups } from './rotation.rules';

const Named = z.strictObject({ name: BackupName });

/** Writes a backup. */
export const backupJob = defineJob({
  kind: 'backup.write',
  queue: upkeepQueue,
  payload: z.strictObject({ reason: z.enum(['manual', 'scheduled']) }),
  result: Backup,
  title: ({ reason }) => (reason === 'manual' ? msg`Back up the workspace` : msg`Daily backup of the workspace`),
  // A disk that is full or gone is so for longer than a retry waits; whoever asked shall hear of it at once.
  retry: { attempts: 1 },
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

/** Makes the workspace of a moment ready to take its place. */
export const restoreMomentJob = defineJob({
  kind: 'backup.restoreMoment',
  queue: upkeepQueue,
  payload: z.strictObject({ atMs: z.number() }),
  result: z.strictObject({ safetyCopy: BackupName, backup: BackupName }),
  title: () => msg`Restore the workspace as it was`,
  retry: { attempts: 1 },
  afterRestart: 'fail',
});

interface BackupDeps extends SealDeps {
  readonly clock: Clock;
  readonly schema: SeenSchema;
  readonly paths: WorkspacePaths;
  readonly settings: () => WorkspaceSettings;
  readonly backupWork: BackupWork;
  readonly restart: () => void;
}

/** Removes what the rotation has no place for. */
const rotate = async ({ paths, settings }: BackupDeps): Promise<void> => {
  const backups = await listBackups(paths.backups);
  for (const { name } of surplusBackups(backups, settings().timeZone)) await removeBackup(paths.backups, name);
};

const runBackup = async (deps: BackupDeps, reason: 'manual' | 'scheduled', run: JobRun): Promise<Backup> => {
  assertMaySet(deps.schema.current(), 'backups');
  const request = {
    source: deps.source,
    seal: findBackupSeal(deps),
    folder: deps.paths.backups,
    reason,
    nowMs: deps.clock.nowMs(),
  };
  const backup = await deps.backupWork.write(request, run);
  if (reason === 'scheduled') await rotate(deps);
  return backup;
};

const runVerify = (deps: BackupDeps, name: string, run: JobRun): Promise<BackupContent> => {
  const { schema, paths, backupWork } = deps;
  assertMaySet(schema.current(), 'backups');
  const request = { backup: backupPath(paths.backups, name), folder: paths.folder, keys: backupKeys(deps) };
  return backupWork.verify(request, run);
};

/** Has something made ready and put in the workspace's place by the restart that follows; whatever ends it before leaves nothing. */
const runRestore = async <T extends { readonly safetyCopy: string }>(
  deps: BackupDeps,
  run: JobRun,
  what: string,
  stage: () => Promise<T>,
): Promise<T> => {
  assertMaySet(deps.schema.current(), 'backups');
  try {
    const staged = await stage();
    run.signal.throwIfAborted();
    run.log(`${what} takes the place of the database at the next start; that one becomes ${staged.safetyCopy}`);
    deps.restart();
    return staged;
  } catch (cause) {
    await dropStaged(deps.paths);
    throw cause;
  }
};

/** What putting something in the workspace's place needs besides. */
const placing = (deps: BackupDeps) => ({
  places: deps.paths,
  nowMs: deps.clock.nowMs(),
  keys: backupKeys(deps),
  workspaceKey: deps.source.key,
});

const restoreNamed = (deps: BackupDeps, name: string, run: JobRun) =>
  runRestore(deps, run, name, async () => {
    const request = { ...placing(deps), backup: backupPath(deps.paths.backups, name) };
    return { safetyCopy: await deps.backupWork.stage(request, run) };
  });

const restoreMoment = (deps: BackupDeps, atMs: number, run: JobRun) =>
  runRestore(deps, run, `The workspace as of ${new Date(atMs).toISOString()}`, () =>
    deps.backupWork.stageMoment({ ...placing(deps), atMs }, run),
  );

/** When people are at their machines but perhaps not at work; missed, it is made up for at the next start. */
const DAILY_AT = '12:30';

/** Says who writes, checks and restores backups, and has one written each day. */
export const handleBackups = (jobs: JobQueue, depsAs: (memberId: string | null) => BackupDeps): void => {
  jobs.handle(backupJob, ({ reason }, run) => runBackup(depsAs(run.memberId), reason, run), { topics: ['backups'] });
  jobs.handle(verifyJob, ({ name }, run) => runVerify(depsAs(run.memberId), name, run));
  jobs.handle(restoreJob, ({ name }, run) => restoreNamed(depsAs(run.memberId), name, run));
  jobs.handle(restoreMomentJob, ({ atMs }, run) => restoreMoment(depsAs(run.memberId), atMs, run));
  jobs.repeat({
    name: 'backup.daily',
    timing: { dailyAt: DAILY_AT },
    enqueue: (db) => void jobs.enqueue(db, backupJob, { reason: 'scheduled' }, { dedupe: 'daily' }),
  });
};
