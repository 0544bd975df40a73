import type { ReadDb, WriteDb } from '../storage/db';

/** A change without a row in the log; `p` is JSON of `Unlogged`. */
export interface UnloggedRow {
  readonly id: number;
  /** Position in the log behind which it happened. */
  readonly pos: number;
  readonly at_ms: number;
  readonly p: string;
}

export const insertUnlogged = (db: WriteDb, atMs: number, p: string): void => {
  db.run('INSERT INTO unlogged_change(pos, at_ms, p) VALUES ((SELECT coalesce(max(pos), 0) FROM change_log), ?, ?)', [
    atMs,
    p,
  ]);
};

/** Puts a row as it is in another copy of the workspace into this one. */
export const copyUnlogged = (db: WriteDb, { id, pos, at_ms, p }: UnloggedRow): void => {
  db.run('INSERT INTO unlogged_change(id, pos, at_ms, p) VALUES (?, ?, ?, ?)', [id, pos, at_ms, p]);
};

/** In their order. */
export const listUnlogged = (db: ReadDb, afterId: number): readonly UnloggedRow[] =>
  db.all<UnloggedRow>('SELECT id, pos, at_ms, p FROM unlogged_change WHERE id > ? ORDER BY id', [afterId]);

export const findLastUnlogged = (db: ReadDb): UnloggedRow | undefined =>
  db.get<UnloggedRow>('SELECT id, pos, at_ms, p FROM unlogged_change ORDER BY id DESC LIMIT 1');

export const findUnlogged = (db: ReadDb, id: number): UnloggedRow | undefined =>
  db.get<UnloggedRow>('SELECT id, pos, at_ms, p FROM unlogged_change WHERE id = ?', [id]);
