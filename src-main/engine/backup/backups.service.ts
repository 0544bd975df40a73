import type { Backup, BackupContent, BackupList, ListedBackup, OtherFolder } from '@shared/contract/backups.contract';
import type { JobFilter } from '@shared/contract/jobs.contract';
import { Failure, toFailure } from '@shared/errors/failure';
import { findWorkspaceId } from '../change-log/clock.sql';
import type { ChangeBus } from '../kernel/event-bus';
import { listJobRows } from '../jobs/job-lists.sql';
import { runJob } from '../jobs/run-job';
import { assertMaySet } from '../schema/access';
import type { SeenSchema } from '../schema/registry';
import { openBackupKey, type SealDeps } from '../encryption/backup-seal';
import { listBackups, removeBackup } from '../storage/backups';
import type { ReadDb } from '../storage/db';
import { chooseForeignFolder, findForeignFolder } from '../storage/foreign-folder';
import type { WorkspacePaths } from '../storage/workspace-folder';
import { backupJob, MIRROR_ONCE, mirrorJob, verifyJob } from './backup-jobs';
import { type ForeignFolder, locateBackup, readForeignFolder } from './backup-places';

interface BackupsDeps {
  readonly schema: SeenSchema;
  readonly paths: WorkspacePaths;
  readonly read: ReadDb;
}

type JobDeps = Parameters<typeof runJob>[0] & BackupsDeps;

/** A backup, and the passphrase it was encrypted with where that is not the workspace's. */
export interface NamedBackup {
  readonly name: string;
  readonly passphrase?: string | undefined;
}

const mirrorNow = async (deps: JobDeps, folder: string): Promise<OtherFolder> => {
  try {
    await runJob(deps, mirrorJob, { folder }, MIRROR_ONCE);
    return { folder, problem: null };
  } catch (error) {
    return { folder, problem: toFailure(error).words };
  }
};

/** Makes a backup now, also in the other folder; `signal` cancels it. Errors: `forbidden`, `storage_failed`. */
export const createBackup = async (
  deps: JobDeps,
  signal: AbortSignal | undefined,
): Promise<Backup & { readonly otherFolder: OtherFolder | null }> => {
  assertMaySet(deps.schema.current(), 'backups');
  const backup = await runJob(deps, backupJob, { reason: 'manual' }, { signal });
  const folder = await findForeignFolder(deps.paths.folder);
  return { ...backup, otherFolder: folder === undefined ? null : await mirrorNow(deps, folder) };
};

const findLastFailure = (db: ReadDb, kind: string): BackupList['lastFailure'] => {
  const filter: JobFilter = { kind, states: ['done', 'dead'] };
  const [last] = listJobRows(db, { filter, owner: undefined, before: Number.MAX_SAFE_INTEGER, limit: 1 });
  if (!last?.failure) return null;
  return { atMs: last.finished_at_ms ?? last.created_at_ms, message: Failure.parse(JSON.parse(last.failure)).words };
};

const toOtherFolder = (db: ReadDb, { folder, problem }: ForeignFolder): OtherFolder => ({
  folder,
  problem: problem === undefined ? (findLastFailure(db, mirrorJob.kind)?.message ?? null) : toFailure(problem).words,
});

/** Newest first, those of both folders. Errors: `forbidden`, `storage_failed`. */
export const getBackups = async (deps: BackupsDeps): Promise<BackupList> => {
  assertMaySet(deps.schema.current(), 'backups');
  const listed = new Map<string, ListedBackup>();
  for (const backup of await listBackups(deps.paths.backups))
    listed.set(backup.name, { ...backup, isHere: true, isElsewhere: false });
  const foreign = await readForeignFolder(deps);
  for (const backup of foreign?.backups ?? [])
    listed.set(backup.name, { ...backup, isHere: listed.has(backup.name), isElsewhere: true });
  return {
    backups: [...listed.values()].toSorted((a, b) => b.atMs - a.atMs),
    folder: deps.paths.backups,
    otherFolder: foreign ? toOtherFolder(deps.read, foreign) : null,
    lastFailure: findLastFailure(deps.read, backupJob.kind),
  };
};

/** Checks a backup. Errors: `forbidden`, `not_found`, `sign_in_required` without its passphrase, `version_too_new`, `storage_failed` for a damaged one. */
export const verifyBackup = async (
  deps: JobDeps & SealDeps,
  { name, passphrase }: NamedBackup,
  signal: AbortSignal | undefined,
): Promise<BackupContent> => {
  assertMaySet(deps.schema.current(), 'backups');
  await openBackupKey(deps, (await locateBackup(deps, name)).file, passphrase);
  return runJob(deps, verifyJob, { name }, { signal });
};

interface ChangeDeps extends BackupsDeps {
  readonly bus: ChangeBus;
}

const published = ({ bus }: ChangeDeps): Record<string, never> => {
  bus.publish({ topics: ['backups'], records: [] });
  return {};
};

/** Deletes a backup wherever it is now; nothing happens where it is gone already. Errors: `forbidden`, `storage_failed`. */
export const deleteBackup = async (
  deps: ChangeDeps,
  { name }: { readonly name: string },
): Promise<Record<string, never>> => {
  assertMaySet(deps.schema.current(), 'backups');
  const foreign = await readForeignFolder(deps);
  for (const folder of [deps.paths.backups, ...(foreign?.problem === undefined && foreign ? [foreign.folder] : [])])
    await removeBackup(folder, name);
  return published(deps);
};

/** Chooses the other folder and has what there is copied to it. Errors: `forbidden`, those of `chooseForeignFolder`. */
export const setOtherFolder = async (
  deps: ChangeDeps & JobDeps,
  { folder }: { readonly folder: string | null },
): Promise<Record<string, never>> => {
  assertMaySet(deps.schema.current(), 'backups');
  await chooseForeignFolder(deps.paths.folder, findWorkspaceId(deps.read), folder);
  if (folder !== null) deps.inTransaction((db) => deps.jobs.enqueue(db, mirrorJob, { folder }, MIRROR_ONCE));
  return published(deps);
};
