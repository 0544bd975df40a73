import { isDeepStrictEqual } from 'node:util';
import { isDerived } from '@shared/domain/schema';
import { RecordId } from '@shared/domain/ids';
import { ActorValue, type FieldValue } from '@shared/domain/values';
import { indexedValues } from '../../records/write/search-index';
import {
  emptyCells,
  setField,
  storedValue,
  toWritable,
  type WritableObject,
} from '../../records/write/writable-object';
import { keepActor } from '../../schema/actors.sql';
import type { ObjectModel } from '../../schema/model';
import type { ReadDb, SqlValue, WriteDb } from '../../storage/db';
import { identifier } from '../../storage/identifier';
import type { Line } from './archive-format';
import { fromJsonText } from './json-text';
import { insertRecLine, readRec, REC_COLUMNS, type RecCells } from './rec-lines.sql';
import type { Section } from './section';
import { hasStoredShape } from './stored-shape';

type Cells = RecCells & Readonly<Record<string, SqlValue>>;

const actorText = (column: string): string =>
  `(SELECT json_object('kind', kind, 'name', name, 'id', member) FROM actor WHERE actor.id = x.${column})`;

const SYSTEM = `x.created_at AS createdAtMs, x.updated_at AS updatedAtMs, x.deleted_at AS deletedAtMs,
  ${actorText('created_by')} AS createdBy, ${actorText('updated_by')} AS updatedBy`;

/** An actor in a line; `id` is null where nobody knows the member. */
const KeptActor = ActorValue.extend({ id: RecordId.nullish().transform((id) => id ?? undefined) });

const actorNumber = (db: WriteDb, value: unknown): number | null =>
  value === null || value === undefined ? null : keepActor(db, KeptActor.parse(value));

const valuesOf = (object: WritableObject, cells: readonly SqlValue[], derived: boolean): Line => {
  const values: Record<string, FieldValue> = {};
  for (const field of object.fields) {
    const value = isDerived(field.model.def) === derived ? storedValue(field, cells) : null;
    if (value !== null) values[field.model.def.key] = value;
  }
  return values;
};

const toLine = (object: WritableObject, cells: Cells): Line => {
  const own = object.columns.map((_column, i) => cells[`c${i}`] ?? null);
  return {
    ...readRec(cells),
    createdAtMs: cells['createdAtMs'],
    createdBy: fromJsonText(cells['createdBy'] ?? null),
    updatedAtMs: cells['updatedAtMs'],
    updatedBy: fromJsonText(cells['updatedBy'] ?? null),
    deletedAtMs: cells['deletedAtMs'],
    values: valuesOf(object, own, false),
    computed: valuesOf(object, own, true),
  };
};

const numberOf = (name: string, value: unknown): SqlValue => {
  if (value === null || typeof value === 'number') return value;
  throw new Error(`${name} is no number`);
};

/** A value of some type: of which one, the type says when it keeps it. */
const isFieldValue = (value: unknown): value is FieldValue =>
  ['string', 'number', 'boolean', 'object'].includes(typeof value);

const propertiesOf = (value: unknown): ReadonlyMap<string, unknown> =>
  new Map(Object.entries(typeof value === 'object' && value !== null ? value : {}));

const cellsOf = (object: WritableObject, line: Line): readonly SqlValue[] => {
  const cells = emptyCells(object);
  const values = propertiesOf(line['values']);
  const computed = propertiesOf(line['computed']);
  for (const field of object.fields) {
    const { key, type } = field.model.def;
    const value = (isDerived(field.model.def) ? computed : values).get(key);
    if (value === undefined || value === null) continue;
    if (!isFieldValue(value)) throw new Error(`${key} has no value`);
    const isKept = isDerived(field.model.def) || hasStoredShape(type, value);
    if (isKept) setField(field, cells, value);
    // Reading it back is the other half of the check: what a type cannot keep is no value of it.
    if (isKept && isDeepStrictEqual(storedValue(field, cells), value)) continue;
    if (!isDerived(field.model.def)) throw new Error(`${key} is no value of type ${type}`);
    // Worked out anew after all records; only in the trash it stays as it came.
    setField(field, cells, null);
  }
  return cells;
};

const insertRecord = (object: WritableObject, db: WriteDb, line: Line): void => {
  const { key } = object.model.def;
  const { rid, id } = insertRecLine(db, key, line);
  const cells = cellsOf(object, line);
  const names = object.columns.map(identifier).join(', ');
  db.run(
    `INSERT INTO ${identifier(object.model.table)}(rid, id, created_at, updated_at, deleted_at, created_by, updated_by, ${names})
     VALUES (?, ?, ?, ?, ?, ?, ?${', ?'.repeat(cells.length)})`,
    [
      rid,
      id,
      numberOf('createdAtMs', line['createdAtMs'] ?? null),
      numberOf('updatedAtMs', line['updatedAtMs'] ?? null),
      numberOf('deletedAtMs', line['deletedAtMs'] ?? null),
      actorNumber(db, line['createdBy']),
      actorNumber(db, line['updatedBy']),
      ...cells,
    ],
  );
  if (line['isAlive'] !== true) return;
  for (const field of object.fields.filter(({ isIndexed }) => isIndexed))
    for (const value of indexedValues(field, cells))
      db.run('INSERT OR IGNORE INTO value_index(v, obj, f, rid) VALUES (?, ?, ?, ?)', [
        value,
        key,
        field.model.def.key,
        rid,
      ]);
};

/** The records of an object, or the links of a pair of fields, in the order in which they came to the workspace; those in the trash too. */
export const recordSection = (folder: 'records' | 'links', model: ObjectModel): Section => {
  const object = toWritable(model);
  const columns = object.columns.map((column, i) => `x.${identifier(column)} AS c${i}`).join(', ');
  const table = identifier(model.table);
  const select = `SELECT ${REC_COLUMNS}, ${SYSTEM}, ${columns} FROM ${table} x JOIN rec ON rec.rid = x.rid`;
  return {
    file: `${folder}/${model.def.key}.jsonl`,
    keyOf: (line) => String(line['id']),
    count: (db) => db.pluck<number>(`SELECT count(*) FROM ${table}`)[0] ?? 0,
    lines: function* (db) {
      for (const cells of db.iterate<Cells>(`${select} ORDER BY x.rid`)) yield toLine(object, cells);
    },
    find: (db: ReadDb, like) => {
      const cells = db.get<Cells>(`${select} WHERE rec.id = ?`, [String(like['id'])]);
      return cells && toLine(object, cells);
    },
    insert: (db, line) => insertRecord(object, db, line),
  };
};

/** Counts anew what the totals of an object say. */
export const countRecords = (db: WriteDb, model: ObjectModel): void => {
  db.run(
    `INSERT OR REPLACE INTO object_count(obj, live, trashed)
     SELECT ?, coalesce(sum(deleted_at IS NULL), 0), coalesce(sum(deleted_at IS NOT NULL), 0) FROM ${identifier(model.table)}`,
    [model.def.key],
  );
};
