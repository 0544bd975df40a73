import { msg } from '@lingui/core/macro';
import { z } from 'zod';
import { Backup, BackupContent, BackupName } from '@shared/contract/backups.contract';
import type { WorkspaceSettings } from '@shared/contract/workspace.contract';
import { findWorkspaceId } from '../change-log/clock.sql';
import { defineJob, type JobRun } from '../jobs/job-definition';
import type { JobQueue } from '../jobs/job-queue';
import { upkeepQueue } from '../jobs/queues';
import { backupKeys, findBackupSeal, type SealDeps } from '../encryption/backup-seal';
import type { Clock } from '../kernel/ports';
import type { SeenSchema } from '../schema/registry';
import { assertMaySet } from '../schema/access';
import { listBackups, removeBackup } from '../storage/backups';
import type { InTransaction } from '../storage/db';
import { copyAttachmentFiles, findForeignFolder } from '../storage/foreign-folder';
import { dropStaged } from '../storage/pending-restore';
import type { WorkspacePaths } from '../storage/workspace-folder';
import { listBackupFiles, locateBackup } from './backup-places';
import type { BackupWork } from './backup-thread';
import { foreignFiles, mirrorBackups } from './mirror';
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

/** Copies backups to the folder besides. */
export const mirrorJob = defineJob({
  kind: 'backup.copy',
  queue: upkeepQueue,
  payload: z.strictObject({ folder: z.string() }),
  result: z.strictObject({ copied: z.int() }),
  title: ({ folder }) => msg`Copy backups to ${folder}`,
  // A drive that is not there will not be in some seconds; the next backup brings the others along.
  retry: { attempts: 1 },
});

/** One copying sees all there is to copy. */
export const MIRROR_ONCE = { dedupe: 'copy', dedupeAgainst: 'waiting' } as const;

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

const runBackup = async (
  deps: BackupDeps,
  reason: 'manual' | 'scheduled',
  run: JobRun,
  copyOut: (folder: string) => void,
): Promise<Backup> => {
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
  const folder = await findForeignFolder(deps.paths.folder);
  if (folder !== undefined) copyOut(folder);
  return backup;
};

const runMirror = async (deps: BackupDeps, run: JobRun): Promise<{ readonly copied: number }> => {
  const { paths, read, settings } = deps;
  const folder = await findForeignFolder(paths.folder);
  if (folder === undefined) return { copied: 0 };
  const request = { paths, folder, workspaceId: findWorkspaceId(read), timeZone: settings().timeZone };
  return { copied: await mirrorBackups(request, run) };
};

const runVerify = async (deps: BackupDeps, name: string, run: JobRun): Promise<BackupContent> => {
  assertMaySet(deps.schema.current(), 'backups');
  const { file } = await locateBackup(deps, name);
  return deps.backupWork.verify({ backup: file, folder: deps.paths.folder, keys: backupKeys(deps) }, run);
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

/** Attachments that are only beside a backup come back with it. */
const bringFiles = async (deps: BackupDeps, foreign: string | undefined, run: JobRun): Promise<void> => {
  if (foreign !== undefined) await copyAttachmentFiles(foreignFiles(foreign), deps.paths.files, run.signal);
};

const restoreNamed = (deps: BackupDeps, name: string, run: JobRun) =>
  runRestore(deps, run, name, async () => {
    const { file, foreign } = await locateBackup(deps, name);
    await bringFiles(deps, foreign, run);
    return { safetyCopy: await deps.backupWork.stage({ ...placing(deps), backup: file }, run) };
  });

const restoreMoment = (deps: BackupDeps, atMs: number, run: JobRun) =>
  runRestore(deps, run, `The workspace as of ${new Date(atMs).toISOString()}`, async () => {
    const backups = await listBackupFiles(deps);
    return deps.backupWork.stageMoment({ ...placing(deps), backups, atMs }, run);
  });

/** When people are at their machines but perhaps not at work; missed, it is made up for at the next start. */
const DAILY_AT = '12:30';

/** Says who writes, checks and restores backups, and has one written each day. */
export const handleBackups = (
  { jobs, inTransaction }: { readonly jobs: JobQueue; readonly inTransaction: InTransaction },
  depsAs: (memberId: string | null) => BackupDeps,
): void => {
  const copyOut = (folder: string): void =>
    void inTransaction((db) => jobs.enqueue(db, mirrorJob, { folder }, MIRROR_ONCE));
  jobs.handle(backupJob, ({ reason }, run) => runBackup(depsAs(run.memberId), reason, run, copyOut), {
    topics: ['backups'],
  });
  jobs.handle(mirrorJob, (_payload, run) => runMirror(depsAs(run.memberId), run), { topics: ['backups'] });
  jobs.handle(verifyJob, ({ name }, run) => runVerify(depsAs(run.memberId), name, run));
  jobs.handle(restoreJob, ({ name }, run) => restoreNamed(depsAs(run.memberId), name, run));
  jobs.handle(restoreMomentJob, ({ atMs }, run) => restoreMoment(depsAs(run.memberId), atMs, run));
  jobs.repeat({
    name: 'backup.daily',
    timing: { dailyAt: DAILY_AT },
    enqueue: (db) => void jobs.enqueue(db, backupJob, { reason: 'scheduled' }, { dedupe: 'daily' }),
  });
};
