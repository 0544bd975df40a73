import type { ReadDb, WriteDb } from '../storage/db';

/** Says into which record a merged one went. */
export const saveMerge = (db: WriteDb, rid: number, intoRid: number): void => {
  db.run('INSERT OR REPLACE INTO merged_record(rid, into_rid) VALUES (?, ?)', [rid, intoRid]);
};

/** Of a record that stands for itself again. */
export const deleteMerge = (db: WriteDb, rid: number): void => {
  db.run('DELETE FROM merged_record WHERE rid = ?', [rid]);
};

/** So many merges are followed, forwards and back. */
const MAX_FOLLOWED = 200;

/** The record at the end of the merges that begin with this one; undefined when it was not merged. */
export const findLastInto = (db: ReadDb, rid: number): number | undefined =>
  db.pluck<number>(
    `WITH RECURSIVE into_(rid, depth) AS (SELECT into_rid, 1 FROM merged_record WHERE rid = ?
       UNION SELECT m.into_rid, depth + 1 FROM into_ i JOIN merged_record m ON m.rid = i.rid WHERE depth < ?)
     SELECT rid FROM into_ ORDER BY depth DESC LIMIT 1`,
    [rid, MAX_FOLLOWED],
  )[0];

/** Records that were merged into this one, also by way of others. */
export const listMergedInto = (db: ReadDb, rid: number): readonly { readonly rid: number; readonly id: string }[] =>
  db.all(
    `WITH RECURSIVE gone(rid) AS (SELECT rid FROM merged_record WHERE into_rid = ?
       UNION SELECT m.rid FROM gone g JOIN merged_record m ON m.into_rid = g.rid LIMIT ?)
     SELECT rec.rid, rec.id FROM gone JOIN rec ON rec.rid = gone.rid`,
    [rid, MAX_FOLLOWED],
  );
