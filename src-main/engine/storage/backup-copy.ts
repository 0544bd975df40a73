import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { msg } from '@lingui/core/macro';
import { AppError } from '@shared/errors/app-error';
import { assertWorkspace } from './migrate';
import { type DataKey, keyIdOf } from './keys/data-key';
import { type DatabaseSource, openDatabase } from './open-database';
import { findSealed, type SealedBackup, unpackSealed } from './sealed-backup';
import { isDamage, toStorageFailure } from './storage-failure';

/** A database file and what SQLite keeps beside it. */
export const removeDatabase = async (file: string): Promise<void> => {
  for (const suffix of ['', '-wal', '-shm']) await rm(file + suffix, { force: true });
};

/** Errors: whatever opening a damaged file throws. */
export const verifyCopy = (source: DatabaseSource): void => {
  const copy = openDatabase({ ...source, mode: 'reader' });
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

const keyIsWanted = (): AppError =>
  new AppError('sign_in_required', msg`This backup is encrypted. Enter the passphrase that it was made with.`, {
    reason: 'backup_encrypted',
  });

const keyFor = ({ envelope }: SealedBackup, keys: readonly DataKey[]): DataKey => {
  const key = keys.find((each) => keyIdOf(each) === envelope.keyId);
  if (!key) throw keyIsWanted();
  return key;
};

/** Answers with what the database opens. */
const unpack = async (backup: string, to: string, keys: readonly DataKey[]): Promise<DataKey | undefined> => {
  const sealed = await findSealed(backup);
  const key = sealed && keyFor(sealed, keys);
  if (key && sealed.startsAt !== undefined) {
    await unpackSealed(backup, sealed.startsAt, to, key);
    return key;
  }
  if (backup.endsWith('.gz')) {
    await pipeline(createReadStream(backup), createGunzip(), createWriteStream(to));
    return undefined;
  }
  await copyFile(backup, to);
  if (await exists(`${backup}-wal`)) await copyFile(`${backup}-wal`, `${to}-wal`);
  return key;
};

const damaged = (cause: unknown): AppError =>
  new AppError(
    'storage_failed',
    msg`This backup is damaged or was cut short. Choose another; your data is unchanged.`,
    { reason: 'backup_damaged' },
    { cause },
  );

export interface UnpackedBackup {
  /** Of its form. */
  readonly version: number;
  /** What it was unpacked to. */
  readonly source: DatabaseSource;
}

const KEPT_CODES: ReadonlySet<string> = new Set(['version_too_new', 'invalid_input', 'sign_in_required']);

/**
 * Unpacks a backup to a file of one's own and checks all of it. Errors: `not_found`; `sign_in_required` when none of `keys` opens it; `storage_failed`, also
 * for a damaged backup (`reason: backup_damaged`); `version_too_new`. After an error no file is left.
 */
export const unpackBackup = async (
  backup: string,
  to: string,
  newestVersion: number,
  keys: readonly DataKey[],
): Promise<UnpackedBackup> => {
  if (!(await exists(backup))) throw new AppError('not_found', msg`This backup is no longer there.`);
  await removeDatabase(to);
  try {
    const source = { file: to, key: await unpack(backup, to, keys) };
    // As the writer: a copy of a database that was not closed has a log to be taken in.
    const copy = openDatabase({ ...source, mode: 'writer' });
    try {
      verifyCopy(source);
      return { version: assertWorkspace(copy, newestVersion), source };
    } finally {
      copy.close();
    }
  } catch (cause) {
    await removeDatabase(to);
    if (cause instanceof AppError && KEPT_CODES.has(cause.code)) throw cause;
    const failure = toStorageFailure(cause);
    throw failure && !isDamage(cause) ? failure : damaged(cause);
  }
};
