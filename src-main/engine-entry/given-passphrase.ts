import fs from 'node:fs';
import { msg } from '@lingui/core/macro';
import { AppError } from '@shared/errors/app-error';

type Environment = Readonly<Record<string, string | undefined>>;

/** Group and others. */
const OTHERS = 0o077;

const fromFile = (file: string): string => {
  const found = fs.statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new AppError('not_found', msg`There is no file ${file}`, { path: file });
  // Windows knows no such bits.
  if (process.platform !== 'win32' && (found.mode & OTHERS) !== 0) {
    throw new AppError('forbidden', msg`Others can read ${file}. Let only yourself read it: chmod 600`, { path: file });
  }
  return fs.readFileSync(file, 'utf8').replace(/\r?\n$/, '');
};

/**
 * A passphrase that a program was started with: the variable itself, as `OUTPOST_PASSPHRASE`, or the content of the file that the variable with `_FILE`
 * names. Errors: `not_found`, `forbidden` for a file that others can read.
 */
export const givenPassphrase = (
  variable: 'OUTPOST_PASSPHRASE' | 'OUTPOST_NEW_PASSPHRASE' | 'OUTPOST_BACKUP_PASSPHRASE',
  env: Environment = process.env,
): string | undefined => {
  const text = env[variable];
  if (text !== undefined && text !== '') return text;
  const file = env[`${variable}_FILE`];
  return file === undefined || file === '' ? undefined : fromFile(file);
};
