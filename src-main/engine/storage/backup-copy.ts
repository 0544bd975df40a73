import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { msg } from '@lingui/core/macro';
import { AppError } from '@shared/errors/app-error';
import { assertWorkspace } from './migrate';
import { openDatabase } from './open-database';
import { isDamage, toStorageFailure } from './storage-failure';

/** A database file and what SQLite keeps beside it. */
export const removeDatabase = async (file: string): Promise<void> => {
  for (const suffix of ['', '-wal', '-shm']) await rm(file + suffix, { force: true });
};

/** Errors: whatever opening a damaged file throws. */
export const verifyCopy = (file: string): void => {
  const copy = openDatabase({ file, mode: 'reader' });
  try {
    const [result] = copy.read.pluck<string>('PRAGMA integrity_check(1)');
    if (result !== 'ok') throw new Error(`The copy is damaged: ${String(result)}`);
  } finally {
    copy.close();
  }
};

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

const unpack = async (backup: string, to: string): Promise<void> => {
  if (backup.endsWith('.gz')) {
    await pipeline(createReadStream(backup), createGunzip(), createWriteStream(to));
    return;
  }
  await copyFile(backup, to);
  if (await exists(`${backup}-wal`)) await copyFile(`${backup}-wal`, `${to}-wal`);
};

const damaged = (cause: unknown): AppError =>
  new AppError(
    'storage_failed',
    msg`This backup is damaged or was cut short. Choose another; your data is unchanged.`,
    { reason: 'backup_damaged' },
    { cause },
  );

/**
 * Unpacks a backup to a file of one's own and checks all of it; answers the version of its form. Errors: `not_found`; `storage_failed`, also for a damaged
 * backup (`reason: backup_damaged`); `version_too_new`. After an error no file is left.
 */
export const unpackBackup = async (backup: string, to: string, newestVersion: number): Promise<number> => {
  if (!(await exists(backup))) throw new AppError('not_found', msg`This backup is no longer there.`);
  await removeDatabase(to);
  try {
    await unpack(backup, to);
    // As the writer: a copy of a database that was not closed has a log to be taken in.
    const copy = openDatabase({ file: to, mode: 'writer' });
    try {
      verifyCopy(to);
      return assertWorkspace(copy, newestVersion);
    } finally {
      copy.close();
    }
  } catch (cause) {
    await removeDatabase(to);
    if (cause instanceof AppError && (cause.code === 'version_too_new' || cause.code === 'invalid_input')) throw cause;
    const failure = toStorageFailure(cause);
    throw failure && !isDamage(cause) ? failure : damaged(cause);
  }
};
