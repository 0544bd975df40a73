import type { ReadDb } from '../../storage/db';
import { quote } from './writable-object';

export interface LinkRow {
  /** Id of the record at the other end. */
  readonly other: string;
  /** 1 while that record is live. */
  readonly isShown: number;
}

const from = (table: string, other: string): string =>
  `${quote(table)} AS l LEFT JOIN rec ON rec.id = l.${quote(other)} AND rec.alive = 1`;

/** Live links of a record, by the columns of its own and of the other end. */
export const listLinks = (db: ReadDb, table: string, own: string, other: string, id: string): readonly LinkRow[] =>
  db.all<LinkRow>(
    `SELECT l.${quote(other)} AS other, rec.rid IS NOT NULL AS isShown FROM ${from(table, other)}
     WHERE l.${quote(own)} = ? AND l.deleted_at IS NULL`,
    [id],
  );

/** Whether it has one to a live record. */
export const hasLiveLinks = (db: ReadDb, table: string, own: string, other: string, id: string): boolean =>
  db.get(
    `SELECT 1 AS one FROM ${from(table, other)}
     WHERE l.${quote(own)} = ? AND l.deleted_at IS NULL AND rec.rid IS NOT NULL LIMIT 1`,
    [id],
  ) !== undefined;
