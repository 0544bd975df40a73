import type { ReadDb, WriteDb } from '../storage/db';
import { identifier } from '../storage/identifier';

/** A table or an index, with the statement that makes it. */
export interface Structure {
  readonly type: 'table' | 'index';
  readonly name: string;
  readonly sql: string;
}

/** What was made by a statement: without SQLite's own, and without the tables that a full-text table keeps. */
export const listStructures = (db: ReadDb): readonly Structure[] =>
  db.all<Structure>(
    `SELECT type, name, sql FROM sqlite_schema
     WHERE type IN ('table', 'index') AND sql IS NOT NULL AND name NOT GLOB 'sqlite_*'
       AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')`,
  );

/** Makes what is missing; its table must be there. */
export const createStructure = (db: WriteDb, { sql }: Structure): void => db.exec(sql);

/** Writes the indexes of a table anew out of its rows. */
export const rebuildIndexesOf = (db: WriteDb, table: string): void => db.exec(`REINDEX ${identifier(table)}`);

/** Tables of records, by name. */
export const listRecordTables = (db: ReadDb): readonly string[] =>
  db.pluck<string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB 'r[_]*'");

/** Rows that break a foreign key that SQLite itself knows. */
export const countBrokenKeys = (db: ReadDb): number =>
  db.pluck<number>('SELECT count(*) FROM pragma_foreign_key_check')[0] ?? 0;
