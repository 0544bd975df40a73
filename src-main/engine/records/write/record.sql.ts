import { identifier } from '../../storage/identifier';
import type { ReadDb, SqlValue, WriteDb } from '../../storage/db';
import type { WritableObject } from './writable-object';
import type { RowBuffer } from '../../storage/row-buffer';

/** The record's cells, in the order of the object's columns. */
export const readCells = (db: ReadDb, object: WritableObject, rid: number): SqlValue[] => {
  const row = db.get<Readonly<Record<string, SqlValue>>>(object.selectSql, [rid]);
  if (!row) throw new Error(`Record ${rid} has no row in ${object.model.table}`);
  return object.columns.map((column) => row[column] ?? null);
};

/** Live records of the object after a rid, in order of rid. */
export const listLiveCells = (
  db: ReadDb,
  object: WritableObject,
  afterRid: number,
  limit: number,
): readonly { readonly rid: number; readonly cells: readonly SqlValue[] }[] =>
  db
    .lists(
      `SELECT rid, ${object.columns.map(identifier).join(', ')} FROM ${identifier(object.model.table)}
       WHERE rid > ? AND deleted_at IS NULL ORDER BY rid LIMIT ?`,
      [afterRid, limit],
    )
    .map(([rid, ...cells]) => ({ rid: Number(rid), cells }));

export interface RowUpdate {
  readonly columns: readonly string[];
  readonly cells: readonly SqlValue[];
  readonly updatedAtMs: number;
  /** Number of an actor. */
  readonly updatedBy: number;
}

/** Writes the named columns and who changed them when. */
export const updateRow = (db: WriteDb, object: WritableObject, rid: number, to: RowUpdate): void => {
  const sets = to.columns.map((column) => `${identifier(column)} = ?, `).join('');
  db.run(`UPDATE ${identifier(object.model.table)} SET ${sets}updated_at = ?, updated_by = ? WHERE rid = ?`, [
    ...to.cells,
    to.updatedAtMs,
    to.updatedBy,
    rid,
  ]);
};

/** Writes a computed field's columns; the record itself counts as untouched. */
export const updateComputed = (
  db: WriteDb,
  table: string,
  columns: readonly string[],
  rid: number,
  cells: readonly SqlValue[],
): void => {
  const sets = columns.map((column) => `${identifier(column)} = ?`).join(', ');
  db.run(`UPDATE ${identifier(table)} SET ${sets} WHERE rid = ?`, [...cells, rid]);
};

/** To the trash, or back with null. */
export const saveDeletedAt = (db: WriteDb, object: WritableObject, rid: number, deletedAtMs: number | null): void => {
  db.run(`UPDATE ${identifier(object.model.table)} SET deleted_at = ? WHERE rid = ?`, [deletedAtMs, rid]);
};

/** Live records whose relation column holds the text: an id, or "object:id". */
export const findReferrers = (db: ReadDb, table: string, column: string, text: string): readonly number[] =>
  db.pluck<number>(`SELECT rid FROM ${identifier(table)} WHERE ${identifier(column)} = ? AND deleted_at IS NULL`, [
    text,
  ]);

/** The same, and those in the trash. */
export const findAllReferrers = (db: ReadDb, table: string, column: string, text: string): readonly number[] =>
  db.pluck<number>(
    `SELECT rid FROM ${identifier(table)} WHERE ${identifier(column)} = ? AND deleted_at IS NULL
     UNION ALL SELECT rid FROM ${identifier(table)} WHERE ${identifier(column)} = ? AND deleted_at IS NOT NULL`,
    [text, text],
  );

/** Records of a table, live and in the trash, behind one row id and up to another, in the order in which they were made. */
export const listRidsUpTo = (
  db: ReadDb,
  table: string,
  after: number,
  last: number,
  limit: number,
): readonly number[] =>
  db.pluck<number>(`SELECT rid FROM ${identifier(table)} WHERE rid > ? AND rid <= ? ORDER BY rid LIMIT ?`, [
    after,
    last,
    limit,
  ]);

/** How many records an object has, live and in the trash. */
export const countRecords = (db: ReadDb, obj: string): number =>
  db.pluck<number>('SELECT live + trashed FROM object_count WHERE obj = ?', [obj])[0] ?? 0;

/** Another live record of the object that has the value in the field. */
export const findHolder = (
  db: ReadDb,
  of: { readonly value: string; readonly obj: string; readonly field: string; readonly exceptRid: number },
): string | undefined =>
  db.get<{ readonly id: string }>(
    'SELECT r.id FROM value_index v JOIN rec r ON r.rid = v.rid WHERE v.v = ? AND v.obj = ? AND v.f = ? AND v.rid <> ? LIMIT 1',
    [of.value, of.obj, of.field, of.exceptRid],
  )?.id;

/** A normalised value of a live record. */
export const insertIndexed = (rows: RowBuffer, value: string, obj: string, field: string, rid: number): void => {
  rows.insert('INSERT OR IGNORE INTO value_index(v, obj, f, rid)', [value, obj, field, rid]);
};

/** Takes it out again. */
export const deleteIndexed = (db: WriteDb, value: string, obj: string, field: string, rid: number): void => {
  db.run('DELETE FROM value_index WHERE v = ? AND obj = ? AND f = ? AND rid = ?', [value, obj, field, rid]);
};

/** Moves the totals of an object; negative numbers take away. */
export const addToCount = (db: WriteDb, obj: string, live: number, trashed: number): void => {
  db.run(
    `INSERT INTO object_count(obj, live, trashed) VALUES (?, ?, ?)
     ON CONFLICT(obj) DO UPDATE SET live = live + excluded.live, trashed = trashed + excluded.trashed`,
    [obj, live, trashed],
  );
};

/** Whether a file with this content is in the workspace. */
export const hasAttachment = (db: ReadDb, sha: string): boolean =>
  db.get('SELECT 1 AS one FROM attachment WHERE sha = ?', [sha]) !== undefined;
