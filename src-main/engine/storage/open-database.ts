import { rmSync } from 'node:fs';
import { msg } from '@lingui/core/macro';
import Database from 'better-sqlite3';
import { foldCase, foldText } from '@shared/domain/field-types/clean-text';
import { wallMsAt } from '@shared/domain/field-types/time-zone';
import { AppError } from '@shared/errors/app-error';
import type { InTransaction, ReadDb } from './db';
import { type DataKey, keyLiteral } from './keys/data-key';
import { isFull, isReadOnly, toStorageFailure } from './storage-failure';
import { createStatements } from './statements';

export interface OpenDatabase {
  readonly read: ReadDb;
  /** Runs synchronously; commits when `work` returns, rolls back when it throws. Refuses to nest. */
  readonly inTransaction: InTransaction;
  /** Runs reads that must agree with each other: all see the database as it was at the first. Synchronous. */
  readonly inSnapshot: <T>(work: (db: ReadDb) => T extends PromiseLike<unknown> ? never : T) => T;
  /** Lets every read from now on see the database as it is now, until the function that it answers is called; for a reader of its own that reads over many turns. */
  readonly holdSnapshot: () => () => void;
  /** Runs a pragma and returns its rows. */
  readonly pragma: (text: string) => readonly Readonly<Record<string, unknown>>[];
  /**
   * Copies the database as it is now into a new file, a slice at a time; `onSlice` is told the share that is done, from 0 to 1, and ends it by throwing.
   * For readers: it holds a snapshot meanwhile, so that others can write without its beginning anew. An encrypted database is copied in one go, with its key.
   */
  readonly backupTo: (file: string, onSlice?: (share: number) => void) => Promise<void>;
  readonly close: () => void;
}

/** Where a database is, and what opens it. */
export interface DatabaseSource {
  /** A path, or ":memory:". */
  readonly file: string;
  /** Undefined: it is not encrypted. */
  readonly key?: DataKey | undefined;
}

export interface OpenOptions extends DatabaseSource {
  /** Readers never write; their file must exist. */
  readonly mode: 'writer' | 'reader';
  /** What `now_ms()` answers in SQL, ms UTC; default: the system's clock. */
  readonly nowMs?: () => number;
  /** Asked now and then by long statements (`go_on()` in SQL); throws to end them. Default: they run to their end. */
  readonly goOn?: () => void;
}

/** ChaCha20 with a Poly1305 tag for each page: a page that somebody changed is told from a sound one. */
const CIPHER = 'chacha20';

/** 8 MB: some milliseconds. */
const BACKUP_SLICE_PAGES = 2000;

const setPragmas = (raw: Database.Database, mode: OpenOptions['mode']): void => {
  raw.pragma('busy_timeout = 5000');
  if (mode === 'reader') {
    // Readers share the system's cache of the file: a cache of their own, or a mapping of it, would only be counted once more.
    raw.pragma('cache_size = -16384');
    raw.pragma('mmap_size = 0');
    return;
  }
  raw.pragma('journal_mode = WAL');
  raw.pragma('synchronous = NORMAL');
  // With a checkpoint thread the writer itself checkpoints only when that thread has fallen far behind.
  raw.pragma('wal_autocheckpoint = 64000');
  raw.pragma('temp_store = MEMORY');
  raw.pragma('cache_size = -65536');
  raw.pragma('mmap_size = 268435456');
};

/**
 * Conditions call the folds only for values with more than ASCII, which LIKE and NOCASE do not fold; groups by date call
 * `zone_seconds`, what a clock in a zone shows at an instant, for SQLite knows no zones; what changes with time alone asks `now_ms`;
 * what takes long asks `go_on`, which is true or throws.
 * No index and no table depends on them.
 */
const addFunctions = (raw: Database.Database, nowMs: () => number, goOn: () => void): void => {
  const fold = (name: string, by: (text: string) => string): void => {
    raw.function(name, { deterministic: true }, (text: unknown) => (typeof text === 'string' ? by(text) : null));
  };
  fold('fold_text', foldText);
  fold('fold_case', foldCase);
  raw.function('zone_seconds', { deterministic: true }, (ms: unknown, timeZone: unknown) =>
    typeof ms === 'number' && typeof timeZone === 'string' ? Math.floor(wallMsAt(ms, timeZone) / 1000) : null,
  );
  raw.function('now_ms', () => nowMs());
  raw.function('go_on', () => {
    goOn();
    return 1;
  });
};

/** Before anything is read. What SQLite keeps beside the file is encrypted with it; what it sorts would not be, and stays in memory. */
const setKey = (raw: Database.Database, key: DataKey): void => {
  raw.pragma(`cipher = '${CIPHER}'`);
  raw.pragma(`key = ${keyLiteral(key)}`);
  raw.pragma('temp_store = MEMORY');
};

const connect = ({ file, key, mode, nowMs = Date.now, goOn = () => undefined }: OpenOptions): Database.Database => {
  let raw: Database.Database | undefined;
  try {
    raw = new Database(file, { readonly: mode === 'reader', fileMustExist: mode === 'reader' });
    if (key) setKey(raw, key);
    setPragmas(raw, mode);
    addFunctions(raw, nowMs, goOn);
    return raw;
  } catch (cause) {
    raw?.close();
    if (mode === 'writer' && (isFull(cause) || isReadOnly(cause))) throw toStorageFailure(cause);
    throw new AppError(
      'storage_failed',
      msg`The workspace file could not be opened. It was left as it is.`,
      { file },
      { cause },
    );
  }
};

/**
 * Encrypts a database that nobody has open with another key, or with none, in place. What it was is on disk until this is done, so it is for copies.
 * Errors: those of SQLite; the copy is of no use then.
 */
export const rekeyDatabase = ({ file, key: from }: DatabaseSource, to: DataKey | undefined): void => {
  const raw = new Database(file, { fileMustExist: true });
  try {
    if (from) setKey(raw, from);
    raw.pragma('journal_mode = DELETE');
    raw.pragma(`cipher = '${CIPHER}'`);
    raw.pragma(to ? `rekey = ${keyLiteral(to)}` : "rekey = ''");
  } finally {
    raw.close();
  }
};

/**
 * Opens SQLite as the engine uses it: WAL, NORMAL (a commit survives the death of the process), a 64 MB cache. The writer leaves checkpoints
 * to the checkpoint worker, so that no commit pays for one. Errors: `storage_failed` with the cause kept.
 */
export const openDatabase = (options: OpenOptions): OpenDatabase => {
  const raw = connect(options);
  const { read, write, prepare, clear } = createStatements(raw);
  return {
    read,
    inTransaction: (work) => {
      if (raw.inTransaction) throw new Error('A transaction is already open');
      prepare('BEGIN IMMEDIATE').run();
      try {
        const result = work(write);
        prepare('COMMIT').run();
        return result;
      } catch (cause) {
        if (raw.inTransaction) raw.exec('ROLLBACK');
        throw cause;
      }
    },
    inSnapshot: (work) => {
      // Inside a transaction the reads agree with each other already.
      if (raw.inTransaction) return work(read);
      prepare('BEGIN').run();
      try {
        return work(read);
      } finally {
        prepare('COMMIT').run();
      }
    },
    holdSnapshot: () => {
      raw.exec('BEGIN');
      // The snapshot begins with the first read.
      raw.prepare('SELECT count(*) FROM sqlite_schema').get();
      return () => {
        raw.exec('COMMIT');
      };
    },
    pragma: (text) => {
      const result: unknown = raw.pragma(text);
      const rows: readonly unknown[] = Array.isArray(result) ? result : [result];
      return rows.map((row) => (typeof row === 'object' && row !== null ? { ...row } : { value: row }));
    },
    backupTo: async (target, onSlice = () => undefined) => {
      if (options.key) {
        // SQLite's backup writes into a file that it opens itself, without a key, and refuses.
        onSlice(0);
        rmSync(target, { force: true });
        raw.prepare('VACUUM INTO ?').run(target);
        return onSlice(1);
      }
      prepare('BEGIN').run();
      try {
        read.pluck('SELECT count(*) FROM sqlite_schema');
        await raw.backup(target, {
          progress: ({ totalPages, remainingPages }) => {
            onSlice(totalPages === 0 ? 0 : 1 - remainingPages / totalPages);
            return BACKUP_SLICE_PAGES;
          },
        });
      } finally {
        prepare('COMMIT').run();
      }
    },
    close: () => {
      clear();
      raw.close();
    },
  };
};
