export type SqlValue = null | number | string | Uint8Array;

/** A statement that ran, and how long: with its values, which are for asking SQLite for its plan and for nothing else. */
export interface TimedStatement {
  readonly sql: string;
  readonly params: readonly SqlValue[];
  readonly ms: number;
  /** That it gave. */
  readonly rows: number;
}

declare const readBrand: unique symbol;
declare const writeBrand: unique symbol;

/**
 * What a reader may do. Statements are prepared once per text and values are bound, never pasted.
 * The row shape is what the statement's author says it is: SQL and shape stand side by side in a `*.sql.ts`.
 */
export interface ReadDb {
  readonly [readBrand]: true;
  readonly all: <R>(sql: string, params?: readonly SqlValue[]) => R[];
  readonly get: <R>(sql: string, params?: readonly SqlValue[]) => R | undefined;
  readonly iterate: <R>(sql: string, params?: readonly SqlValue[]) => IterableIterator<R>;
  /** First column of each row. */
  readonly pluck: <V>(sql: string, params?: readonly SqlValue[]) => V[];
  /** Rows as lists of their columns: quicker than objects where there are many. */
  readonly lists: (sql: string, params?: readonly SqlValue[]) => (readonly SqlValue[])[];
  /** Makes, or makes anew, a view that only this connection has; nothing of it is in the file. */
  readonly defineView: (name: string, select: string) => void;
  /** Statements run since the connection was opened; tests count with it. */
  readonly statementCount: () => number;
  /** Times the statements from now on (not those that are read row by row), until the function that it answers is called, which tells the slowest. One at a time. */
  readonly timeStatements: () => () => TimedStatement | undefined;
}

export interface NewColumn {
  readonly name: string;
  readonly sqlType: 'TEXT' | 'INTEGER' | 'REAL' | 'ANY';
}

/** Handed out by `inTransaction` only. */
export interface WriteDb extends ReadDb {
  readonly [writeBrand]: true;
  readonly run: (sql: string, params?: readonly SqlValue[]) => { readonly changes: number; readonly lastRowid: number };
  /** DDL of tables that metadata describes. */
  readonly exec: (sql: string) => void;
  /** Adds empty columns to a STRICT table, in no time whatever its size. */
  readonly addColumns: (table: string, columns: readonly NewColumn[]) => void;
}

/** A transaction cannot await: its work may not return a promise. */
export type InTransaction = <T>(work: (db: WriteDb) => T extends PromiseLike<unknown> ? never : T) => T;
