import type { ReadDb } from '../storage/db';

export interface ObjectCount {
  readonly obj: string;
  readonly live: number;
  readonly trashed: number;
}

/** Maintained totals by object key. */
export const listObjectCounts = (db: ReadDb): readonly ObjectCount[] =>
  db.all<ObjectCount>('SELECT obj, live, trashed FROM object_count');

/** Size of the database without its write-ahead log. */
export const databaseSizeBytes = (db: ReadDb): number =>
  (db.pluck<number>('PRAGMA page_count')[0] ?? 0) * (db.pluck<number>('PRAGMA page_size')[0] ?? 0);
