import type { Database, Statement } from 'better-sqlite3';
import { identifier } from './identifier';
import type { ReadDb, SqlValue, WriteDb } from './db';

const MAX_PREPARED = 500;
const NONE: readonly SqlValue[] = [];

/** The statements of one connection. `read` and `write` are the same at run time: what differs is what the compiler lets a caller do. */
export interface Statements {
  readonly read: ReadDb;
  readonly write: WriteDb;
  readonly prepare: (sql: string) => Statement<unknown[]>;
  readonly clear: () => void;
}

/** Prepares each text once and keeps the statements that were asked for first up to a bound. */
export const createStatements = (raw: Database): Statements => {
  const prepared = new Map<string, Statement<unknown[]>>();
  let statementCount = 0;
  const prepare = (sql: string): Statement<unknown[]> => {
    statementCount += 1;
    const known = prepared.get(sql);
    if (known) return known;
    if (prepared.size >= MAX_PREPARED) {
      const oldest = prepared.keys().next().value;
      if (oldest !== undefined) prepared.delete(oldest);
    }
    const statement = raw.prepare(sql);
    prepared.set(sql, statement);
    return statement;
  };

  const primitives = {
    all: (sql: string, params = NONE) => prepare(sql).all(...params),
    get: (sql: string, params = NONE) => prepare(sql).get(...params),
    iterate: (sql: string, params = NONE) => {
      // An open iterator makes its statement busy, so it gets one of its own.
      statementCount += 1;
      return raw.prepare(sql).iterate(...params);
    },
    pluck: (sql: string, params = NONE) => {
      const statement = prepare(sql);
      statement.pluck(true);
      try {
        return statement.all(...params);
      } finally {
        statement.pluck(false);
      }
    },
    lists: (sql: string, params = NONE) => {
      const statement = prepare(sql);
      statement.raw(true);
      try {
        return statement.all(...params);
      } finally {
        statement.raw(false);
      }
    },
    defineView: (name: string, select: string) => {
      const view = `temp.${identifier(name)}`;
      raw.exec(`DROP VIEW IF EXISTS ${view}; CREATE VIEW ${view} AS ${select}`);
    },
    statementCount: () => statementCount,
    run: (sql: string, params = NONE) => {
      const result = prepare(sql).run(...params);
      return { changes: result.changes, lastRowid: Number(result.lastInsertRowid) };
    },
    exec: (sql: string) => {
      raw.exec(sql);
    },
  };
  // The brands exist for the compiler only: this is the one place that hands them out.
  const write = primitives as unknown as WriteDb;
  return { read: write, write, prepare, clear: () => prepared.clear() };
};
