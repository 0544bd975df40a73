import type { Database, Statement } from 'better-sqlite3';
import { appendColumns } from './append-columns';
import { identifier } from './identifier';
import type { NewColumn, ReadDb, SqlValue, TimedStatement, WriteDb } from './db';

const MAX_PREPARED = 500;
const NONE: readonly SqlValue[] = [];

/** The statements of one connection. `read` and `write` are the same at run time: what differs is what the compiler lets a caller do. */
export interface Statements {
  readonly read: ReadDb;
  readonly write: WriteDb;
  readonly prepare: (sql: string) => Statement<unknown[]>;
  readonly clear: () => void;
}

/** Prepares each text once and keeps the statements that were asked for first up to a bound. `setUp` says in what form they give their rows. */
const createPrepared = (raw: Database, setUp: (statement: Statement<unknown[]>) => Statement<unknown[]>) => {
  const prepared = new Map<string, Statement<unknown[]>>();
  return {
    clear: () => prepared.clear(),
    prepare: (sql: string): Statement<unknown[]> => {
      const known = prepared.get(sql);
      if (known) return known;
      if (prepared.size >= MAX_PREPARED) {
        const oldest = prepared.keys().next().value;
        if (oldest !== undefined) prepared.delete(oldest);
      }
      const statement = setUp(raw.prepare(sql));
      prepared.set(sql, statement);
      return statement;
    },
  };
};

/** Looks for the slowest statement while somebody times. */
const createStopwatch = () => {
  let isTiming = false;
  let slowest: TimedStatement | undefined;
  const note = (sql: string, params: readonly SqlValue[], startedAtMs: number, rows: number): void => {
    const ms = performance.now() - startedAtMs;
    if (slowest === undefined || ms > slowest.ms) slowest = { sql, params, ms, rows };
  };
  return {
    /** `run` answers rows, or one of them, and is timed also when it throws. */
    timed: <R>(sql: string, params: readonly SqlValue[], run: () => R): R => {
      if (!isTiming) return run();
      const startedAtMs = performance.now();
      let rows = 0;
      try {
        const result = run();
        rows = Array.isArray(result) ? result.length : 1;
        return result;
      } finally {
        note(sql, params, startedAtMs, rows);
      }
    },
    start: () => {
      isTiming = true;
      slowest = undefined;
      return () => {
        isTiming = false;
        return slowest;
      };
    },
  };
};

export const createStatements = (raw: Database): Statements => {
  const objects = createPrepared(raw, (statement) => statement);
  const columns = createPrepared(raw, (statement) => statement.pluck(true));
  const lists = createPrepared(raw, (statement) => statement.raw(true));
  const stopwatch = createStopwatch();
  let statementCount = 0;
  const prepare = (sql: string): Statement<unknown[]> => {
    statementCount += 1;
    return objects.prepare(sql);
  };

  const primitives = {
    all: (sql: string, params = NONE) => stopwatch.timed(sql, params, () => prepare(sql).all(...params)),
    get: (sql: string, params = NONE) => stopwatch.timed(sql, params, () => prepare(sql).get(...params)),
    iterate: (sql: string, params = NONE) => {
      // An open iterator makes its statement busy, so it gets one of its own.
      statementCount += 1;
      return raw.prepare(sql).iterate(...params);
    },
    pluck: (sql: string, params = NONE) => {
      statementCount += 1;
      return stopwatch.timed(sql, params, () => columns.prepare(sql).all(...params));
    },
    lists: (sql: string, params = NONE) => {
      statementCount += 1;
      return stopwatch.timed(sql, params, () => lists.prepare(sql).all(...params));
    },
    defineView: (name: string, select: string) => {
      const view = `temp.${identifier(name)}`;
      raw.exec(`DROP VIEW IF EXISTS ${view}; CREATE VIEW ${view} AS ${select}`);
    },
    statementCount: () => statementCount,
    timeStatements: stopwatch.start,
    run: (sql: string, params = NONE) => {
      const result = prepare(sql).run(...params);
      return { changes: result.changes, lastRowid: Number(result.lastInsertRowid) };
    },
    exec: (sql: string) => {
      raw.exec(sql);
    },
    addColumns: (table: string, columns: readonly NewColumn[]) => appendColumns(raw, table, columns),
  };
  const clear = (): void => {
    for (const prepared of [objects, columns, lists]) prepared.clear();
  };
  // The brands exist for the compiler only: this is the one place that hands them out.
  const write = primitives as unknown as WriteDb;
  return { read: write, write, prepare, clear };
};
