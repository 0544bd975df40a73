import type { MetaKind } from '../change-log/meta-change';
import type { ReadDb, SqlValue, WriteDb } from '../storage/db';
import type { metaFields, metaObjects } from '../storage/schema/static-tables';

/** `title_field` is the key of a field. */
export type ObjectRow = Readonly<typeof metaObjects.$inferSelect>;

/** `settings` is JSON. */
export type FieldRow = Readonly<typeof metaFields.$inferSelect>;

/** Also those in the trash, in the order in which they are shown. */
export const listObjectRows = (db: ReadDb): readonly ObjectRow[] =>
  db.all<ObjectRow>('SELECT * FROM meta_object ORDER BY sort_order, rid');

/** Of all objects, in the order of each. */
export const listFieldRows = (db: ReadDb): readonly FieldRow[] =>
  db.all<FieldRow>('SELECT * FROM meta_field ORDER BY object_key, sort_order, rid');

/** Where each kind of metadata is kept. */
export const META_TABLES: Readonly<Record<MetaKind, string>> = {
  _object: 'meta_object',
  _field: 'meta_field',
  _view: 'saved_view',
  _member: 'member',
  _role: 'role',
};

/** Whether records of the log with this `obj` are rows of metadata. */
export const isMetaKind = (obj: string): obj is MetaKind => Object.hasOwn(META_TABLES, obj);

/** Columns that a change of metadata may name; the rest are the engine's. Whatever else a patch holds never reaches SQL. */
export const META_COLUMNS: Readonly<Record<MetaKind, readonly string[]>> = {
  _object: [
    'key',
    'name',
    'label_singular',
    'label_plural',
    'icon',
    'color',
    'is_standard',
    'title_field',
    'sort_order',
  ],
  _field: [
    'object_key',
    'key',
    'name',
    'label',
    'type',
    'settings',
    'help',
    'is_standard',
    'is_required',
    'is_unique',
    'is_hidden',
    'sort_order',
  ],
  _view: ['object', 'name', 'settings', 'is_favorite', 'position'],
  _member: ['name', 'email', 'role', 'is_active'],
  _role: ['key', 'name', 'rules', 'is_standard', 'sort_order'],
};

/** Values by column, as SQLite keeps them. */
export type MetaColumns = Readonly<Record<string, SqlValue>>;

/** The rid is that of its row in `rec`. */
export const insertMetaRow = (db: WriteDb, kind: MetaKind, rid: number, id: string, columns: MetaColumns): void => {
  const names = META_COLUMNS[kind].filter((name) => Object.hasOwn(columns, name));
  db.run(
    `INSERT INTO ${META_TABLES[kind]}(rid, id, ${names.join(', ')}) VALUES (?, ?, ${names.map(() => '?').join(', ')})`,
    [rid, id, ...names.map((name) => columns[name] ?? null)],
  );
};

/** Writes the columns that a change may name and leaves out the rest. */
export const updateMetaRow = (db: WriteDb, kind: MetaKind, id: string, columns: MetaColumns): void => {
  const names = META_COLUMNS[kind].filter((name) => Object.hasOwn(columns, name));
  if (names.length === 0) return;
  db.run(`UPDATE ${META_TABLES[kind]} SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`, [
    ...names.map((name) => columns[name] ?? null),
    id,
  ]);
};

/** To the trash, or back with null. */
export const setMetaDeleted = (db: WriteDb, kind: MetaKind, id: string, deletedAtMs: number | null): void => {
  db.run(`UPDATE ${META_TABLES[kind]} SET deleted_at_ms = ? WHERE id = ?`, [deletedAtMs, id]);
};

/** All columns of a row, also of one in the trash. */
export const findMetaRow = (db: ReadDb, kind: MetaKind, id: string): MetaColumns | undefined =>
  db.get<MetaColumns>(`SELECT * FROM ${META_TABLES[kind]} WHERE id = ?`, [id]);

/** Ids of records are opaque; a key is what the schema works with. */
export const getObjectMetaId = (db: ReadDb, key: string): string =>
  String(db.pluck<string>('SELECT id FROM meta_object WHERE key = ?', [key])[0]);

/** The same for a field of an object. */
export const getFieldMetaId = (db: ReadDb, objectKey: string, key: string): string =>
  String(db.pluck<string>('SELECT id FROM meta_field WHERE object_key = ? AND key = ?', [objectKey, key])[0]);

/** Keys of an object's fields that were made after a stamp. */
export const listFieldsMadeAfter = (db: ReadDb, objectKey: string, t: number): readonly string[] =>
  db.pluck<string>(
    'SELECT m.key FROM meta_field AS m JOIN rec AS r ON r.rid = m.rid WHERE m.object_key = ? AND r.base_t > ?',
    [objectKey, t],
  );

/** Makes edits that are based on an older reading of the view conflict. */
export const bumpViewRevision = (db: WriteDb, id: string): void => {
  db.run('UPDATE saved_view SET revision = revision + 1 WHERE id = ?', [id]);
};

/** 0 before the workspace was seeded. */
export const readSchemaVersion = (db: ReadDb): number =>
  Number(db.pluck<string>("SELECT value FROM setting WHERE key = 'schemaVersion'")[0] ?? 0);

/** Tells every holder of the schema, in whatever thread, that it must be read anew. */
export const bumpSchemaVersion = (db: WriteDb): void => {
  db.run(
    `INSERT INTO setting(key, value) VALUES ('schemaVersion', '1')
     ON CONFLICT(key) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)`,
  );
};
