import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { AppError } from '@shared/errors/app-error';
import { systemCodeOf } from '@shared/errors/system-code';

const FULL = /^(?:SQLITE_FULL|ENOSPC|EDQUOT)/;
const READ_ONLY = /^(?:SQLITE_READONLY|SQLITE_PERM|SQLITE_CANTOPEN|EROFS|EACCES|EPERM)/;
const DAMAGED = /^(?:SQLITE_CORRUPT|SQLITE_NOTADB)/;
/** The folder of the workspace went while it was open; SQLite says so of a file that it cannot find any more. */
const GONE = /^(?:ENOENT|ENODEV|ENXIO|ENOTCONN|ESTALE)$/;
const BROKEN = /^(?:SQLITE_IOERR|EIO$)/;

const wordsFor = (code: string): MessageDescriptor | undefined => {
  if (FULL.test(code)) return msg`The disk is full. Free some space, then try again; what was saved before is kept.`;
  if (READ_ONLY.test(code)) return msg`The workspace folder cannot be written. Check its permissions.`;
  if (DAMAGED.test(code)) return msg`The workspace file is damaged. Run the doctor, and restore a backup.`;
  if (GONE.test(code))
    return msg`The folder of the workspace is not there. Connect its drive, then try again; what was saved before is kept.`;
  if (BROKEN.test(code)) return msg`The disk could not be read or written. What was saved before is kept.`;
  return undefined;
};

/** What a failure of the disk or the file under SQLite means to a person, as `storage_failed`; undefined for any other failure. */
export const toStorageFailure = (cause: unknown): AppError | undefined => {
  const code = systemCodeOf(cause);
  const words = wordsFor(code);
  return words && new AppError('storage_failed', words, { reason: code }, { cause });
};

/** Whether SQLite found the file itself damaged. */
export const isDamage = (cause: unknown): boolean => DAMAGED.test(systemCodeOf(cause));

/** Whether there was no room. */
export const isFull = (cause: unknown): boolean => FULL.test(systemCodeOf(cause));

/** Whether the disk or its permissions do not let it be written. */
export const isReadOnly = (cause: unknown): boolean => READ_ONLY.test(systemCodeOf(cause));
