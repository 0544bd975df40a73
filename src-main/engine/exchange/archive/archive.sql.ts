import type { ReadDb, WriteDb } from '../../storage/db';

export interface KnownFile {
  readonly sha: string;
  readonly mime: string;
  readonly sizeBytes: number;
}

/** The attachments, in the order of their hashes. */
export const listFiles = (db: ReadDb): readonly KnownFile[] =>
  db.all<KnownFile>('SELECT sha, mime, size_bytes AS sizeBytes FROM attachment ORDER BY sha');

/** Nobody has put anything into the workspace: no record, and no change of what it began with. */
export const isUntouched = (db: ReadDb): boolean =>
  db.get('SELECT 1 AS one FROM change_log LIMIT 1') === undefined &&
  db.get('SELECT 1 AS one FROM object_count WHERE live + trashed > 0') === undefined;

/** Sets the clock behind every stamp there is, so that what happens from now on comes later. */
export const setClockBehind = (db: WriteDb): void => {
  db.run(`UPDATE sync_self SET hlc = max(hlc, coalesce((SELECT max(t) FROM change_log), 0),
    coalesce((SELECT max(max(life_t, base_t)) FROM rec), 0))`);
};
