import type { FieldType } from '@shared/domain/schema';
import { identifier } from '../storage/identifier';
import type { ReadDb, SqlValue, WriteDb } from '../storage/db';
import type { FieldModel, ObjectModel } from './model';

/** Types whose values are always in `value_index`: people look for them by fragment. Others are there while their field is unique. */
const ALWAYS_INDEXED: ReadonlySet<FieldType> = new Set(['emails', 'phones', 'links']);

/** Rows read at a time: a connection that iterates cannot write. */
const SLICE = 5000;

const insertValues = (db: WriteDb, object: ObjectModel, field: FieldModel): void => {
  const columns = field.columns.map(identifier);
  const sql = `SELECT rid, ${columns.join(', ')} FROM ${identifier(object.table)}
    WHERE rid > ? AND deleted_at IS NULL AND NOT ${field.storage.emptyCondition(columns)} ORDER BY rid LIMIT ${SLICE}`;
  for (let after = 0; ;) {
    const rows = db.all<Readonly<Record<string, SqlValue>> & { readonly rid: number }>(sql, [after]);
    for (const row of rows) {
      const stored = field.storage.fromColumns(field.columns.map((column) => row[column] ?? null));
      for (const value of new Set(field.storage.indexedValues(stored))) {
        db.run('INSERT OR IGNORE INTO value_index(v, obj, f, rid) VALUES (?, ?, ?, ?)', [
          value,
          object.def.key,
          field.def.key,
          row.rid,
        ]);
      }
    }
    const last = rows.at(-1);
    if (!last || rows.length < SLICE) return;
    after = last.rid;
  }
};

/** Makes `value_index` hold what the field's definition asks for, now that it has changed. */
export const rebuildFieldIndex = (db: WriteDb, object: ObjectModel, field: FieldModel): void => {
  if (ALWAYS_INDEXED.has(field.def.type)) return;
  db.run('DELETE FROM value_index WHERE obj = ? AND f = ?', [object.def.key, field.def.key]);
  if (field.def.isUnique) insertValues(db, object, field);
};

/** A value that two live records share, if there is one. The field must be in `value_index`. */
export const findSharedValue = (db: ReadDb, objectKey: string, fieldKey: string): string | undefined =>
  db.pluck<string>('SELECT v FROM value_index WHERE obj = ? AND f = ? GROUP BY v HAVING count(*) > 1 LIMIT 1', [
    objectKey,
    fieldKey,
  ])[0];
