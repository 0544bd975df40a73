import type { ReadDb } from '../storage/db';

/** Records that are not in the trash, of all objects; as the maintained totals have it. */
export const countLiveRecords = (db: ReadDb): number =>
  db.pluck<number>('SELECT coalesce(sum(live), 0) FROM object_count')[0] ?? 0;
