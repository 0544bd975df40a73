import { identifier } from '../../storage/identifier';
import type { ObjectModel } from '../../schema/model';
import type { ReadDb, SqlValue } from '../../storage/db';
import { ROOT } from '../query/joins';
import type { CompiledSet } from '../query/record-set';
import { titleColumns, titleInRow } from '../query/titles.sql';

/** A live record that may be shown, with what decides its rank. */
export interface Candidate {
  readonly rid: number;
  readonly object: ObjectModel;
  readonly title: string;
  readonly updatedAtMs: number;
}

type RawRow = Readonly<Record<string, SqlValue>> & { readonly rid: number; readonly updatedAtMs: number };

/** Titles and times of those records that are in a set: one statement. */
export const readCandidates = (
  db: ReadDb,
  { object, where }: CompiledSet,
  rids: readonly number[],
): readonly Candidate[] => {
  return db
    .all<RawRow>(
      `SELECT ${ROOT}.rid, ${ROOT}.updated_at AS updatedAtMs, ${titleColumns(object, ROOT)} FROM ${identifier(object.table)} AS ${ROOT}
       WHERE ${ROOT}.rid IN (SELECT value FROM json_each(?)) AND ${where.sql}`,
      [JSON.stringify(rids), ...where.params],
    )
    .map((row) => ({
      rid: row.rid,
      object,
      updatedAtMs: row.updatedAtMs,
      title: titleInRow(object, row),
    }));
};
