import type { SqlValue, WriteDb } from './db';

/** Where new rows go: at once, or some together. */
export interface RowBuffer {
  /** `head` is everything before VALUES; `values` are one row. */
  readonly insert: (head: string, values: readonly SqlValue[]) => void;
  /**
   * For full-text tables: one row to a statement, after all others. A statement of several rows opens a savepoint, before which FTS5
   * writes out whatever words it has gathered; twenty-five words at a time cost more than the records themselves.
   */
  readonly insertLast: (head: string, values: readonly SqlValue[]) => void;
  /** Writes what waits, but for the rows that go last. */
  readonly flushInserts: () => void;
  /** Writes all that waits. */
  readonly flush: () => void;
}

interface Texts {
  readonly one: string;
  readonly many: string;
}

/** So many rows go into one statement: beyond this a call's cost no longer shows. */
const ROWS = 25;

const texts = new Map<string, Texts>();
const MAX_TEXTS = 300;

const textsOf = (head: string, width: number): Texts => {
  let known = texts.get(head);
  if (!known) {
    if (texts.size >= MAX_TEXTS) texts.clear();
    const row = `(?${', ?'.repeat(width - 1)})`;
    known = {
      one: `${head} VALUES ${row}`,
      many: `${head} VALUES ${Array.from({ length: ROWS }, () => row).join(', ')}`,
    };
    texts.set(head, known);
  }
  return known;
};

/** Inserts every row at once. */
export const insertDirectly = (db: WriteDb): RowBuffer => {
  const insert = (head: string, values: readonly SqlValue[]): void => {
    db.run(textsOf(head, values.length).one, values);
  };
  return { insert, insertLast: insert, flushInserts: () => undefined, flush: () => undefined };
};

interface Waiting {
  readonly texts: Texts;
  values: SqlValue[];
  width: number;
}

/**
 * Collects rows and inserts some together, which takes half the time. The database it answers with writes what is waiting before it
 * runs anything else, so whoever reads through it sees every row. `flush` before the transaction ends.
 */
export const insertTogether = (db: WriteDb): { readonly db: WriteDb; readonly rows: RowBuffer } => {
  const waiting = new Map<string, Waiting>();
  let last: { readonly text: string; readonly values: readonly SqlValue[] }[] = [];
  let isEmpty = true;
  const flushInserts = (): void => {
    for (const {
      texts: { one },
      values,
      width,
    } of waiting.values()) {
      for (let i = 0; i < values.length; i += width) db.run(one, values.slice(i, i + width));
      values.length = 0;
    }
  };
  const flush = (): void => {
    if (isEmpty) return;
    isEmpty = true;
    flushInserts();
    const rows = last;
    last = [];
    for (const { text, values } of rows) db.run(text, values);
  };
  return {
    rows: {
      insert: (head, row) => {
        isEmpty = false;
        let entry = waiting.get(head);
        if (!entry) {
          entry = { texts: textsOf(head, row.length), values: [], width: row.length };
          waiting.set(head, entry);
        }
        for (const value of row) entry.values.push(value);
        if (entry.values.length < ROWS * entry.width) return;
        db.run(entry.texts.many, entry.values);
        entry.values.length = 0;
      },
      insertLast: (head, row) => {
        isEmpty = false;
        last.push({ text: textsOf(head, row.length).one, values: row });
      },
      flushInserts,
      flush,
    },
    db: {
      ...db,
      all: (sql, params) => {
        flush();
        return db.all(sql, params);
      },
      get: (sql, params) => {
        flush();
        return db.get(sql, params);
      },
      iterate: (sql, params) => {
        flush();
        return db.iterate(sql, params);
      },
      pluck: (sql, params) => {
        flush();
        return db.pluck(sql, params);
      },
      lists: (sql, params) => {
        flush();
        return db.lists(sql, params);
      },
      run: (sql, params) => {
        flush();
        return db.run(sql, params);
      },
      exec: (sql) => {
        flush();
        db.exec(sql);
      },
    },
  };
};
