import { identifier } from '../../storage/identifier';
import type { ReadDb, SqlValue } from '../../storage/db';
import type { MatchPlan } from './match-plan';

/** Live records after a row id: the row id, then the plan's columns. */
export const listMatchCells = (
  db: ReadDb,
  { object, columns }: MatchPlan,
  afterRid: number,
  limit: number,
): (readonly SqlValue[])[] =>
  db.lists(
    `SELECT rid, ${columns.map(identifier).join(', ')} FROM ${identifier(object.table)}
     WHERE rid > ? AND deleted_at IS NULL ORDER BY rid LIMIT ?`,
    [afterRid, limit],
  );

/** The same of single records. */
export const findMatchCells = (
  db: ReadDb,
  { object, columns }: MatchPlan,
  rids: readonly number[],
): (readonly SqlValue[])[] =>
  db.lists(
    `SELECT rid, ${columns.map(identifier).join(', ')} FROM ${identifier(object.table)}
     WHERE rid IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL`,
    [JSON.stringify(rids)],
  );
