import fs from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { msg } from '@lingui/core/macro';
import { z } from 'zod';
import { BackupName } from '@shared/contract/backups.contract';
import { AppError } from '@shared/errors/app-error';
import { removeDatabase, unpackBackup } from './backup-copy';
import { stampOf } from './backups';
import { formOf } from './convert-database';
import type { ReadDb, WriteDb } from './db';
import { flushFile, flushFolder } from './durable-file';
import { MIGRATIONS } from './migrations/index';
import { type DataKey, keyIdOf } from './keys/data-key';
import { keyFilePath } from './keys/key-file';
import { type DatabaseSource, openDatabase, rekeyDatabase } from './open-database';
import { PENDING_RESTORE } from './restore-name';
import { KEY_SUFFIX } from './sealed-backup';
import { deleteSetting, findSetting, saveSetting } from './setting.sql';

/** Where a workspace keeps what a restore moves. */
export interface Places {
  readonly folder: string;
  readonly database: string;
  readonly backups: string;
}

const Mark = z.object({ backup: z.string() });
const MARK_KEY = 'restored';

/** Says in the copy itself that it was restored, for what has to be seen to once it is opened. */
const mark = (source: DatabaseSource, backup: string): void => {
  const copy = openDatabase({ ...source, mode: 'writer' });
  try {
    copy.inTransaction((db) => saveSetting(db, MARK_KEY, JSON.stringify({ backup } satisfies z.infer<typeof Mark>)));
  } finally {
    copy.close();
  }
};

export interface StageRequest {
  readonly places: Places;
  /** Path of the backup. */
  readonly backup: string;
  readonly nowMs: number;
  /** Those that may open it. */
  readonly keys: readonly DataKey[];
  /** What the workspace is encrypted with. */
  readonly workspaceKey: DataKey | undefined;
}

const isSameKey = (a: DataKey | undefined, b: DataKey | undefined): boolean =>
  a === undefined || b === undefined ? a === b : keyIdOf(a) === keyIdOf(b);

/** Where what is to be restored is made ready. */
export const restorePart = ({ folder }: Places): string => path.join(folder, 'restore.part');

export interface Decision {
  readonly places: Places;
  /** What is ready in `restorePart`, closed. */
  readonly source: DatabaseSource;
  /** Name of the backup that it was made from. */
  readonly label: string;
  readonly nowMs: number;
  /** What the workspace is encrypted with. */
  readonly workspaceKey: DataKey | undefined;
}

/**
 * Has what is ready take the workspace's place at the next opening: nothing is decided before the file has its name, so whatever happens before leaves the
 * workspace as it is. Answers under which name of a backup the present will be kept.
 */
export const decideRestore = async (decision: Decision): Promise<string> => {
  const { places, source, label, nowMs, workspaceKey } = decision;
  if (!isSameKey(source.key, workspaceKey)) rekeyDatabase(source, workspaceKey);
  mark({ file: source.file, key: workspaceKey }, label);
  await flushFile(source.file);
  const stamp = stampOf(nowMs);
  await rename(source.file, path.join(places.folder, `restore-${stamp}.db`));
  flushFolder(places.folder);
  return safetyName(stamp);
};

/** Puts a backup, checked, beside the database; the next opening of the workspace puts it in its place. Errors: those of `unpackBackup`. */
export const stageRestore = async ({ places, backup, nowMs, keys, workspaceKey }: StageRequest): Promise<string> => {
  const part = restorePart(places);
  const { source } = await unpackBackup(backup, part, MIGRATIONS.at(-1)?.version ?? 0, keys);
  try {
    return await decideRestore({ places, source, label: path.basename(backup), nowMs, workspaceKey });
  } catch (cause) {
    await removeDatabase(part);
    throw cause;
  }
};

const safetyName = (stamp: string): string => BackupName.parse(`${stamp}-restore.db`);

/** Once encryption is turned off, or another key is taken, only this opens the safety copy. */
const keepKey = ({ folder, database }: Places, safety: string): void => {
  const form = formOf(database);
  if (form === 'none' || form === 'plain' || !fs.existsSync(keyFilePath(folder))) return;
  fs.copyFileSync(keyFilePath(folder), `${safety}${KEY_SUFFIX}`);
};

const moveIfThere = (from: string, to: string): void => {
  if (fs.existsSync(from)) fs.renameSync(from, to);
};

/** Calls a restore off that no opening has begun to put in place. */
export const dropStaged = async ({ folder }: Places): Promise<void> => {
  for (const name of await readdir(folder)) if (PENDING_RESTORE.test(name)) await rm(path.join(folder, name));
};

/**
 * Puts a staged backup in the place of the database, which becomes a backup itself: renames only, so it needs no room, and each step finds what the one
 * before has done, so it may be cut short anywhere and goes on at the next opening. The log goes along with the database, even a damaged one. Only under
 * the workspace's lock. Errors: `storage_failed`.
 */
export const applyRestore = (places: Places): void => {
  const pending = fs
    .readdirSync(places.folder)
    .filter((name) => PENDING_RESTORE.test(name))
    .toSorted();
  const last = pending.pop();
  if (last === undefined) return;
  try {
    for (const name of pending) fs.rmSync(path.join(places.folder, name));
    const safety = path.join(places.backups, safetyName(PENDING_RESTORE.exec(last)?.[1] ?? ''));
    keepKey(places, safety);
    moveIfThere(places.database, safety);
    moveIfThere(`${places.database}-wal`, `${safety}-wal`);
    fs.rmSync(`${places.database}-shm`, { force: true });
    fs.renameSync(path.join(places.folder, last), places.database);
  } catch (cause) {
    throw new AppError(
      'storage_failed',
      msg`A backup is being restored, and the folder of the workspace cannot be written. Nothing is lost; it goes on when Outpost is started again.`,
      { folder: places.folder },
      { cause },
    );
  }
};

/** The backup that this workspace was made from since it was last open; undefined mostly. */
export const findRestored = (db: ReadDb): string | undefined => {
  const text = findSetting(db, MARK_KEY);
  return text === undefined ? undefined : Mark.parse(JSON.parse(text)).backup;
};

/** What had to be seen to is done. */
export const forgetRestored = (db: WriteDb): void => deleteSetting(db, MARK_KEY);
