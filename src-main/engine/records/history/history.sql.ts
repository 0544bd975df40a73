import type { ReadDb } from '../../storage/db';

export interface HistoryRow {
  readonly pos: number;
  readonly t: number;
  readonly kind: number;
  readonly p: string | null;
  readonly prev: string | null;
  readonly op: number | null;
  /** Records that the action touched; null as for the actor. */
  readonly count: number | null;
  /** JSON; null where the action is not of this device. */
  readonly actor: string | null;
}

/** Changes of a record, newest first, older than a position of the log. */
export const listHistoryRows = (db: ReadDb, rid: number, beforePos: number, limit: number): readonly HistoryRow[] =>
  db.all<HistoryRow>(
    `SELECT l.pos, l.t, l.kind, l.p, l.prev, l.op, o.count, o.actor FROM change_log l LEFT JOIN operation o ON o.id = l.op
     WHERE l.rid = ? AND l.pos < ? ORDER BY l.pos DESC LIMIT ?`,
    [rid, beforePos, limit],
  );

export interface TargetRow {
  readonly id: string;
  readonly rid: number;
  readonly obj: string;
  readonly alive: number;
}

/** Records by id, as many as there are. */
export const findTargets = (db: ReadDb, ids: readonly string[]): readonly TargetRow[] =>
  db.all<TargetRow>('SELECT id, rid, obj, alive FROM rec WHERE id IN (SELECT value FROM json_each(?))', [
    JSON.stringify(ids),
  ]);

/** Rows of an object's table by rid: the columns named, and `rid`. */
export const findTitleRows = (
  db: ReadDb,
  from: { readonly table: string; readonly columns: readonly string[] },
  rids: readonly number[],
): readonly Readonly<Record<string, string | number | null>>[] =>
  db.all(
    `SELECT rid, ${from.columns.map((column) => `"${column}"`).join(', ')} FROM "${from.table}"
     WHERE rid IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(rids)],
  );
