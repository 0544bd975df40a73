import type { ReadDb, SqlValue, WriteDb } from '../storage/db';

/** Where a copy of the workspace stands in its history. */
export interface LogPlace {
  /** Newest row of the log. */
  readonly pos: number;
  /** Newest change without one. */
  readonly unloggedId: number;
}

/** A row of the log as it is, with the record that it is about and who did it. */
export interface LoggedRow {
  readonly pos: number;
  readonly dev: number;
  readonly dseq: number;
  readonly t: number;
  readonly rid: number;
  readonly kind: number;
  readonly p: string | null;
  readonly prev: string | null;
  readonly op: number | null;
  /** Of the record. */
  readonly id: string;
  readonly obj: string;
  /** JSON; of the action, as is when it began. */
  readonly actor: string | null;
  readonly atMs: number | null;
}

const LOG = 'pos, dev, dseq, t, grp, rid, kind, scope, member, p, prev, cause, op, st, seq';

/** Some rows of the log in their order. */
export const listLogged = (db: ReadDb, afterPos: number, upToPos: number, limit: number): readonly LoggedRow[] =>
  db.all<LoggedRow>(
    `SELECT l.pos, l.dev, l.dseq, l.t, l.rid, l.kind, l.p, l.prev, l.op, r.id, r.obj, o.actor, o.at_ms AS atMs
     FROM change_log l JOIN rec r ON r.rid = l.rid LEFT JOIN operation o ON o.id = l.op
     WHERE l.pos > ? AND l.pos <= ? ORDER BY l.pos LIMIT ?`,
    [afterPos, upToPos, limit],
  );

interface Mark {
  readonly pos: number;
  readonly dev: number;
  readonly dseq: number;
  readonly t: number;
  readonly op: number | null;
}

const MARK = 'SELECT pos, dev, dseq, t, op FROM change_log';

/** The newest row of the log. */
export const findNewestLogged = (db: ReadDb): Mark | undefined => db.get<Mark>(`${MARK} ORDER BY pos DESC LIMIT 1`);

export const findLogged = (db: ReadDb, pos: number): Mark | undefined => db.get<Mark>(`${MARK} WHERE pos = ?`, [pos]);

/** The newest row of the log with a stamp before one. */
export const findLoggedBefore = (db: ReadDb, t: number): Mark | undefined =>
  db.get<Mark>(`${MARK} WHERE t < ? ORDER BY pos DESC LIMIT 1`, [t]);

/** The rows behind one, in their order; nothing else may be asked with the same statement meanwhile. */
export const iterateLoggedAfter = (db: ReadDb, pos: number): Iterable<Mark> =>
  db.iterate<Mark>(`${MARK} WHERE pos > ? ORDER BY pos`, [pos]);

const copyRows = (from: Iterable<readonly SqlValue[]>, to: WriteDb, insert: string, columns: string): void => {
  const sql = `${insert}(${columns}) VALUES (${columns.replaceAll(/\w+/g, '?')})`;
  for (const row of from) to.run(sql, row);
};

/** Puts rows of the log as they are into another copy of the workspace. */
export const copyLogged = (from: ReadDb, to: WriteDb, afterPos: number, upToPos: number): void =>
  copyRows(
    from.lists(`SELECT ${LOG} FROM change_log WHERE pos > ? AND pos <= ? ORDER BY pos`, [afterPos, upToPos]),
    to,
    'INSERT INTO change_log',
    LOG,
  );

const OPERATION = 'id, verb, object, subject, count, at_ms, actor, undo_of, undone_by';

/**
 * Makes the actions those of a moment: those with changes by then, and of those without any the ones begun by then; undone by what was done by then; one that was under way
 * counts what it had changed. Whatever its time says, an action goes by its changes: none is left without it. The log must be in the copy.
 */
export const copyOperations = (
  from: ReadDb,
  to: WriteDb,
  { pos, atMs }: { readonly pos: number; readonly atMs: number },
): void => {
  copyRows(
    from.lists(
      `SELECT ${OPERATION} FROM operation o WHERE (at_ms <= ? AND NOT EXISTS (SELECT 1 FROM change_log WHERE op = o.id))
         OR EXISTS (SELECT 1 FROM change_log WHERE op = o.id AND pos <= ?) ORDER BY id`,
      [atMs, pos],
    ),
    to,
    'INSERT OR REPLACE INTO operation',
    OPERATION,
  );
  to.run(
    `UPDATE operation AS o SET undone_by = (SELECT max(u.id) FROM operation u WHERE u.undo_of = o.id)
     WHERE undone_by IS NOT NULL AND undone_by NOT IN (SELECT id FROM operation)`,
  );
  for (const op of from.pluck<number>(
    `SELECT DISTINCT op FROM change_log AS l WHERE pos > ? AND op <= (SELECT max(op) FROM change_log WHERE pos <= ?)
     AND EXISTS (SELECT 1 FROM change_log WHERE op = l.op AND pos <= ?)`,
    [pos, pos, pos],
  ))
    to.run(
      'UPDATE operation SET count = min(count, (SELECT count(DISTINCT rid) FROM change_log WHERE op = ?)) WHERE id = ?',
      [op, op],
    );
};

const ATTACHMENT = 'sha, mime, size_bytes, created_at_ms';

/** What was attached by a moment. */
export const copyAttachments = (from: ReadDb, to: WriteDb, atMs: number): void =>
  copyRows(
    from.lists(`SELECT ${ATTACHMENT} FROM attachment WHERE created_at_ms <= ?`, [atMs]),
    to,
    'INSERT OR IGNORE INTO attachment',
    ATTACHMENT,
  );

/** Sets clock and counter of this device behind everything that is in the log. */
export const setClockBehindLog = (db: WriteDb): void => {
  db.run(
    `UPDATE sync_self SET hlc = max(hlc, coalesce((SELECT max(t) FROM change_log), 0)),
     dseq = max(dseq, coalesce((SELECT max(l.dseq) FROM change_log l JOIN device d ON d.no = l.dev WHERE d.id = sync_self.device), 0))`,
  );
};
