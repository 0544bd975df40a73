import { identifier } from '../../storage/identifier';
import type { ReadDb } from '../../storage/db';

export interface LinkRow {
  /** Id of the record at the other end. */
  readonly other: string;
  /** 1 while that record is live. */
  readonly isShown: number;
}

const from = (table: string, other: string): string =>
  `${identifier(table)} AS l LEFT JOIN rec ON rec.id = l.${identifier(other)} AND rec.alive = 1`;

/** Live links of a record, by the columns of its own and of the other end. */
export const listLinks = (db: ReadDb, table: string, own: string, other: string, id: string): readonly LinkRow[] =>
  db.all<LinkRow>(
    `SELECT l.${identifier(other)} AS other, rec.rid IS NOT NULL AS isShown FROM ${from(table, other)}
     WHERE l.${identifier(own)} = ? AND l.deleted_at IS NULL`,
    [id],
  );

/** Whether it has one to a live record. */
export const hasLiveLinks = (db: ReadDb, table: string, own: string, other: string, id: string): boolean =>
  db.get(
    `SELECT 1 AS one FROM ${from(table, other)}
     WHERE l.${identifier(own)} = ? AND l.deleted_at IS NULL AND rec.rid IS NOT NULL LIMIT 1`,
    [id],
  ) !== undefined;
