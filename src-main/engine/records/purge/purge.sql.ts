import { identifier } from '../../storage/identifier';
import type { FieldModel, ObjectModel } from '../../schema/model';
import type { ReadDb, WriteDb } from '../../storage/db';
import { addToCount } from '../write/record.sql';
import { deleteTexts } from '../write/search-rows.sql';

const SLICE = 1000;

/** Records that hold a value in a field, live and in the trash. */
export const countFilled = (db: ReadDb, object: ObjectModel, field: FieldModel): number =>
  db.pluck<number>(
    `SELECT count(*) FROM ${identifier(object.table)} WHERE NOT ${field.storage.emptyCondition(field.columns.map(identifier))}`,
  )[0] ?? 0;

/** Records of an object, live and in the trash. */
export const countRecords = (db: ReadDb, object: ObjectModel): number =>
  db.pluck<number>(`SELECT count(*) FROM ${identifier(object.table)}`)[0] ?? 0;

/** Indexes of a table that read one of the columns: SQLite does not drop a column under an index. */
const indexesOver = (db: ReadDb, table: string, columns: readonly string[]): readonly string[] =>
  db
    .all<{ readonly name: string; readonly sql: string }>(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
      [table],
    )
    .filter(({ sql }) => columns.some((column) => sql.includes(identifier(column))))
    .map(({ name }) => name);

/** Takes a field's values out of the file: columns, indexes, normalised copies, kept totals. */
export const dropField = (db: WriteDb, object: ObjectModel, field: FieldModel): void => {
  const { key } = field.def;
  for (const name of indexesOver(db, object.table, field.columns)) db.exec(`DROP INDEX ${identifier(name)}`);
  for (const column of field.columns)
    db.exec(`ALTER TABLE ${identifier(object.table)} DROP COLUMN ${identifier(column)}`);
  db.run('DELETE FROM value_index WHERE obj = ? AND f = ?', [object.def.key, key]);
  for (const table of ['kept_total', 'kept_total_value'])
    db.run(`DELETE FROM ${table} WHERE obj = ? AND (by = ? OR of = ?)`, [object.def.key, key, key]);
  db.run('DELETE FROM meta_field WHERE object_key = ? AND key = ?', [object.def.key, key]);
};

/** Takes a table of records, or of links, out of the file. Their ids stay taken, so that the log never speaks of another record. */
export const dropRecords = (db: WriteDb, object: ObjectModel): void => {
  const { key } = object.def;
  for (let after = 0; ;) {
    const rids = db.pluck<number>(
      `SELECT rid FROM ${identifier(object.table)} WHERE rid > ? AND deleted_at IS NULL ORDER BY rid LIMIT ${SLICE}`,
      [after],
    );
    for (const rid of rids) deleteTexts(db, rid);
    const last = rids.at(-1);
    if (last === undefined) break;
    after = last;
  }
  db.exec(`DROP TABLE ${identifier(object.table)}`);
  db.run('UPDATE rec SET alive = 0 WHERE obj = ?', [key]);
  for (const table of ['value_index', 'object_count', 'kept_total', 'kept_total_value'])
    db.run(`DELETE FROM ${table} WHERE obj = ?`, [key]);
};

/** Takes an object's definition and views out of the file. */
export const dropDefinition = (db: WriteDb, { key, name }: ObjectModel['def']): void => {
  db.run('DELETE FROM saved_view WHERE object = ?', [name]);
  db.run('DELETE FROM meta_field WHERE object_key = ?', [key]);
  db.run('DELETE FROM meta_object WHERE key = ?', [key]);
};

/** What `rec` says a record is of whose row was destroyed: of nothing there is. Its id stays taken, so that the log never speaks of another record. */
const GONE = '_gone';

const RIDS = '(SELECT value FROM json_each(?))';

/** Those of some records that are in the trash. */
export const listTrashed = (db: ReadDb, table: string, rids: readonly number[]): readonly number[] =>
  db.pluck<number>(`SELECT rid FROM ${identifier(table)} WHERE rid IN ${RIDS} AND deleted_at IS NOT NULL`, [
    JSON.stringify(rids),
  ]);

/** Links of some records at one end, those that were taken away too. */
export const listLinkRids = (db: ReadDb, table: string, column: string, ids: readonly string[]): readonly number[] =>
  db.pluck<number>(`SELECT rid FROM ${identifier(table)} WHERE ${identifier(column)} IN ${RIDS}`, [
    JSON.stringify(ids),
  ]);

/** Takes single records out of the file: rows, totals, what was kept of their use and of merges. Neither search nor the index of values has what is in the trash. */
export const dropRows = (db: WriteDb, object: ObjectModel, rids: readonly number[]): void => {
  const list = JSON.stringify(rids);
  const table = identifier(object.table);
  const counted = db.get<{ readonly live: number; readonly trashed: number }>(
    `SELECT count(*) FILTER (WHERE deleted_at IS NULL) AS live, count(*) FILTER (WHERE deleted_at IS NOT NULL) AS trashed
     FROM ${table} WHERE rid IN ${RIDS}`,
    [list],
  );
  addToCount(db, object.def.key, -(counted?.live ?? 0), -(counted?.trashed ?? 0));
  db.run(`DELETE FROM ${table} WHERE rid IN ${RIDS}`, [list]);
  db.run(`DELETE FROM record_use WHERE rid IN ${RIDS}`, [list]);
  db.run(`DELETE FROM merged_record WHERE rid IN ${RIDS}`, [list]);
  db.run(`UPDATE rec SET alive = 0, obj = ? WHERE rid IN ${RIDS}`, [GONE, list]);
};
