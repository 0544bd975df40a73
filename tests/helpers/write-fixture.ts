import { rulesFor } from '@shared/domain/field-types/index';
import type { FieldDef, FieldSettings, FieldType, ObjectDef } from '@shared/domain/schema';
import type { RecordId } from '@shared/domain/ids';
import { ActorValue, type ValuesInput } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import type { ChangeSet } from '@shared/domain/changes';
import { createJobQueue } from '@main/engine/jobs/job-queue';
import { createChangeBus } from '@main/engine/kernel/event-bus';
import { initSync } from '@main/engine/change-log/clock';
import { runUndo, undoJob } from '@main/engine/records/undo/undo.job';
import { writeRecords } from '@main/engine/records/write/write-records';
import { indexDue } from '@main/engine/records/write/text-index';
import type { RecordWrite, WriteOutcome, WrittenRecord } from '@main/engine/records/write/record-write';
import { storageFor } from '@main/engine/schema/field-types/index';
import { linkInverses, type UnlinkedObject } from '@main/engine/schema/link-inverses';
import { objectTable, SYSTEM_FIELDS } from '@main/engine/schema/model';
import type { FieldModel, ObjectModel, SchemaModel } from '@main/engine/schema/model';
import { MIGRATIONS } from '@main/engine/storage/migrations/index';
import { openDatabase } from '@main/engine/storage/open-database';

interface FieldSpec {
  readonly type: FieldType;
  readonly settings?: FieldSettings;
  readonly isRequired?: boolean;
  readonly isUnique?: boolean;
}

/** A small schema with every kind of register, relation rule and check. Title first. */
const OBJECTS: Readonly<Record<string, Readonly<Record<string, FieldSpec>>>> = {
  company: {
    name: { type: 'text', isRequired: true },
    domains: { type: 'links' },
    revenue: { type: 'currency' },
    taxId: { type: 'text', isUnique: true },
    parent: { type: 'relation', settings: { target: 'company' } },
  },
  person: {
    name: { type: 'fullName' },
    emails: { type: 'emails' },
    company: { type: 'relation', settings: { target: 'company', onTargetDelete: 'clear' } },
    jobTitle: { type: 'text' },
    tags: {
      type: 'multiSelect',
      settings: { options: ['a', 'b', 'c', 'd'].map((key) => ({ key, label: key, color: 'gray' })) },
    },
    address: { type: 'address' },
    optIn: { type: 'boolean' },
    score: { type: 'number' },
    photo: { type: 'files' },
  },
  deal: {
    name: { type: 'text' },
    company: { type: 'relation', settings: { target: 'company', onTargetDelete: 'cascade' } },
    amount: { type: 'currency' },
  },
  invoice: {
    name: { type: 'text' },
    company: { type: 'relation', settings: { target: 'company', onTargetDelete: 'refuse' } },
  },
  task: {
    title: { type: 'text' },
    target: { type: 'morphRelation', settings: { targets: ['person', 'company', 'deal'] } },
  },
};

const fieldDef = (name: string, spec: FieldSpec, order: number): FieldDef => ({
  key: name,
  name,
  label: name,
  type: spec.type,
  settings: spec.settings ?? {},
  help: '',
  isStandard: true,
  isSystem: false,
  isRequired: spec.isRequired ?? false,
  isUnique: spec.isUnique ?? false,
  isHidden: false,
  order,
  deletedAtMs: null,
});

const buildObject = (name: string, specs: Readonly<Record<string, FieldSpec>>, order: number): UnlinkedObject => {
  const own = Object.entries(specs).map(([key, spec], i): FieldModel => {
    const storage = storageFor(spec.type);
    return {
      def: fieldDef(key, spec, i),
      valueType: spec.type,
      rules: rulesFor(spec.type),
      storage,
      columns: storage.columns.map(({ suffix }) => `f_${key}${suffix}`),
    };
  });
  const system = SYSTEM_FIELDS.map((field, i): FieldModel => ({
    def: { ...fieldDef(field.name, { type: field.type }, 100 + i), isSystem: true },
    valueType: field.type,
    rules: rulesFor(field.type),
    storage: storageFor(field.type),
    columns: [field.column],
  }));
  const fields = [...own, ...system];
  const [titleField] = fields;
  if (!titleField) throw new Error('No fields');
  const def: ObjectDef = {
    key: name,
    name,
    labelSingular: name,
    labelPlural: `${name}s`,
    icon: 'box',
    color: 'gray',
    isStandard: true,
    titleField: titleField.def.name,
    order,
    deletedAtMs: null,
    fields: fields.map((field) => field.def),
  };
  return {
    def,
    table: objectTable(name),
    titleField,
    fields: new Map(fields.map((field) => [field.def.name, field])),
    fieldsByKey: new Map(fields.map((field) => [field.def.key, field])),
    inverses: new Map(),
  };
};

const tableSql = (object: ObjectModel): string => {
  const columns = [...object.fieldsByKey.values()]
    .filter(({ def }) => !def.isSystem)
    .flatMap(({ columns: names, storage }) =>
      names.map((column, i) => `"${column}" ${storage.columns[i]?.sqlType ?? 'TEXT'}`),
    );
  const relations = [...object.fields.values()].filter(
    ({ def }) => def.type === 'relation' || def.type === 'morphRelation',
  );
  return [
    `CREATE TABLE ${object.table}(rid INTEGER PRIMARY KEY, id TEXT, created_at INTEGER, updated_at INTEGER, deleted_at INTEGER,
      created_by INTEGER, updated_by INTEGER, position TEXT, ${columns.join(', ')}) STRICT`,
    ...relations.map(
      ({ columns: [column] }) =>
        `CREATE INDEX ${object.table}_${column} ON ${object.table}(${column}) WHERE deleted_at IS NULL`,
    ),
  ].join(';\n');
};

export const FIXTURE_SCHEMA: SchemaModel = (() => {
  const models = Object.entries(OBJECTS).map(([name, specs], i) => buildObject(name, specs, i));
  linkInverses(models);
  const objects = new Map(models.map((model) => [model.def.name, model]));
  return { version: 1, objects, objectsByKey: objects, links: new Map(), members: [], roles: [], me: null };
})();

const ACTOR: ActorValue = { kind: 'person', name: 'Ann' };

/** The write path on a real database with a small schema of its own; no contract, so that each layer can be seen. */
export const writeFixture = (options: { readonly file?: string; readonly schema?: SchemaModel } = {}) => {
  const schema = options.schema ?? FIXTURE_SCHEMA;
  const database = openDatabase({ file: options.file ?? ':memory:', mode: 'writer' });
  let nowMs = Date.UTC(2026, 0, 1);
  let random = 1;
  const core = {
    clock: { nowMs: () => nowMs },
    random: {
      bytes: (length: number) =>
        Uint8Array.from({ length }, () => {
          random = (random * 48_271) % 2_147_483_647;
          return random & 0xff;
        }),
    },
    schema: { current: () => schema },
    wholeSchema: { current: () => schema, reload: () => schema, refresh: () => schema },
    settings: () => ({ currency: 'EUR', phoneRegion: 'DE', timeZone: 'UTC' }),
    inTransaction: database.inTransaction,
    bus: createChangeBus(),
  };
  const isNew = database.read.get('SELECT 1 AS one FROM sqlite_schema LIMIT 1') === undefined;
  if (isNew) {
    database.inTransaction((db) => {
      for (const migration of MIGRATIONS) migration.up(db);
      for (const object of schema.objects.values()) db.exec(tableSql(object));
      initSync(core, db);
    });
  }
  const jobs = createJobQueue({
    ...core,
    clock: { ...core.clock, callAt: () => () => undefined },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    read: database.read,
    bus: createChangeBus(),
    timeZone: () => 'UTC',
  });
  const deps = { ...core, read: database.read, jobs };
  jobs.handle(undoJob, (work, run) => runUndo(deps, work, run));
  jobs.start();
  const published: ChangeSet[] = [];
  deps.bus.subscribe((changes) => published.push(changes));

  const write = (...writes: readonly RecordWrite[]): WriteOutcome => {
    const outcome = database.inTransaction((db) =>
      writeRecords(deps, db, { actor: ACTOR, verb: writes[0]?.kind ?? 'update' }, writes),
    );
    deps.bus.publish(outcome.changes);
    return outcome;
  };
  const indexWritten = (): void => {
    while (database.inTransaction((db) => indexDue(db, schema, 1000)) > 0);
  };
  const only = (outcome: WriteOutcome): WrittenRecord => {
    const [first] = outcome.results;
    if (!first || first instanceof AppError) throw new Error('Refused');
    return first;
  };
  const actorAt = (id: unknown): ActorValue => {
    const { member, ...actor } = database.read.all<{
      readonly kind: string;
      readonly name: string;
      readonly member: string | null;
    }>('SELECT kind, name, member FROM actor WHERE id = ?', [Number(id)])[0] ?? { member: null };
    return ActorValue.parse({ ...actor, ...(member !== null && { id: member }) });
  };
  return {
    deps,
    db: database.read,
    database,
    schema,
    actor: ACTOR,
    published,
    write,
    create: (object: string, values: ValuesInput): RecordId => only(write({ kind: 'create', object, values })).id,
    update: (object: string, id: RecordId, values: ValuesInput): WriteOutcome =>
      write({ kind: 'update', object, id, values }),
    remove: (object: string, id: RecordId): WriteOutcome => write({ kind: 'delete', object, id }),
    restore: (object: string, id: RecordId): WriteOutcome => write({ kind: 'restore', object, id }),
    advance: (ms: number): void => {
      nowMs += ms;
    },
    /** A record as its table has it. */
    row: (object: string, id: RecordId): Readonly<Record<string, unknown>> => {
      const row = database.read.get<Readonly<Record<string, unknown>>>(
        `SELECT * FROM ${objectTable(object)} WHERE id = ?`,
        [id],
      );
      if (!row) throw new Error(`No ${object} ${id}`);
      return row;
    },
    /** Who made a record and who changed it last, in place of the numbers that its row has. */
    authors: (row: Readonly<Record<string, unknown>>) => ({
      created_by: actorAt(row['created_by']),
      updated_by: actorAt(row['updated_by']),
    }),
    /** Brings search up to date, as the engine does a moment after a write and before search is asked. */
    indexWritten,
    search: (words: string): readonly number[] => {
      indexWritten();
      return database.read.pluck<number>('SELECT rowid FROM search_fts WHERE search_fts MATCH ? ORDER BY rowid', [
        words,
      ]);
    },
    /** Everything there is, to compare states: clocks and log aside. */
    tables: (): unknown => {
      indexWritten();
      return {
        objects: [...schema.objects.values()].map((object) =>
          database.read.all(`SELECT * FROM ${object.table} ORDER BY rid`),
        ),
        rec: database.read.all('SELECT rid, id, obj, alive FROM rec ORDER BY rid'),
        values: database.read.all('SELECT * FROM value_index ORDER BY v, obj, f, rid'),
        counts: database.read.all('SELECT * FROM object_count WHERE live <> 0 OR trashed <> 0 ORDER BY obj'),
        searched: database.read.pluck('SELECT id FROM search_fts_docsize ORDER BY id'),
      };
    },
  };
};
