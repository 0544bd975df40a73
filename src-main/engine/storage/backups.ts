import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { msg } from '@lingui/core/macro';
import { type Backup, BackupName, BackupReason } from '@shared/contract/backups.contract';
import { AppError } from '@shared/errors/app-error';
import { isMissing } from '@shared/errors/system-code';
import { verifyCopy } from './backup-copy';
import type { DataKey } from './keys/data-key';
import { readKeyFile } from './keys/key-file';
import { type DatabaseSource, openDatabase, rekeyDatabase } from './open-database';
import { KEY_SUFFIX, type Seal, writeSealed } from './sealed-backup';
import { toStorageFailure } from './storage-failure';

/** A moment as file names tell it: "2026-11-20T09-00-00-000Z". */
export const stampOf = (atMs: number): string => new Date(atMs).toISOString().replace(/[:.]/g, '-');

const timeOfStamp = (stamp: string): number =>
  Date.parse(stamp.replace(/T(\d{2})-(\d{2})-(\d{2})-(\d{3})Z/, 'T$1:$2:$3.$4Z'));

/** What is left of a backup that was cut short. */
const UNFINISHED = /\.db\.(?:gz|enc)\.(?:copy|part)(?:-wal|-shm|-journal)?$/;

export interface BackupRequest {
  readonly source: DatabaseSource;
  /** Encrypts it; that of an encrypted database is its own key. */
  readonly seal?: Seal | undefined;
  readonly folder: string;
  readonly reason: Backup['reason'];
  readonly nowMs: number;
}

interface Watch {
  readonly signal?: AbortSignal | undefined;
  /** `share` from 0 to 1. */
  readonly progress?: ((share: number) => void) | undefined;
}

/** How the backups of an encrypted workspace are sealed; undefined for one that is not. */
export const sealOf = (folder: string, key: DataKey | undefined): Seal | undefined => {
  const keyFile = key && readKeyFile(folder);
  return key && keyFile && { key, envelope: keyFile.envelope };
};

/** Copying, then checking and packing: of the whole work. */
const COPY_SHARE = 0.6;

const pack = (copy: string, packed: string, signal: AbortSignal | undefined): Promise<void> =>
  pipeline(
    createReadStream(copy),
    createGzip({ level: 1 }),
    createWriteStream(packed, { flush: true }),
    signal ? { signal } : {},
  );

const writeAll = async (
  request: BackupRequest,
  name: string,
  { signal, progress = () => undefined }: Watch,
): Promise<Backup> => {
  const { folder } = request;
  const copy = path.join(folder, `${name}.copy`);
  const packed = path.join(folder, `${name}.part`);
  const { seal } = request;
  const source = openDatabase({ ...request.source, mode: 'reader' });
  try {
    await source.backupTo(copy, (share) => {
      signal?.throwIfAborted();
      progress(share * COPY_SHARE);
    });
    if (seal && !request.source.key) rekeyDatabase({ file: copy }, seal.key);
    verifyCopy({ file: copy, key: seal?.key });
    signal?.throwIfAborted();
    progress(COPY_SHARE);
    // What is encrypted cannot be packed any smaller.
    if (seal) await writeSealed(copy, packed, seal, signal);
    else await pack(copy, packed, signal);
    await rename(packed, path.join(folder, name));
    const { size } = await stat(path.join(folder, name));
    return { name, atMs: request.nowMs, sizeBytes: size, reason: request.reason, isEncrypted: seal !== undefined };
  } finally {
    source.close();
    for (const file of [packed, copy, `${copy}-wal`, `${copy}-shm`, `${copy}-journal`]) await rm(file, { force: true });
  }
};

/**
 * Copies a database, which others may be writing to, into a folder: one moment of it, checked by opening it, compressed, then renamed into place, so
 * that a file under its final name is always whole. Errors: `storage_failed`; `cancelled`; then no file is left.
 */
export const writeBackup = async (request: BackupRequest, watch: Watch = {}): Promise<Backup> => {
  const { folder } = request;
  const name = BackupName.parse(`${stampOf(request.nowMs)}-${request.reason}.db.${request.seal ? 'enc' : 'gz'}`);
  try {
    // Not the folders above: where a drive was, they would be made on another.
    await mkdir(folder).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'EEXIST') throw cause;
    });
    // Only one backup of a workspace is written at a time.
    for (const left of await readdir(folder)) if (UNFINISHED.test(left)) await rm(path.join(folder, left));
    return await writeAll(request, name, watch);
  } catch (cause) {
    watch.signal?.throwIfAborted();
    throw (
      toStorageFailure(cause) ??
      new AppError(
        'storage_failed',
        msg`The backup could not be written. Your data is unchanged. Check the free space of the disk.`,
        { folder },
        { cause },
      )
    );
  }
};

/** Where a backup is. */
export const backupPath = (folder: string, name: string): string => path.join(folder, BackupName.parse(name));

/** Removes a backup; nothing happens where it is gone already. */
export const removeBackup = async (folder: string, name: string): Promise<void> => {
  for (const suffix of ['', '-wal', KEY_SUFFIX]) await rm(backupPath(folder, name) + suffix, { force: true });
};

/** Newest first. */
export const listBackups = async (folder: string): Promise<readonly Backup[]> => {
  const names: readonly string[] = await readdir(folder).catch((cause: unknown) => {
    if (isMissing(cause)) return [];
    throw new AppError('storage_failed', msg`The backup folder cannot be read.`, { folder }, { cause });
  });
  const isSealed = (name: string): boolean => name.endsWith('.enc') || names.includes(`${name}${KEY_SUFFIX}`);
  const backups: Backup[] = [];
  for (const name of names) {
    if (!BackupName.safeParse(name).success) continue;
    const [, stamp = '', reason] = /^(.*Z)-([a-z]+)\./.exec(name) ?? [];
    const { size } = await stat(path.join(folder, name));
    backups.push({
      name,
      atMs: timeOfStamp(stamp),
      sizeBytes: size,
      reason: BackupReason.parse(reason),
      isEncrypted: isSealed(name),
    });
  }
  return backups.toSorted((a, b) => b.atMs - a.atMs);
};
