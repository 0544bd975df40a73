import { msg } from '@lingui/core/macro';
import { AppError } from '@shared/errors/app-error';
import type { Migration } from './migrations/migration';
import type { OpenDatabase } from './open-database';

/** "OPST": tells an Outpost workspace from any other SQLite file. */
const APPLICATION_ID = 0x4f505354;

const pragmaNumber = (database: OpenDatabase, name: string): number =>
  database.read.pluck<number>(`PRAGMA ${name}`)[0] ?? 0;

export const storedVersion = (database: OpenDatabase): number => pragmaNumber(database, 'user_version');

/** Versions must rise; a list that does not is a mistake in the program. */
const assertRising = (migrations: readonly Migration[]): void => {
  migrations.reduce((previous, { version }) => {
    if (version <= previous) throw new Error(`Migration ${version} does not follow ${previous}`);
    return version;
  }, 0);
};

/** The version of a workspace's static tables. Errors: `invalid_input` for a file of another program; `version_too_new`. */
export const assertWorkspace = (database: OpenDatabase, newestVersion: number): number => {
  const stored = storedVersion(database);
  if (pragmaNumber(database, 'application_id') !== APPLICATION_ID) {
    throw new AppError('invalid_input', msg`This file is not an Outpost workspace. It was left as it is.`, {
      reason: 'not_a_workspace',
    });
  }
  if (stored > newestVersion) {
    throw new AppError(
      'version_too_new',
      msg`This workspace was made by a newer Outpost. Update Outpost to open it; nothing was changed.`,
      { stored, supported: newestVersion },
    );
  }
  return stored;
};

/**
 * Brings the static tables to the newest version, all pending migrations in one transaction. `beforeChange` runs first when a workspace
 * with data is about to be changed. Errors: `version_too_new`; `invalid_input` for a file of another program; `storage_failed` when a migration
 * fails, the file then being as it was. Returns true for a new workspace.
 */
export const migrate = async (
  database: OpenDatabase,
  migrations: readonly Migration[],
  beforeChange: () => Promise<void>,
): Promise<boolean> => {
  assertRising(migrations);
  const newest = migrations.at(-1)?.version ?? 0;
  const isEmpty = (database.read.pluck<number>('SELECT count(*) FROM sqlite_schema')[0] ?? 0) === 0;
  const stored = isEmpty ? storedVersion(database) : assertWorkspace(database, newest);
  const pending = migrations.filter(({ version }) => version > stored);
  if (pending.length === 0) return false;
  if (!isEmpty) await beforeChange();
  try {
    database.inTransaction((db) => {
      for (const migration of pending) migration.up(db);
      db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${newest}`);
    });
  } catch (cause) {
    throw new AppError(
      'storage_failed',
      msg`The workspace could not be brought to this version of Outpost. It is unchanged, and a backup was made.`,
      { from: stored, to: newest },
      { cause },
    );
  }
  return isEmpty;
};
