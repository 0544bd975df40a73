import type { RecordId } from '@shared/domain/ids';
import { identifier } from '../storage/identifier';
import { objectTable, type ObjectModel, type SchemaModel } from '../schema/model';
import type { ReadDb, SqlValue, WriteDb } from '../storage/db';

const PREFIX = 'import_match_';

/** A live record found for a row. */
export interface Found {
  readonly rid: number;
  readonly id: RecordId;
}

/** Where some records are out of sight, a match with one of them is none. */
const seenOnly = (object: ObjectModel): string =>
  object.access?.rows ? ` AND v.rid IN (SELECT rid FROM ${identifier(object.table)})` : '';

/** By a normalised e-mail, phone, link or unique value; the oldest of several. */
export const findByIndexedValue = (
  db: ReadDb,
  object: ObjectModel,
  fieldKey: string,
  value: string,
): Found | undefined =>
  db.get<Found>(
    `SELECT v.rid, r.id FROM value_index v JOIN rec r ON r.rid = v.rid
     WHERE v.v = ? AND v.obj = ? AND v.f = ? AND r.alive = 1${seenOnly(object)} ORDER BY v.rid LIMIT 1`,
    [value, object.def.key, fieldKey],
  );

/** By the text of columns, without case; the oldest of several. */
export const findByColumns = (
  db: ReadDb,
  object: ObjectModel,
  columns: readonly string[],
  values: readonly SqlValue[],
): Found | undefined =>
  db.get<Found>(
    `SELECT rid, id FROM ${identifier(object.table)}
     WHERE ${columns.map((column) => `${identifier(column)} IS ? COLLATE NOCASE`).join(' AND ')} AND deleted_at IS NULL ORDER BY rid LIMIT 1`,
    values,
  );

/** What a column of an identical record must hold; null: whatever is there. A list must hold these elements, and may hold more. */
export interface Wanted {
  readonly column: string;
  readonly value: SqlValue;
  readonly isList: boolean;
}

/** By what identical records are narrowed down first: the title's columns, or a value that is in `value_index`. */
export type Anchor =
  | { readonly columns: readonly string[]; readonly values: readonly SqlValue[] }
  | { readonly fieldKey: string; readonly value: string };

/** A live record that has all these values; the oldest of several. */
export const findIdentical = (
  db: ReadDb,
  object: ObjectModel,
  anchor: Anchor,
  wanted: readonly Wanted[],
): Found | undefined => {
  const isIndexed = 'fieldKey' in anchor;
  const conditions = [
    ...(isIndexed
      ? ['v.v = ?', 'v.obj = ?', 'v.f = ?']
      : anchor.columns.map((column) => `${identifier(column)} IS ? COLLATE NOCASE`)),
    'deleted_at IS NULL',
    ...wanted.map(({ column, isList }) =>
      isList
        ? `NOT EXISTS (SELECT 1 FROM json_each(?) WHERE value NOT IN (SELECT value FROM json_each(${identifier(column)})))`
        : `(? IS NULL OR ${identifier(column)} IS ?)`,
    ),
  ];
  // CROSS JOIN keeps the planner from walking the records first.
  const table = `${identifier(object.table)} AS t`;
  const from = isIndexed ? `value_index AS v CROSS JOIN ${table} ON t.rid = v.rid` : table;
  return db.get<Found>(`SELECT t.rid, t.id FROM ${from} WHERE ${conditions.join(' AND ')} ORDER BY t.rid LIMIT 1`, [
    ...(isIndexed ? [anchor.value, object.def.key, anchor.fieldKey] : anchor.values),
    ...wanted.flatMap(({ value, isList }) => (isList ? [value ?? '[]'] : [value, value])),
  ]);
};

/** Whether identical records are possible at all; most rows of a first import end here. */
export const hasCandidates = (db: ReadDb, object: ObjectModel, anchor: Anchor): boolean =>
  'fieldKey' in anchor
    ? db.get('SELECT 1 AS one FROM value_index WHERE v = ? AND obj = ? AND f = ?', [
        anchor.value,
        object.def.key,
        anchor.fieldKey,
      ]) !== undefined
    : findByColumns(db, object, anchor.columns, anchor.values) !== undefined;

/** Makes the index that a look-up by these columns needs, for as long as imports run. */
export const ensureMatchIndex = (db: WriteDb, object: ObjectModel, columns: readonly string[]): void => {
  const table = objectTable(object.def.key);
  const name = identifier(`${PREFIX}${table}_${columns.join('_')}`);
  const keys = columns.map((column) => `${identifier(column)} COLLATE NOCASE`).join(', ');
  db.exec(`CREATE INDEX IF NOT EXISTS ${name} ON ${identifier(table)}(${keys}) WHERE deleted_at IS NULL`);
};

/** Takes away what `ensureMatchIndex` made, also in a run that did not end. */
export const dropMatchIndexes = (db: WriteDb): void => {
  const names = db.pluck<string>(`SELECT name FROM sqlite_master WHERE type = 'index' AND name GLOB '${PREFIX}*'`);
  for (const name of names) db.exec(`DROP INDEX ${identifier(name)}`);
};

/** Whether a record has a note of exactly this text. */
export const hasNote = (
  db: ReadDb,
  note: { readonly object: ObjectModel; readonly bodyColumn: string; readonly targetColumn: string },
  target: string,
  body: string,
): boolean =>
  db.get(
    `SELECT 1 AS one FROM ${identifier(note.object.table)}
     WHERE ${identifier(note.targetColumn)} = ? AND ${identifier(note.bodyColumn)} = ? AND deleted_at IS NULL`,
    [target, body],
  ) !== undefined;

/** Texts of the live notes about a record ("person:<id>"), oldest first. */
export const listNoteTexts = (db: ReadDb, schema: SchemaModel, target: string): readonly string[] => {
  const note = schema.objects.get('note');
  const field = note?.fields.get('body');
  const [body] = field?.columns ?? [];
  const [about] = note?.fields.get('target')?.columns ?? [];
  if (!note || !field || body === undefined || about === undefined) return [];
  const { rules, storage, def } = field;
  const cells = db.pluck<string>(
    `SELECT ${identifier(body)} FROM ${identifier(note.table)}
     WHERE ${identifier(about)} = ? AND ${identifier(body)} IS NOT NULL AND deleted_at IS NULL ORDER BY rid`,
    [target],
  );
  return cells.map((cell) => rules.formatText(storage.fromColumns([cell]), { settings: def.settings }));
};
