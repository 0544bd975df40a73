import { access } from 'node:fs/promises';
import type { Backup } from '@shared/contract/backups.contract';
import { findWorkspaceId } from '../change-log/clock.sql';
import { backupPath, listBackups } from '../storage/backups';
import type { ReadDb } from '../storage/db';
import { assertForeignFolder, findForeignFolder } from '../storage/foreign-folder';
import type { WorkspacePaths } from '../storage/workspace-folder';

interface PlacesDeps {
  readonly paths: WorkspacePaths;
  readonly read: ReadDb;
}

/** A folder besides that of the workspace, as it is found. */
export interface ForeignFolder {
  readonly folder: string;
  /** Newest first; none where it cannot be read. */
  readonly backups: readonly Backup[];
  /** Why it cannot be used now. */
  readonly problem: unknown;
}

/** Looks into the folder that was chosen; undefined for none. A drive that is not there is no error. */
export const readForeignFolder = async ({ paths, read }: PlacesDeps): Promise<ForeignFolder | undefined> => {
  const folder = await findForeignFolder(paths.folder);
  if (folder === undefined) return undefined;
  try {
    await assertForeignFolder(folder, findWorkspaceId(read));
    return { folder, backups: await listBackups(folder), problem: undefined };
  } catch (problem) {
    return { folder, backups: [], problem };
  }
};

/** A backup and the file that it is. */
export interface BackupFile extends Backup {
  readonly file: string;
  /** Folder that it is in, where that is not the workspace's. */
  readonly foreign: string | undefined;
}

/** All backups that can be read now, newest first; the workspace's own file where there are two. */
export const listBackupFiles = async (deps: PlacesDeps): Promise<readonly BackupFile[]> => {
  const here = await listBackups(deps.paths.backups);
  const foreign = await readForeignFolder(deps);
  const own = new Set(here.map(({ name }) => name));
  const others = foreign?.backups.filter(({ name }) => !own.has(name)) ?? [];
  return [
    ...here.map((backup) => ({ ...backup, file: backupPath(deps.paths.backups, backup.name), foreign: undefined })),
    ...others.map((backup) => ({
      ...backup,
      file: backupPath(foreign?.folder ?? '', backup.name),
      foreign: foreign?.folder,
    })),
  ].toSorted((a, b) => b.atMs - a.atMs);
};

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/** Where a backup is: in the workspace, else in the folder besides. One that is nowhere has the path that it would have in the workspace. */
export const locateBackup = async (
  deps: PlacesDeps,
  name: string,
): Promise<{ readonly file: string; readonly foreign: string | undefined }> => {
  const own = backupPath(deps.paths.backups, name);
  if (await isThere(own)) return { file: own, foreign: undefined };
  const found = (await readForeignFolder(deps))?.backups.some((backup) => backup.name === name);
  const folder = found ? await findForeignFolder(deps.paths.folder) : undefined;
  return folder === undefined ? { file: own, foreign: undefined } : { file: backupPath(folder, name), foreign: folder };
};
