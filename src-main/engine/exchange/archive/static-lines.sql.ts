import type { MetaKind } from '../../change-log/meta-change';
import { META_TABLES } from '../../schema/schema.sql';
import type { ReadDb, SqlValue, WriteDb } from '../../storage/db';
import type { Line } from './archive-format';
import { insertRecLine, readRec, REC_COLUMNS, type RecCells } from './rec-lines.sql';
import type { Section } from './section';
import { fromJsonText, toJsonText } from './json-text';

/**
 * How a property of a line is kept in its column: as it is, as JSON, as 0 or 1, or as the row id of the record whose id it is.
 */
type Kept = 'plain' | 'json' | 'flag' | 'record';

interface Column {
  readonly name: string;
  readonly column: string;
  readonly as: Kept;
}

/** "grp", "at_ms:atMs", "p:payload json": column, the property's name where it is another, and how it is kept. */
const columnsOf = (...texts: readonly string[]): readonly Column[] =>
  texts.map((text) => {
    const [names = '', as = 'plain'] = text.split(' ');
    const [column = '', name = column] = names.split(':');
    if (as !== 'plain' && as !== 'json' && as !== 'flag' && as !== 'record') throw new Error(`No such way: ${as}`);
    return { column, name, as };
  });

interface StaticTable {
  readonly file: string;
  readonly table: string;
  /** Rows of metadata are records too: their lines hold what `rec` says of them. */
  readonly meta?: MetaKind;
  readonly columns: readonly Column[];
  /** Properties that tell one line from all others. */
  readonly key: readonly string[];
  readonly where?: string;
  readonly order: string;
}

const metaTable = (file: string, meta: MetaKind, ...columns: readonly string[]): StaticTable => ({
  file,
  table: META_TABLES[meta],
  meta,
  columns: columnsOf(...columns, 'deleted_at_ms:deletedAtMs'),
  key: ['id'],
  order: 't.rid',
});

/** Settings that belong to the workspace; the others are how far something on this device has come. */
const KEPT_SETTINGS = "t.key = 'workspace' OR t.key GLOB 'autoNumber:*' OR t.key GLOB 'importMap:*'";
/** A device that has not changed anything has left no trace: this one, in a workspace that was just brought in. */
const KNOWN_DEVICES =
  't.id <> (SELECT device FROM sync_self) OR EXISTS (SELECT 1 FROM change_log l WHERE l.dev = t.no)';

/** In the order in which they are written and read; those that name records come after the records. */
const BEFORE_RECORDS: readonly StaticTable[] = [
  {
    file: 'settings.jsonl',
    table: 'setting',
    columns: columnsOf('key', 'value json'),
    key: ['key'],
    where: KEPT_SETTINGS,
    order: 't.key',
  },
  {
    file: 'devices.jsonl',
    table: 'device',
    columns: columnsOf('no', 'id', 'member', 'name'),
    key: ['no'],
    where: KNOWN_DEVICES,
    order: 't.no',
  },
  metaTable(
    'objects.jsonl',
    '_object',
    'key',
    'name',
    'label_singular:labelSingular',
    'label_plural:labelPlural',
    'icon',
    'color',
    'is_standard:isStandard flag',
    'title_field:titleField',
    'sort_order:order',
  ),
  metaTable(
    'fields.jsonl',
    '_field',
    'object_key:object',
    'key',
    'name',
    'label',
    'type',
    'settings json',
    'help',
    'is_standard:isStandard flag',
    'is_required:isRequired flag',
    'is_unique:isUnique flag',
    'is_hidden:isHidden flag',
    'sort_order:order',
  ),
  metaTable('roles.jsonl', '_role', 'key', 'name', 'rules json', 'is_standard:isStandard flag', 'sort_order:order'),
  metaTable('members.jsonl', '_member', 'name', 'email', 'role', 'is_active:isActive flag'),
  metaTable(
    'views.jsonl',
    '_view',
    'object',
    'name',
    'settings json',
    'is_favorite:isFavorite flag',
    'position',
    'revision',
  ),
];

const AFTER_RECORDS: readonly StaticTable[] = [
  {
    file: 'merged.jsonl',
    table: 'merged_record',
    columns: columnsOf('rid:record record', 'into_rid:into record'),
    key: ['record'],
    order: 't.rid',
  },
  {
    file: 'dismissed-duplicates.jsonl',
    table: 'duplicate_pair',
    columns: columnsOf('a record', 'b record', 'obj:object', 'score', 'reasons json', 'grp:group', 'scan', 'state'),
    key: ['a', 'b'],
    where: "t.state = 'dismissed'",
    order: 't.a, t.b',
  },
  {
    file: 'operations.jsonl',
    table: 'operation',
    columns: columnsOf(
      'id',
      'verb',
      'object',
      'subject',
      'count',
      'at_ms:atMs',
      'actor json',
      'undo_of:undoOf',
      'undone_by:undoneBy',
    ),
    key: ['id'],
    order: 't.id',
  },
  {
    file: 'changes.jsonl',
    table: 'change_log',
    columns: columnsOf(
      'dev:device',
      'dseq:number',
      't:stamp',
      'grp:group',
      'rid:record record',
      'kind',
      'scope',
      'member',
      'p:payload json',
      'prev:before json',
      'cause',
      'op:operation',
    ),
    key: ['device', 'number'],
    order: 't.pos',
  },
  {
    file: 'attachments.jsonl',
    table: 'attachment',
    columns: columnsOf('sha:sha256', 'mime', 'size_bytes:sizeBytes', 'created_at_ms:createdAtMs'),
    key: ['sha256'],
    order: 't.sha',
  },
];

const READ: Readonly<Record<Kept, (value: SqlValue) => unknown>> = {
  plain: (value) => value,
  record: (value) => value,
  json: fromJsonText,
  flag: (value) => (value === null ? null : value === 1),
};

const WRITE: Readonly<Record<Kept, (value: unknown) => SqlValue>> = {
  plain: (value) => (typeof value === 'string' || typeof value === 'number' ? value : null),
  record: (value) => (typeof value === 'string' ? value : null),
  json: toJsonText,
  flag: (value) => (typeof value === 'boolean' ? Number(value) : null),
};

const selected = ({ name, column, as }: Column): string =>
  as === 'record' ? `(SELECT r.id FROM rec r WHERE r.rid = t.${column}) AS "${name}"` : `t.${column} AS "${name}"`;

const given = ({ as }: Column): string => (as === 'record' ? '(SELECT rid FROM rec WHERE id = ?)' : '?');

/** The side of a comparison on which a property is looked for. */
const equals = ({ column, as }: Column): string =>
  `t.${column} = ${as === 'record' ? '(SELECT rid FROM rec WHERE id = ?)' : '?'}`;

/** Rows of metadata have the id of their record. */
const META_ID: Column = { name: 'id', column: 'id', as: 'plain' };

type Cells = RecCells & Readonly<Record<string, SqlValue>>;

const insertInto = (table: StaticTable): ((db: WriteDb, line: Line) => void) => {
  const { columns, meta } = table;
  const cellsOf = (line: Line): readonly SqlValue[] => columns.map(({ name, as }) => WRITE[as](line[name] ?? null));
  const names = columns.map(({ column }) => column).join(', ');
  const values = columns.map(given).join(', ');
  if (meta === undefined) {
    const sql = `INSERT INTO ${table.table}(${names}) VALUES (${values})`;
    // A setting that opening made is the archive's from now on.
    return (db, line) => void db.run(sql.replace('INSERT', 'INSERT OR REPLACE'), cellsOf(line));
  }
  const sql = `INSERT INTO ${table.table}(rid, id, ${names}) VALUES (?, ?, ${values})`;
  return (db, line) => {
    const { rid, id } = insertRecLine(db, meta, line);
    db.run(sql, [rid, id, ...cellsOf(line)]);
  };
};

const toSection = (table: StaticTable): Section => {
  const { columns, meta, key, where } = table;
  const own = columns.map(selected).join(', ');
  const from = meta === undefined ? `${table.table} t` : `${table.table} t JOIN rec ON rec.rid = t.rid`;
  const select = `SELECT ${meta === undefined ? '' : `${REC_COLUMNS}, `}${own} FROM ${from}`;
  const keyColumns = key.map((name) => {
    const column = [META_ID, ...columns].find((each) => each.name === name);
    if (!column) throw new Error(`${table.file} has no ${name}`);
    return column;
  });
  const kept = where === undefined ? '' : ` AND (${where})`;
  const toLine = (cells: Cells): Line => ({
    ...(meta === undefined ? {} : readRec(cells)),
    ...Object.fromEntries(columns.map(({ name, as }) => [name, READ[as](cells[name] ?? null)])),
  });
  return {
    file: table.file,
    keyOf: (line) => key.map((name) => String(line[name])).join(' '),
    count: (db) => db.pluck<number>(`SELECT count(*) FROM ${from} WHERE 1${kept}`)[0] ?? 0,
    lines: function* (db) {
      for (const cells of db.iterate<Cells>(`${select} WHERE 1${kept} ORDER BY ${table.order}`)) yield toLine(cells);
    },
    find: (db: ReadDb, like) => {
      const sql = `${select} WHERE ${keyColumns.map(equals).join(' AND ')}${kept}`;
      const cells = db.get<Cells>(
        sql,
        keyColumns.map(({ name, as }) => WRITE[as](like[name])),
      );
      return cells && toLine(cells);
    },
    insert: insertInto(table),
  };
};

/** What the records stand on: settings, devices, the data model, members, roles, views. */
export const sectionsBeforeRecords: readonly Section[] = BEFORE_RECORDS.map(toSection);

/** What names records, and what was done to them. */
export const sectionsAfterRecords: readonly Section[] = AFTER_RECORDS.map(toSection);

/** The tables that an archive holds, with the columns of each; for the test that none is forgotten. */
export const archivedColumns: ReadonlyMap<string, readonly string[]> = new Map(
  [...BEFORE_RECORDS, ...AFTER_RECORDS].map(({ table, columns, meta }) => [
    table,
    [...(meta === undefined ? [] : ['rid', 'id']), ...columns.map(({ column }) => column)],
  ]),
);
