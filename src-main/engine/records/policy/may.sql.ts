import { identifier } from '../../storage/identifier';
import type { SqlFragment } from '../../schema/field-types/field-type-storage';
import type { ReadDb, SqlValue } from '../../storage/db';

/** Values of a row by column. */
export type RowCells = Readonly<Record<string, SqlValue>>;

/** Whether a table, or a view of one, has the row. */
export const isInTable = (db: ReadDb, table: string, rid: number): boolean =>
  db.get(`SELECT 1 AS one FROM ${identifier(table)} WHERE rid = ?`, [rid]) !== undefined;

/** Those of the row ids that a table, or a view of one, has. */
export const listInTable = (db: ReadDb, table: string, rids: readonly number[]): readonly number[] =>
  db.pluck<number>(`SELECT rid FROM ${identifier(table)} WHERE rid IN (SELECT value FROM json_each(?))`, [
    JSON.stringify(rids),
  ]);

/** What the engine keeps of a record itself. */
export const findSystemCells = (db: ReadDb, table: string, rid: number): RowCells =>
  db.get<RowCells>(
    `SELECT created_at, updated_at, created_by, updated_by, deleted_at FROM ${identifier(table)} WHERE rid = ?`,
    [rid],
  ) ?? {};

/** Whether a condition over table `t` holds for a row that is in no table. */
export const holdsForRow = (db: ReadDb, where: SqlFragment, row: RowCells): boolean => {
  const columns = Object.keys(row)
    .map((column) => `? AS ${identifier(column)}`)
    .join(', ');
  const values = [...where.params, ...Object.values(row)];
  return db.pluck<number>(`SELECT ${where.sql} FROM (SELECT ${columns}) AS t`, values)[0] === 1;
};
