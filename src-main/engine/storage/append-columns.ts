import type { Database } from 'better-sqlite3';
import { identifier } from './identifier';
import type { NewColumn } from './db';

const END = ') STRICT';

/**
 * Adds empty columns to a STRICT table, in the transaction that is under way, in no time whatever its size. `ALTER TABLE` writes the same text into the schema but, of a
 * STRICT table, reads every row first for values that do not fit: seconds where there are a million, and a new column has no values. The way is SQLite's own for changes that
 * touch no row (https://www.sqlite.org/lang_altertable.html, part 7).
 */
export const appendColumns = (raw: Database, table: string, columns: readonly NewColumn[]): void => {
  if (columns.length === 0) return;
  const added = columns.map(({ name, sqlType }) => `, ${identifier(name)} ${sqlType}`).join('');
  // The schema is closed to statements but for this one.
  raw.unsafeMode(true);
  raw.pragma('writable_schema = ON');
  try {
    const { changes } = raw
      .prepare(
        `UPDATE sqlite_schema SET sql = substr(sql, 1, length(sql) - length(?)) || ? || ?
         WHERE type = 'table' AND name = ? AND substr(sql, -length(?)) = ?`,
      )
      .run(END, added, END, table, END, END);
    if (changes !== 1) throw new Error(`${table} is no STRICT table`);
    const version = Number(raw.pragma('schema_version', { simple: true }));
    // Every connection reads the schema again, this one also after a rollback.
    raw.pragma(`schema_version = ${version + 1}`);
  } finally {
    raw.pragma('writable_schema = RESET');
    raw.unsafeMode(false);
  }
};
