import fs from 'node:fs';
import { copyFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { removeDatabase, verifyCopy } from './backup-copy';
import { flushFile, flushFolder } from './durable-file';
import type { DataKey } from './keys/data-key';
import { type DatabaseSource, openDatabase, rekeyDatabase } from './open-database';

const MAGIC = 'SQLite format 3\0';
const HEAD_BYTES = 24;
/** Payload fractions, which SQLite fixes; the cipher leaves them as they are. */
const FIXED_AT = 21;
const FIXED = Buffer.from([64, 32, 32]);

/**
 * Whether a database can be read by anybody: `none` where there is no file or nothing in it. Only for one that this process does not have open: closing
 * a file drops all locks that a process has on it (fcntl).
 */
export const formOf = (file: string): 'none' | 'plain' | 'encrypted' | 'other' => {
  if (!fs.existsSync(file)) return 'none';
  const head = Buffer.alloc(HEAD_BYTES);
  const handle = fs.openSync(file, 'r');
  try {
    const read = fs.readSync(handle, head, 0, HEAD_BYTES, 0);
    if (read === 0) return 'none';
  } finally {
    fs.closeSync(handle);
  }
  if (head.toString('latin1', 0, MAGIC.length) === MAGIC) return 'plain';
  return head.subarray(FIXED_AT).equals(FIXED) ? 'encrypted' : 'other';
};

const partOf = (file: string): string => `${file}.converting`;

/** What a conversion that was cut short has left. */
const clearConversion = async (file: string): Promise<void> => {
  await removeDatabase(partOf(file));
  fs.rmSync(`${partOf(file)}-journal`, { force: true });
};

/** The log is folded in and gone: it would be taken for that of the copy. */
const foldIn = (source: DatabaseSource): void => {
  const database = openDatabase({ ...source, mode: 'writer' });
  try {
    const [mode] = database.read.pluck<string>('PRAGMA journal_mode = DELETE');
    if (mode !== 'delete') throw new Error('The log of the database could not be folded in');
  } finally {
    database.close();
  }
};

/**
 * Puts a copy of a database under another key, or none, in its place, once all of the copy was read and found sound. Under the workspace's lock, with nobody at
 * the database. Cut short anywhere it is what it was or what it is to be. Needs room for two more of its size. Errors: those of the disk and of SQLite; nothing is
 * changed then.
 */
export const convertDatabase = async (source: DatabaseSource, key: DataKey | undefined): Promise<void> => {
  const part = partOf(source.file);
  await clearConversion(source.file);
  try {
    foldIn(source);
    await copyFile(source.file, part);
    rekeyDatabase({ file: part, key: source.key }, key);
    verifyCopy({ file: part, key });
    await flushFile(part);
    await rename(part, source.file);
    flushFolder(path.dirname(source.file));
  } finally {
    await clearConversion(source.file);
  }
};
