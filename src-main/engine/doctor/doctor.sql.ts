import type { SearchTable } from '../records/search/segments.sql';
import { identifier } from '../storage/identifier';
import type { ReadDb, SqlValue, WriteDb } from '../storage/db';

const count = (db: ReadDb, sql: string, params: readonly SqlValue[] = []): number =>
  db.get<{ readonly n: number }>(`SELECT count(*) AS n FROM ${sql}`, params)?.n ?? 0;

/** What SQLite finds wrong with a table and its indexes, at most 100 lines. */
export const integrityProblems = (db: ReadDb, table: string): readonly string[] =>
  db.pluck<string>(`PRAGMA integrity_check(${identifier(table)})`).filter((line) => line !== 'ok');

export const listTables = (db: ReadDb): readonly string[] =>
  db.pluck<string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");

export const tableColumns = (db: ReadDb, table: string): readonly string[] =>
  db.pluck<string>('SELECT name FROM pragma_table_info(?)', [table]);

/** Live records whose relation names a record that never was, or one of another object. Targets that are in the trash, or were destroyed there, are no fault. */
export const countDanglingLinks = (
  db: ReadDb,
  link: { readonly table: string; readonly column: string; readonly isMorph: boolean; readonly targetKey: string },
): number => {
  const column = identifier(link.column);
  const id = link.isMorph ? `substr(${column}, instr(${column}, ':') + 1)` : column;
  return count(
    db,
    `${identifier(link.table)} WHERE deleted_at IS NULL AND ${column} IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM rec WHERE rec.id = ${id} ${link.isMorph ? '' : "AND rec.obj IN (?, '_gone')"})`,
    link.isMorph ? [] : [link.targetKey],
  );
};

/** `unsearched`: keys of the kinds of records that search leaves out. */
export const countUnsearchable = (db: ReadDb, table: SearchTable, unsearched: readonly string[]): number =>
  count(
    db,
    `rec WHERE rec.alive = 1 AND rec.obj NOT GLOB '[_]*' AND rec.obj NOT IN (SELECT value FROM json_each(?)) AND NOT EXISTS (SELECT 1 FROM ${table}_docsize d WHERE d.id = rec.rid)
     AND rec.rid NOT IN (SELECT rid FROM search_due)`,
    [JSON.stringify(unsearched)],
  );

export const countSearchGhosts = (db: ReadDb, table: SearchTable): number =>
  count(
    db,
    `${table}_docsize d WHERE NOT EXISTS (SELECT 1 FROM rec WHERE rec.rid = d.id AND rec.alive = 1)
     AND d.id NOT IN (SELECT rid FROM search_due)`,
  );

export const countIndexedGhosts = (db: ReadDb): number =>
  count(
    db,
    'value_index v WHERE NOT EXISTS (SELECT 1 FROM rec WHERE rec.rid = v.rid AND rec.alive = 1 AND rec.obj = v.obj)',
  );

export const countIndexed = (db: ReadDb, obj: string): number => count(db, 'value_index WHERE obj = ?', [obj]);

export interface IndexedRow {
  readonly v: string;
  readonly obj: string;
  readonly f: string;
  readonly rid: number;
}

/** Rows of `value_index` in its own order, after a row. */
export const listIndexed = (db: ReadDb, after: IndexedRow | undefined, limit: number): readonly IndexedRow[] =>
  after
    ? db.all<IndexedRow>(
        'SELECT v, obj, f, rid FROM value_index WHERE (v, obj, f, rid) > (?, ?, ?, ?) ORDER BY v, obj, f, rid LIMIT ?',
        [after.v, after.obj, after.f, after.rid, limit],
      )
    : db.all<IndexedRow>('SELECT v, obj, f, rid FROM value_index ORDER BY v, obj, f, rid LIMIT ?', [limit]);

export const hasIndexed = (db: ReadDb, value: string, obj: string, field: string, rid: number): boolean =>
  db.get('SELECT 1 AS one FROM value_index WHERE v = ? AND obj = ? AND f = ? AND rid = ?', [value, obj, field, rid]) !==
  undefined;

/** Live rows after a rid, in order of rid. */
export const listLiveRows = (
  db: ReadDb,
  from: {
    readonly table: string;
    readonly columns: readonly string[];
    readonly afterRid: number;
    readonly limit: number;
  },
): readonly Readonly<Record<string, SqlValue>>[] =>
  db.all(
    `SELECT rid, ${from.columns.map(identifier).join(', ')} FROM ${identifier(from.table)}
     WHERE rid > ? AND deleted_at IS NULL ORDER BY rid LIMIT ?`,
    [from.afterRid, from.limit],
  );

/** Records without the row that they should have, or with one that says otherwise about their life. */
export const countLostRows = (db: ReadDb, table: string, obj: string): number =>
  count(
    db,
    `rec WHERE rec.obj = ? AND NOT EXISTS (SELECT 1 FROM ${identifier(table)} x
       WHERE x.rid = rec.rid AND x.id = rec.id AND (x.deleted_at IS NULL) = rec.alive)`,
    [obj],
  );

export const countOrphanRows = (db: ReadDb, table: string, obj: string): number =>
  count(db, `${identifier(table)} x WHERE NOT EXISTS (SELECT 1 FROM rec WHERE rec.rid = x.rid AND rec.obj = ?)`, [obj]);

/** Totals as they are kept and as they are. */
export const readTotals = (
  db: ReadDb,
  table: string,
  obj: string,
):
  | { readonly keptLive: number; readonly keptTrashed: number; readonly live: number; readonly trashed: number }
  | undefined =>
  db.get(
    `SELECT coalesce((SELECT live FROM object_count WHERE obj = ?), 0) AS keptLive,
       coalesce((SELECT trashed FROM object_count WHERE obj = ?), 0) AS keptTrashed,
       coalesce(sum(deleted_at IS NULL), 0) AS live, coalesce(sum(deleted_at IS NOT NULL), 0) AS trashed
     FROM ${identifier(table)}`,
    [obj, obj],
  );

export interface LogState {
  readonly rows: number;
  readonly firstDseq: number | null;
  readonly lastDseq: number | null;
  readonly maxT: number | null;
  readonly dseq: number;
  readonly hlc: number;
}

export const readLogState = (db: ReadDb): LogState | undefined =>
  db.get<LogState>(
    `SELECT s.dseq, s.hlc, (SELECT max(t) FROM change_log) AS maxT, count(l.pos) AS rows,
       min(l.dseq) AS firstDseq, max(l.dseq) AS lastDseq
     FROM sync_self s JOIN device d ON d.id = s.device LEFT JOIN change_log l ON l.dev = d.no GROUP BY s.one`,
  );

/** Records made on a device whose making is not in the log. */
export const countUnlogged = (db: ReadDb): number =>
  count(db, 'rec WHERE base_t > 0 AND NOT EXISTS (SELECT 1 FROM change_log l WHERE l.rid = rec.rid)');

export const listAttachments = (db: ReadDb): readonly { readonly sha: string; readonly sizeBytes: number }[] =>
  db.all('SELECT sha, size_bytes AS sizeBytes FROM attachment ORDER BY sha');

/** Takes out the normalised values of records that are gone. */
export const deleteIndexedGhosts = (db: WriteDb): void => {
  db.run(
    'DELETE FROM value_index WHERE NOT EXISTS (SELECT 1 FROM rec WHERE rec.rid = value_index.rid AND rec.alive = 1 AND rec.obj = value_index.obj)',
  );
};

/** A normalised value of a live record; nothing happens where it is known. */
export const saveIndexed = (db: WriteDb, { v, obj, f, rid }: IndexedRow): void => {
  db.run('INSERT OR IGNORE INTO value_index(v, obj, f, rid) VALUES (?, ?, ?, ?)', [v, obj, f, rid]);
};
