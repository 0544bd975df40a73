import { identifier } from '../../storage/identifier';
import type { FieldModel, ObjectModel } from '../../schema/model';
import type { ReadDb, SqlValue } from '../../storage/db';

/** Rows read at a time: a connection that iterates cannot write. */
const SLICE = 1000;

export interface FilledRow {
  readonly rid: number;
  readonly id: string;
  /** Not in the trash. */
  readonly isAlive: boolean;
  /** Cells of the field, in the order of its columns. */
  readonly cells: readonly SqlValue[];
}

/** Records that have a value in a field, also those in the trash, in the order in which they were made. May be written to meanwhile. */
export function* listFilled(db: ReadDb, object: ObjectModel, field: FieldModel): Generator<FilledRow> {
  const columns = field.columns.map(identifier);
  const sql = `SELECT rid, id, deleted_at IS NULL, ${columns.join(', ')} FROM ${identifier(object.table)}
    WHERE rid > ? AND NOT ${field.storage.emptyCondition(columns)} ORDER BY rid LIMIT ${SLICE}`;
  for (let after = 0; ;) {
    const rows = db.lists(sql, [after]);
    for (const [rid, id, isAlive, ...cells] of rows) {
      after = Number(rid);
      yield { rid: after, id: String(id), isAlive: isAlive === 1, cells };
    }
    if (rows.length < SLICE) return;
  }
}

/** How many of some records are in each stage. */
export const countInStages = (
  db: ReadDb,
  object: ObjectModel,
  field: FieldModel,
  rids: readonly number[],
): ReadonlyMap<string, number> => {
  const column = identifier(field.columns[0] ?? '');
  const rows = db.lists(
    `SELECT ${column}, count(*) FROM ${identifier(object.table)}
     WHERE rid IN (SELECT value FROM json_each(?)) AND ${column} IS NOT NULL GROUP BY 1`,
    [JSON.stringify(rids)],
  );
  return new Map(rows.map(([stage, count]) => [String(stage), Number(count)]));
};
