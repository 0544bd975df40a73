import type { ObjectModel } from '../../schema/model';
import type { ReadDb, SqlValue } from '../../storage/db';
import { identifier } from '../query/sql-fragment';
import { titleText } from '../query/titles.sql';

/** A live record that may be shown, with what decides its rank. */
export interface Candidate {
  readonly rid: number;
  readonly object: ObjectModel;
  readonly title: string;
  readonly updatedAtMs: number;
}

type RawRow = Readonly<Record<string, SqlValue>> & { readonly rid: number; readonly updatedAtMs: number };

/** Titles and times of records of one object, those in the trash left out: one statement. */
export const readCandidates = (db: ReadDb, object: ObjectModel, rids: readonly number[]): readonly Candidate[] => {
  const { columns, storage } = object.titleField;
  const selected = columns.map((column, index) => `, ${identifier(column)} AS c${index}`).join('');
  return db
    .all<RawRow>(
      `SELECT rid, updated_at AS updatedAtMs${selected} FROM ${identifier(object.table)}
       WHERE rid IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL`,
      [JSON.stringify(rids)],
    )
    .map((row) => ({
      rid: row.rid,
      object,
      updatedAtMs: row.updatedAtMs,
      title: titleText(object, storage.fromColumns(columns.map((_, index) => row[`c${index}`] ?? null))),
    }));
};
