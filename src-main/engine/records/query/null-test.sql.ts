import type { SqlFragment } from '../../schema/field-types/field-type-storage';
import type { ReadDb } from '../../storage/db';

/** Asks SQLite whether a condition over these columns of `blank` holds when all of them are NULL. */
export const holdsOverNulls = (db: ReadDb, columns: readonly string[], condition: SqlFragment): boolean => {
  const nulls = columns.map((column) => `NULL AS ${column}`).join(', ');
  return db.pluck<number>(`SELECT ${condition.sql} FROM (SELECT ${nulls}) AS blank`, condition.params)[0] === 1;
};
