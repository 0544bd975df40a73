import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { isMissing } from '@shared/errors/system-code';
import { removeDatabase } from '../storage/backup-copy';
import { listBackups, removeBackup } from '../storage/backups';
import { formOf } from '../storage/convert-database';
import type { WorkspacePaths } from '../storage/workspace-folder';

const databasesSetAside = async ({ setAside }: WorkspacePaths): Promise<readonly string[]> => {
  const names = await readdir(setAside, { recursive: true }).catch((cause: unknown) => {
    if (isMissing(cause)) return [];
    throw cause;
  });
  return names
    .filter((name) => name.endsWith('.db'))
    .map((name) => path.join(setAside, name))
    .filter((file) => formOf(file) === 'plain');
};

const plainBackups = async ({ backups }: WorkspacePaths): Promise<readonly string[]> =>
  (await listBackups(backups)).filter(({ isEncrypted }) => !isEncrypted).map(({ name }) => name);

/** Databases in the folder of the workspace that anybody can read, without the workspace itself. */
export const countPlainCopies = async (paths: WorkspacePaths): Promise<number> =>
  (await plainBackups(paths)).length + (await databasesSetAside(paths)).length;

/** Removes them; answers how many there were. */
export const removePlainCopies = async (paths: WorkspacePaths): Promise<number> => {
  const backups = await plainBackups(paths);
  const databases = await databasesSetAside(paths);
  for (const name of backups) await removeBackup(paths.backups, name);
  for (const file of databases) await removeDatabase(file);
  return backups.length + databases.length;
};
