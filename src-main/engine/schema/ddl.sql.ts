import type { WriteDb } from '../storage/db';
import type { FieldType } from '@shared/domain/schema';
import { storageFor } from './field-types/index';
import { objectTable } from './model';

type Ddl = Pick<WriteDb, 'exec' | 'pluck' | 'run' | 'addColumns'>;

/** Keys are made by the engine from letters, digits and _ only; anything else never reaches SQL. */
const KEY = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

const checkedKey = (key: string): string => {
  if (!KEY.test(key)) throw new Error('A key that is no identifier');
  return key;
};

const quoted = (identifier: string): string => `"${identifier}"`;

/** The columns that keep a field, in the order of its type's columns. */
export const fieldColumns = (fieldKey: string, type: FieldType): readonly string[] =>
  storageFor(type).columns.map(({ suffix }) => `f_${checkedKey(fieldKey)}${suffix}`);

const index = (db: Ddl, table: string, name: string, keys: readonly string[], where = 'deleted_at IS NULL'): void =>
  db.exec(`CREATE INDEX IF NOT EXISTS "${table}_${name}" ON "${table}"(${keys.join(', ')}) WHERE ${where}`);

/**
 * Makes an object's table with its system columns. Columns are nullable and have no default (sync.md 3); indexes hold live records only, so that a
 * list walks nothing that it must not show.
 */
export const createObjectTable = (db: Ddl, objectKey: string): void => {
  const table = objectTable(checkedKey(objectKey));
  db.exec(`CREATE TABLE IF NOT EXISTS "${table}"(rid INTEGER PRIMARY KEY, id TEXT NOT NULL, created_at INTEGER, updated_at INTEGER,
    created_by INTEGER, updated_by INTEGER, deleted_at INTEGER, position TEXT) STRICT`);
  index(db, table, 'created', ['created_at']);
  index(db, table, 'updated', ['updated_at']);
  index(db, table, 'position', ['position']);
  index(db, table, 'trash', ['deleted_at'], 'deleted_at IS NOT NULL');
  db.run('INSERT OR IGNORE INTO object_count(obj, live, trashed) VALUES (?, 0, 0)', [objectKey]);
};

/**
 * Adds a field's columns where they are missing, and the index that a relation needs: "the deals of this company" is asked on every record page. A computed
 * field's columns take any type, for its result may become another.
 */
export const addFieldColumns = (
  db: Ddl,
  objectKey: string,
  fieldKey: string,
  type: FieldType,
  isDerived = false,
): void => {
  const table = objectTable(checkedKey(objectKey));
  const present = new Set(db.pluck<string>('SELECT name FROM pragma_table_info(?)', [table]));
  const columns = fieldColumns(fieldKey, type);
  const typed = columns.map((name, at) => ({
    name,
    sqlType: isDerived ? ('ANY' as const) : (storageFor(type).columns[at]?.sqlType ?? 'TEXT'),
  }));
  db.addColumns(
    table,
    typed.filter(({ name }) => !present.has(name)),
  );
  if (type === 'relation' || type === 'morphRelation') index(db, table, `f_${fieldKey}`, columns.map(quoted));
};

/** The index behind the sort by name, which every list offers first. Made from the type's own sort keys, or the planner would not use it. */
export const indexTitle = (db: Ddl, objectKey: string, fieldKey: string, type: FieldType): void => {
  const columns = fieldColumns(fieldKey, type).map(quoted);
  index(db, objectTable(checkedKey(objectKey)), 'title', storageFor(type).sortKeys(columns, {}));
};

/** The columns that hold the ids of a link's two ends. */
export const LINK_COLUMNS = { a: 'f_a', b: 'f_b' } as const;

/** Makes the table of the links of a pair of fields, with an index for each side that holds all a look-up takes. */
export const createLinkTable = (db: Ddl, linkKey: string): void => {
  const table = objectTable(checkedKey(linkKey));
  const { a, b } = LINK_COLUMNS;
  db.exec(`CREATE TABLE IF NOT EXISTS "${table}"(rid INTEGER PRIMARY KEY, id TEXT NOT NULL, created_at INTEGER, updated_at INTEGER,
    created_by INTEGER, updated_by INTEGER, deleted_at INTEGER, position TEXT, ${a} TEXT, ${b} TEXT) STRICT`);
  // Of deleted links too: history looks for them.
  db.exec(`CREATE INDEX IF NOT EXISTS "${table}_${a}" ON "${table}"(${a}, ${b}, deleted_at);
    CREATE INDEX IF NOT EXISTS "${table}_${b}" ON "${table}"(${b}, ${a}, deleted_at)`);
  db.run('INSERT OR IGNORE INTO object_count(obj, live, trashed) VALUES (?, 0, 0)', [linkKey]);
};
