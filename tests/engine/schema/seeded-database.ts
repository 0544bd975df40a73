import { initSync } from '@main/engine/change-log/clock';
import { seedSchema } from '@main/engine/schema/seed-schema';
import { MIGRATIONS } from '@main/engine/storage/migrations/index';
import { type OpenDatabase, openDatabase } from '@main/engine/storage/open-database';

/** A workspace in memory with the static tables and the standard objects. */
export const openSeeded = (): OpenDatabase => {
  const database = openDatabase({ file: ':memory:', mode: 'writer' });
  database.inTransaction((db) => {
    for (const migration of MIGRATIONS) migration.up(db);
    initSync({ random: { bytes: (length) => new Uint8Array(length).fill(7) } }, db);
    seedSchema(db);
  });
  return database;
};
