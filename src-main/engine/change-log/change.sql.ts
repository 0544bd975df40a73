import type { ReadDb, SqlValue } from '../storage/db';
import type { RowBuffer } from '../storage/row-buffer';
import type { changes } from '../storage/schema/static-tables';
import { WORKSPACE_SCOPE } from './rec.sql';

/** Values: dev, dseq, t, grp, rid, kind, p, prev, cause, op. */
export const insertChange = (rows: RowBuffer, values: readonly SqlValue[]): void => {
  rows.insert('INSERT INTO change_log(dev, dseq, t, grp, rid, kind, p, prev, cause, op, scope)', [
    ...values,
    WORKSPACE_SCOPE,
  ]);
};

/** A change as the log keeps it. */
export type ChangeRow = Readonly<Omit<typeof changes.$inferSelect, 'grp' | 'scope' | 'member' | 'st' | 'seq'>>;

const CHANGE = 'pos, dev, dseq, t, rid, kind, p, prev, cause, op';

/** Changes of an action, last first, before a position. */
export const listOperationChanges = (db: ReadDb, op: number, beforePos: number, limit: number): readonly ChangeRow[] =>
  db.all<ChangeRow>(`SELECT ${CHANGE} FROM change_log WHERE op = ? AND pos < ? ORDER BY pos DESC LIMIT ?`, [
    op,
    beforePos,
    limit,
  ]);

/** How many changes an action has. */
export const countOperationChanges = (db: ReadDb, op: number): number =>
  db.pluck<number>('SELECT count(*) FROM change_log WHERE op = ?', [op])[0] ?? 0;

/** Whether an action has more changes than so many. */
export const hasMoreChanges = (db: ReadDb, op: number, limit: number): boolean =>
  db.get('SELECT 1 AS one FROM change_log WHERE op = ? LIMIT 1 OFFSET ?', [op, limit]) !== undefined;

/** Every change of a record, last first. */
export const listRecordChanges = (db: ReadDb, rid: number): readonly ChangeRow[] =>
  db.all<ChangeRow>(`SELECT ${CHANGE} FROM change_log WHERE rid = ? ORDER BY pos DESC`, [rid]);

/** Changes of some records with a stamp after `t`, record by record, last first. */
export const listChangesAfter = (db: ReadDb, rids: readonly number[], t: number): readonly ChangeRow[] =>
  db.all<ChangeRow>(
    `SELECT ${CHANGE} FROM change_log WHERE rid IN (SELECT value FROM json_each(?)) AND t > ? ORDER BY rid, pos DESC`,
    [JSON.stringify(rids), t],
  );

/** Of those records that came, went or returned after `t` the first such change. */
export const listFirstLivesAfter = (db: ReadDb, rids: readonly number[], t: number): readonly ChangeRow[] =>
  db.all<ChangeRow>(
    `SELECT ${CHANGE} FROM change_log WHERE pos IN (SELECT min(pos) FROM change_log
       WHERE rid IN (SELECT value FROM json_each(?)) AND t > ? AND kind <> 1 GROUP BY rid)`,
    [JSON.stringify(rids), t],
  );

/** The last change of a record up to a stamp. */
export const findLastChangeUpTo = (db: ReadDb, rid: number, t: number): ChangeRow | undefined =>
  db.get<ChangeRow>(`SELECT ${CHANGE} FROM change_log WHERE rid = ? AND t <= ? ORDER BY pos DESC LIMIT 1`, [rid, t]);

/** The newest change of one kind that a record has. */
export const findLastChange = (db: ReadDb, rid: number, kind: number): ChangeRow | undefined =>
  db.get<ChangeRow>(`SELECT ${CHANGE} FROM change_log WHERE rid = ? AND kind = ? ORDER BY pos DESC LIMIT 1`, [
    rid,
    kind,
  ]);

/** Row ids of the records that an action put in the trash. */
export const listOperationDeletions = (db: ReadDb, op: number): readonly number[] =>
  db.pluck<number>(`SELECT rid FROM change_log WHERE op = ? AND p = '{"l":false}'`, [op]);
