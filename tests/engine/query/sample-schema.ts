import { rulesFor } from '@shared/domain/field-types/index';
import { FIELD_TYPES, type FieldDef, type FieldSettings, type FieldType, type ObjectDef } from '@shared/domain/schema';
import type { ActorValue, FieldValue } from '@shared/domain/values';
import { keepActor } from '@main/engine/schema/actors.sql';
import { storageFor } from '@main/engine/schema/field-types/index';
import { linkInverses, type UnlinkedObject } from '@main/engine/schema/link-inverses';
import {
  type FieldModel,
  objectTable,
  type ObjectModel,
  type SchemaModel,
  SYSTEM_FIELDS,
} from '@main/engine/schema/model';
import { savePendingRebuild } from '@main/engine/records/search/rebuild-progress';
import { foundation } from '@main/engine/storage/migrations/0010-foundation';
import { search } from '@main/engine/storage/migrations/0030-search';
import { keptActors } from '@main/engine/storage/migrations/0200-kept-actors';
import type { WriteDb } from '@main/engine/storage/db';
import { openDatabase, type OpenDatabase, type OpenOptions } from '@main/engine/storage/open-database';

/** Two objects with every field type and the relations between them, made without the seed of the product. */

export const OPTIONS: FieldSettings = {
  options: [
    { key: 'hot', label: 'Hot', color: 'red' },
    { key: 'warm', label: 'Warm', color: 'orange' },
    { key: 'cold', label: 'Cold', color: 'blue' },
  ],
};

const fieldDef = (
  name: string,
  type: FieldType,
  settings: FieldSettings,
  order: number,
  isSystem = false,
): FieldDef => ({
  key: name,
  name,
  label: name,
  type,
  settings,
  help: '',
  isStandard: true,
  isSystem,
  isRequired: false,
  isUnique: false,
  isHidden: false,
  order,
  deletedAtMs: null,
});

const fieldModel = (def: FieldDef, columns: readonly string[]): FieldModel => ({
  def,
  valueType: def.type,
  rules: rulesFor(def.type),
  storage: storageFor(def.type),
  columns,
});

type Given = readonly (readonly [name: string, type: FieldType, settings?: FieldSettings])[];

const objectModel = (name: string, titleField: string, given: Given): UnlinkedObject => {
  const own = given.map(([field, type, settings = {}], index) =>
    fieldModel(
      fieldDef(field, type, settings, index),
      storageFor(type).columns.map(({ suffix }) => `f_${field}${suffix}`),
    ),
  );
  const system = SYSTEM_FIELDS.map(({ name: field, type, column }, index) =>
    fieldModel(fieldDef(field, type, {}, own.length + index, true), [column]),
  );
  const fields = [...own, ...system];
  const def: ObjectDef = {
    key: name,
    name,
    labelSingular: name,
    labelPlural: `${name}s`,
    icon: 'box',
    color: 'gray',
    isStandard: true,
    titleField,
    order: 0,
    deletedAtMs: null,
    fields: fields.map((field) => field.def),
  };
  const byName = new Map(fields.map((field) => [field.def.name, field]));
  const title = byName.get(titleField);
  if (!title) throw new Error(`No field ${titleField}`);
  return { def, table: objectTable(name), fields: byName, fieldsByKey: byName, titleField: title, inverses: new Map() };
};

const company = objectModel('company', 'name', [
  ['name', 'text'],
  ['industry', 'select', OPTIONS],
  ['employees', 'integer'],
  ['parent', 'relation', { target: 'company' }],
]);

const PIPELINES: FieldSettings = {
  pipelines: [
    {
      key: 'one',
      label: 'One',
      winReasons: [{ key: 'price', label: 'Price' }],
      lossReasons: [],
      stages: [
        { key: 'late', label: 'Late', color: 'blue', probability: 80, allowedDays: 1 },
        { key: 'early', label: 'Early', color: 'gray', probability: 20 },
        { key: 'done', label: 'Done', color: 'green', probability: 100, outcome: 'won' },
      ],
    },
    {
      key: 'two',
      label: 'Two',
      winReasons: [],
      lossReasons: [],
      stages: [{ key: 'again', label: 'Again', color: 'teal', probability: 50 }],
    },
  ],
};

const settingsOf = (type: FieldType): FieldSettings => {
  if (type === 'stage') return PIPELINES;
  if (type === 'select' || type === 'multiSelect') return OPTIONS;
  if (type === 'morphRelation') return { targets: ['thing', 'company'] };
  return type === 'relation' ? { target: 'company' } : {};
};

/** One field of each type, named after it; and a relation to its own kind. */
const thing = objectModel('thing', 'fullName', [
  ...FIELD_TYPES.filter((type) => type !== 'actor' && type !== 'position').map(
    (type): readonly [string, FieldType, FieldSettings] => [type, type, settingsOf(type)],
  ),
  ['parent', 'relation', { target: 'thing' }],
]);

linkInverses([company, thing]);
const objects = new Map([company, thing].map((object) => [object.def.name, object]));
export const sampleSchema: SchemaModel = {
  version: 1,
  objects,
  objectsByKey: objects,
  links: new Map(),
  members: [],
  roles: [],
  me: null,
};
export const sampleRegistry = { current: () => sampleSchema };

const createTable = (db: WriteDb, { table, fields }: ObjectModel): void => {
  const columns = [...fields.values()]
    .filter(({ def }) => !def.isSystem)
    .flatMap(({ columns: names, storage }) =>
      names.map((column, index) => `"${column}" ${storage.columns[index]?.sqlType ?? 'TEXT'}`),
    );
  db.exec(`CREATE TABLE "${table}"(rid INTEGER PRIMARY KEY, id TEXT NOT NULL, created_at INTEGER, updated_at INTEGER,
    deleted_at INTEGER, created_by INTEGER, updated_by INTEGER, position TEXT, ${columns.join(', ')}) STRICT;
    CREATE INDEX "${table}_created" ON "${table}"(created_at) WHERE deleted_at IS NULL;
    CREATE INDEX "${table}_updated" ON "${table}"(updated_at) WHERE deleted_at IS NULL;`);
};

export const openSample = (options: Pick<OpenOptions, 'goOn'> = {}): OpenDatabase => {
  const database = openDatabase({ file: ':memory:', mode: 'writer', ...options });
  database.inTransaction((db) => {
    foundation.up(db);
    search.up(db);
    keptActors.up(db);
    for (const object of objects.values()) createTable(db, object);
    db.exec(`CREATE INDEX r_company_name ON r_company(f_name COLLATE NOCASE) WHERE deleted_at IS NULL;
      CREATE INDEX r_thing_integer ON r_thing(f_integer) WHERE deleted_at IS NULL;
      CREATE INDEX r_thing_text ON r_thing(f_text COLLATE NOCASE) WHERE deleted_at IS NULL;`);
    const title = storageFor('fullName').sortKeys(['f_fullName__first', 'f_fullName__last'], {});
    db.exec(`CREATE INDEX r_thing_title ON r_thing(${title.join(', ')}) WHERE deleted_at IS NULL`);
    for (const name of objects.keys()) db.run('INSERT INTO object_count VALUES (?, 0, 0)', [name]);
    // These records are not in the indexes of search.
    savePendingRebuild(db, { objects: [...objects.keys()], afterRid: 0 });
  });
  return database;
};

/** The n-th record id: sortable, and told apart at a glance. */
export const sampleId = (n: number): string => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

export interface SampleRecord {
  readonly object: 'thing' | 'company';
  readonly n: number;
  /** Stored values by field name. */
  readonly values: Readonly<Record<string, FieldValue>>;
  readonly createdAt?: number;
  /** Default: Ada. */
  readonly author?: ActorValue | null;
  readonly deletedAt?: number | null;
}

const ADA: ActorValue = { kind: 'person', name: 'Ada' };

/** Inserts a record as the write path would leave it: row, id, count. */
export const insertSample = (
  db: WriteDb,
  { object: name, n, values, createdAt = n, author = ADA, deletedAt = null }: SampleRecord,
): void => {
  const object = objects.get(name);
  if (!object) throw new Error(`No object ${name}`);
  const columns = ['rid', 'id', 'created_at', 'updated_at', 'deleted_at', 'created_by', 'updated_by', 'position'];
  const actor = author && keepActor(db, author);
  const params = [n, sampleId(n), createdAt, createdAt, deletedAt, actor, actor, `a${n}`];
  for (const [field, value] of Object.entries(values)) {
    const model = object.fields.get(field);
    if (!model) throw new Error(`No field ${field}`);
    columns.push(...model.columns);
    params.push(...model.storage.toColumns(value).map((column) => column as string | number | null));
  }
  db.run(
    `INSERT INTO "${object.table}"(${columns.map((column) => `"${column}"`).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    params,
  );
  db.run('INSERT INTO rec(rid, id, obj, scope, alive) VALUES (?, ?, ?, 0, ?)', [
    n,
    sampleId(n),
    name,
    deletedAt === null ? 1 : 0,
  ]);
  const column = deletedAt === null ? 'live' : 'trashed';
  db.run(`UPDATE object_count SET ${column} = ${column} + 1 WHERE obj = ?`, [name]);
};

export const NOW_MS = Date.UTC(2025, 5, 18, 12);
export const sampleDeps = {
  clock: { nowMs: () => NOW_MS },
  schema: sampleRegistry,
  settings: () => ({ timeZone: 'UTC', locale: 'de', phoneRegion: 'DE', currency: 'EUR' }),
};
