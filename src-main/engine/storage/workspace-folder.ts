import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { msg } from '@lingui/core/macro';
import { AppError } from '@shared/errors/app-error';
import type { Clock, KeyStore } from '../kernel/ports';
import { sealOf, writeBackup } from './backups';
import { migrate } from './migrate';
import type { Migration } from './migrations/migration';
import { MIGRATIONS } from './migrations/index';
import { type DatabaseSource, openDatabase, type OpenDatabase } from './open-database';
import { applyRestore } from './pending-restore';
import { toStorageFailure } from './storage-failure';
import { NO_KEYS, settleEncryption } from './settle-encryption';
import { lockWorkspace } from './workspace-lock';

/** Where things of a workspace are: one folder that can be copied while it is closed. */
export interface WorkspacePaths {
  readonly folder: string;
  readonly database: string;
  readonly files: string;
  readonly backups: string;
  readonly logs: string;
  /** What a repair has changed, as it was before. */
  readonly setAside: string;
  /** Files on their way in or out; emptied at start. */
  readonly staging: string;
}

export const workspacePaths = (folder: string): WorkspacePaths => ({
  folder,
  database: path.join(folder, 'workspace.db'),
  files: path.join(folder, 'files'),
  backups: path.join(folder, 'backups'),
  logs: path.join(folder, 'logs'),
  setAside: path.join(folder, 'set-aside'),
  staging: path.join(folder, 'staging'),
});

export interface OpenWorkspace {
  readonly paths: WorkspacePaths;
  readonly database: OpenDatabase;
  /** For further connections. */
  readonly source: DatabaseSource;
  /** Why the workspace could not be encrypted, or decrypted, as was asked. */
  readonly encryptionFailure: AppError | undefined;
  /** True when this call made it: it needs its metadata. */
  readonly isNew: boolean;
  readonly close: () => void;
}

/**
 * Opens the workspace in `folder`, or makes one there: takes the lock, puts a backup in place that is to be restored, encrypts or decrypts what is to be,
 * backs up before a migration, migrates. Errors: `conflict` (open elsewhere), `sign_in_required` (encrypted, and `keys` has not what opens it), `version_too_new`, `invalid_input` (not a workspace), `storage_failed`. After an error nothing is held.
 */
export const openWorkspace = async (
  deps: { readonly clock: Clock; readonly keys?: KeyStore | undefined; readonly migrations?: readonly Migration[] },
  folder: string,
): Promise<OpenWorkspace> => {
  const paths = workspacePaths(path.resolve(folder));
  makeFolders(paths);
  const lock = lockWorkspace(paths.folder);
  let database: OpenDatabase | undefined;
  try {
    applyRestore(paths);
    const { key, failure } = await settleEncryption(paths, deps.keys ?? NO_KEYS);
    const source = { file: paths.database, key };
    database = openDatabase({ ...source, mode: 'writer', nowMs: deps.clock.nowMs });
    const opened = database;
    const isNew = await migrate(opened, deps.migrations ?? MIGRATIONS, async () => {
      await writeBackup({
        source,
        seal: sealOf(paths.folder, key),
        folder: paths.backups,
        reason: 'migration',
        nowMs: deps.clock.nowMs(),
      });
    });
    return {
      paths,
      database: opened,
      source,
      encryptionFailure: failure,
      isNew,
      close: () => {
        try {
          opened.pragma('optimize');
        } catch {
          // For a disk that is full or gone the statistics of the planner can wait; what is closed must be closed.
        }
        opened.close();
        lock.release();
      },
    };
  } catch (cause) {
    database?.close();
    lock.release();
    throw cause;
  }
};

const makeFolders = (paths: WorkspacePaths): void => {
  try {
    for (const folder of [paths.folder, paths.files, paths.backups, paths.logs, paths.staging]) {
      mkdirSync(folder, { recursive: true });
    }
  } catch (cause) {
    throw (
      toStorageFailure(cause) ??
      new AppError(
        'storage_failed',
        msg`The workspace folder cannot be made. Choose another place or check its permissions.`,
        { folder: paths.folder },
        { cause },
      )
    );
  }
};
