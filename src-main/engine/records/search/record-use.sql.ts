import type { ReadDb, WriteDb } from '../../storage/db';

export interface RecordUse {
  readonly rid: number;
  readonly openedAtMs: number;
  readonly points: number;
}

const COLUMNS = 'rid, opened_at_ms AS openedAtMs, points';

export const findUse = (db: ReadDb, rid: number): RecordUse | undefined =>
  db.get<RecordUse>(`SELECT ${COLUMNS} FROM record_use WHERE rid = ?`, [rid]);

/** How often and when some records were opened; those that never were are left out. */
export const listUses = (db: ReadDb, rids: readonly number[]): readonly RecordUse[] =>
  db.all<RecordUse>(`SELECT ${COLUMNS} FROM record_use WHERE rid IN (SELECT value FROM json_each(?))`, [
    JSON.stringify(rids),
  ]);

/** The records opened last, newest first. */
export const listLastOpened = (db: ReadDb, limit: number): readonly number[] =>
  db.pluck<number>('SELECT rid FROM record_use ORDER BY opened_at_ms DESC LIMIT ?', [limit]);

export const saveUse = (db: WriteDb, { rid, openedAtMs, points }: RecordUse): void => {
  db.run('INSERT OR REPLACE INTO record_use(rid, opened_at_ms, points) VALUES (?, ?, ?)', [rid, openedAtMs, points]);
};

/** Forgets all but the records opened last. */
export const forgetOldUses = (db: WriteDb, kept: number): void => {
  db.run(
    `DELETE FROM record_use WHERE opened_at_ms <
       (SELECT opened_at_ms FROM record_use ORDER BY opened_at_ms DESC LIMIT 1 OFFSET ?)`,
    [kept],
  );
};
