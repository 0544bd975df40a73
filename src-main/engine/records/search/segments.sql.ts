import type { ReadDb, WriteDb } from '../../storage/db';

/** The full-text tables, with one row for every live record. Every commit leaves a segment in each of them that it wrote to. */
export const SEARCH_TABLES = ['search_fts', 'fragment_title', 'fragment_body'] as const;
export type SearchTable = (typeof SEARCH_TABLES)[number];

/** How many segments a full-text table is made of: each search asks them all. One look-up for each. */
export const countSegments = (db: ReadDb, table: SearchTable): number =>
  db.pluck<number>(
    `WITH RECURSIVE segment(id) AS (
       SELECT min(segid) FROM ${table}_idx
       UNION ALL SELECT (SELECT min(segid) FROM ${table}_idx WHERE segid > segment.id) FROM segment WHERE segment.id IS NOT NULL
     ) SELECT count(id) FROM segment`,
  )[0] ?? 0;

/** Day by day, merging what is of like size leaves fewer. */
const MANY = 24;

/** Whether an import or a rebuild has left so many that all are to become one. */
export const hasManySegments = (db: ReadDb, table: SearchTable): boolean => countSegments(db, table) > MANY;

const totalChanges = (db: ReadDb): number => db.pluck<number>('SELECT total_changes()')[0] ?? 0;

/**
 * Writes some pages of a merge; answers whether there was anything to merge. What a transaction has not finished the next one goes on with,
 * whoever runs it. With `isAll` all segments are to become one, and what is under way begins anew; else those of like size are merged, four or more.
 */
export const mergeSegments = (
  db: WriteDb,
  table: SearchTable,
  { pages, isAll }: { readonly pages: number; readonly isAll: boolean },
): boolean => {
  const before = totalChanges(db);
  db.run(`INSERT INTO ${table}(${table}, rank) VALUES ('merge', ?)`, [isAll ? -pages : pages]);
  // FTS5 6.7: a difference of less than 2 means that nothing was done.
  return totalChanges(db) - before >= 2;
};
