import type { ReadDb, WriteDb } from './db';

/** Small things that a module keeps in the file, each under a name of its own. */
export const findSetting = (db: ReadDb, key: string): string | undefined =>
  db.pluck<string>('SELECT value FROM setting WHERE key = ?', [key])[0];

/** Keeps it, in place of what was there. */
export const saveSetting = (db: WriteDb, key: string, value: string): void => {
  db.run('INSERT INTO setting(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value', [
    key,
    value,
  ]);
};

/** Forgets it; nothing happens where there is none. */
export const deleteSetting = (db: WriteDb, key: string): void => {
  db.run('DELETE FROM setting WHERE key = ?', [key]);
};
