import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { msg } from '@lingui/core/macro';
import type { Backup } from '@shared/contract/workspace.contract';
import { AppError } from '@shared/errors/app-error';
import { openDatabase, type OpenDatabase } from './open-database';

const BACKUP_NAME = /^(\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}-\d{3}Z)-(migration|manual)\.db\.gz$/;

const timeOfName = (stamp: string): number =>
  Date.parse(stamp.replace(/T(\d{2})-(\d{2})-(\d{2})-(\d{3})Z/, 'T$1:$2:$3.$4Z'));

/**
 * Copies the open database beside it: online copy, checked by opening it, compressed, then renamed into place, so that a file
 * under its final name is always whole. Errors: `storage_failed`; then no file is left.
 */
export const writeBackup = async (
  database: OpenDatabase,
  folder: string,
  request: { readonly reason: Backup['reason']; readonly nowMs: number },
): Promise<Backup> => {
  const name = `${new Date(request.nowMs).toISOString().replace(/[:.]/g, '-')}-${request.reason}.db.gz`;
  const copy = path.join(folder, `${name}.copy`);
  const packed = path.join(folder, `${name}.part`);
  try {
    await mkdir(folder, { recursive: true });
    await database.backupTo(copy);
    verifyCopy(copy);
    await pipeline(createReadStream(copy), createGzip({ level: 1 }), createWriteStream(packed, { flush: true }));
    await rename(packed, path.join(folder, name));
    const { size } = await stat(path.join(folder, name));
    return { name, atMs: request.nowMs, sizeBytes: size, reason: request.reason };
  } catch (cause) {
    await rm(packed, { force: true });
    throw new AppError(
      'storage_failed',
      msg`The backup could not be written. Your data is unchanged. Check the free space of the disk.`,
      { folder },
      { cause },
    );
  } finally {
    for (const suffix of ['', '-wal', '-shm']) await rm(copy + suffix, { force: true });
  }
};

const verifyCopy = (file: string): void => {
  const copy = openDatabase({ file, mode: 'reader' });
  try {
    const [result] = copy.read.pluck<string>('PRAGMA integrity_check(1)');
    if (result !== 'ok') throw new Error(`The copy is damaged: ${String(result)}`);
  } finally {
    copy.close();
  }
};

/** Newest first. */
export const listBackups = async (folder: string): Promise<readonly Backup[]> => {
  const names = await readdir(folder).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return [];
    throw new AppError('storage_failed', msg`The backup folder cannot be read.`, { folder }, { cause });
  });
  const backups: Backup[] = [];
  for (const name of names) {
    const match = BACKUP_NAME.exec(name);
    const [, stamp, reason] = match ?? [];
    if (stamp === undefined || (reason !== 'migration' && reason !== 'manual')) continue;
    const { size } = await stat(path.join(folder, name));
    backups.push({ name, atMs: timeOfName(stamp), sizeBytes: size, reason });
  }
  return backups.toSorted((a, b) => b.atMs - a.atMs);
};
