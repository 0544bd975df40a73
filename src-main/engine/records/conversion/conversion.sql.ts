import { identifier } from '../../storage/identifier';
import type { FieldModel, ObjectModel } from '../../schema/model';
import type { ReadDb, SqlValue } from '../../storage/db';

/** Rows read at a time: a connection that iterates cannot write. */
const SLICE = 1000;

export interface FilledRow {
  readonly rid: number;
  readonly id: string;
  /** Cells of the field, in the order of its columns. */
  readonly cells: readonly SqlValue[];
}

/** Records that have a value in a field, also those in the trash, in the order in which they were made. May be written to meanwhile. */
export function* listFilled(db: ReadDb, object: ObjectModel, field: FieldModel): Generator<FilledRow> {
  const columns = field.columns.map(identifier);
  const sql = `SELECT rid, id, ${columns.join(', ')} FROM ${identifier(object.table)}
    WHERE rid > ? AND NOT ${field.storage.emptyCondition(columns)} ORDER BY rid LIMIT ${SLICE}`;
  for (let after = 0; ;) {
    const rows = db.lists(sql, [after]);
    for (const [rid, id, ...cells] of rows) {
      after = Number(rid);
      yield { rid: after, id: String(id), cells };
    }
    if (rows.length < SLICE) return;
  }
}
