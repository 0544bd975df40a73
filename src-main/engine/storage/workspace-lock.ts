import path from 'node:path';
import { msg } from '@lingui/core/macro';
import Database from 'better-sqlite3';
import { AppError } from '@shared/errors/app-error';
import { toStorageFailure } from './storage-failure';

export interface WorkspaceLock {
  readonly release: () => void;
}

/**
 * Takes the workspace for this process. The lock is SQLite's own lock on a file of its own, held by the operating system: it goes when the
 * process goes, however it ends, so there is no stale lock to clean up. Errors: `conflict` when another process has it.
 */
export const lockWorkspace = (folder: string): WorkspaceLock => {
  const file = path.join(folder, 'workspace.lock');
  let lock: Database.Database | undefined;
  try {
    lock = new Database(file, { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock?.close();
    const isBusy = cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_BUSY');
    throw isBusy
      ? new AppError(
          'conflict',
          msg`This workspace is open in another Outpost. Close it there, then try again.`,
          { reason: 'workspace_locked', folder },
          { cause },
        )
      : (toStorageFailure(cause) ??
          new AppError(
            'storage_failed',
            msg`The workspace folder cannot be written. Nothing was changed.`,
            { folder },
            { cause },
          ));
  }
  const held = lock;
  return {
    release: () => {
      held.close();
    },
  };
};
