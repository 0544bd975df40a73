import type { ReadDb } from '../storage/db';

const pragma = (db: ReadDb, name: 'page_count' | 'page_size' | 'freelist_count'): number =>
  db.pluck<number>(`PRAGMA ${name}`)[0] ?? 0;

export const readFileSizes = (db: ReadDb): { readonly databaseBytes: number; readonly freeBytes: number } => {
  const pageBytes = pragma(db, 'page_size');
  return {
    databaseBytes: pragma(db, 'page_count') * pageBytes,
    freeBytes: pragma(db, 'freelist_count') * pageBytes,
  };
};

export const countChanges = (db: ReadDb): number =>
  db.pluck<number>('SELECT coalesce(max(pos), 0) FROM change_log')[0] ?? 0;

/** Tables and indexes by name. */
export const listTrees = (db: ReadDb): readonly string[] =>
  db.pluck<string>("SELECT name FROM sqlite_schema WHERE type IN ('table', 'index') AND rootpage > 0 ORDER BY name");

/** Bytes of a table or an index; reads all of its pages. */
export const treeBytes = (db: ReadDb, name: string): number =>
  db.pluck<number>('SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE name = ? AND aggregate = TRUE', [name])[0] ?? 0;
