import type { ReadDb, SqlValue, WriteDb } from '../../storage/db';
import type { Line } from './archive-format';
import { fromJsonText, toJsonText } from './json-text';
import type { Section } from './section';

/** What `rec` says of a record. */
export interface RecCells {
  readonly id: string;
  readonly scope: number;
  readonly alive: number;
  readonly lifeT: number;
  readonly lifeDev: number;
  readonly baseT: number;
  readonly baseDev: number;
  readonly stamps: string | null;
}

export const REC_COLUMNS =
  'rec.id, rec.scope, rec.alive, rec.life_t AS lifeT, rec.life_dev AS lifeDev, rec.base_t AS baseT, rec.base_dev AS baseDev, rec.x AS stamps';

/** The head of every line that is a record: its id, whether it lives, and the stamps [stamp, device] of its life, of its making and of later changes. */
export const readRec = (cells: RecCells): Line => ({
  id: cells.id,
  scope: cells.scope,
  isAlive: cells.alive === 1,
  life: [cells.lifeT, cells.lifeDev],
  made: [cells.baseT, cells.baseDev],
  stamps: fromJsonText(cells.stamps),
});

const numberAt = (value: unknown, at: number): SqlValue => {
  const found: unknown = Array.isArray(value) ? value[at] : undefined;
  return typeof found === 'number' ? found : null;
};

/** Enters the record of a line behind all others. */
export const insertRecLine = (db: WriteDb, obj: string, line: Line): { readonly rid: number; readonly id: string } => {
  const id = String(line['id']);
  const { lastRowid } = db.run(
    'INSERT INTO rec(id, obj, scope, alive, life_t, life_dev, base_t, base_dev, x) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    [
      typeof line['id'] === 'string' ? id : null,
      obj,
      typeof line['scope'] === 'number' ? line['scope'] : null,
      typeof line['isAlive'] === 'boolean' ? Number(line['isAlive']) : null,
      numberAt(line['life'], 0),
      numberAt(line['life'], 1),
      numberAt(line['made'], 0),
      numberAt(line['made'], 1),
      toJsonText(line['stamps']),
    ],
  );
  return { rid: lastRowid, id };
};

/** Records that have nothing but their identity: destroyed ones, which the history still names. */
export const goneSection = (known: readonly string[]): Section => {
  const others =
    "rec.obj NOT IN (SELECT value FROM json_each(?)) AND rec.obj NOT IN ('_object', '_field', '_role', '_member', '_view')";
  const params = [JSON.stringify(known)];
  const toLine = (cells: RecCells & { readonly obj: string }): Line => ({ object: cells.obj, ...readRec(cells) });
  return {
    file: 'destroyed.jsonl',
    keyOf: (line) => String(line['id']),
    count: (db) => db.pluck<number>(`SELECT count(*) FROM rec WHERE ${others}`, params)[0] ?? 0,
    lines: function* (db) {
      const sql = `SELECT rec.obj, ${REC_COLUMNS} FROM rec WHERE ${others} ORDER BY rec.rid`;
      for (const cells of db.iterate<RecCells & { readonly obj: string }>(sql, params)) yield toLine(cells);
    },
    find: (db: ReadDb, like) => {
      const sql = `SELECT rec.obj, ${REC_COLUMNS} FROM rec WHERE rec.id = ? AND ${others}`;
      const cells = db.get<RecCells & { readonly obj: string }>(sql, [String(like['id']), ...params]);
      return cells && toLine(cells);
    },
    insert: (db, line) => void insertRecLine(db, String(line['object']), line),
  };
};
