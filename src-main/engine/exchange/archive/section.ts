import type { ReadDb, WriteDb } from '../../storage/db';
import type { Line } from './archive-format';

/** One file of lines in an archive: what it is made of, and how a line becomes a row again. */
export interface Section {
  readonly file: string;
  /** Tells one line from all others of the file. */
  readonly keyOf: (line: Line) => string;
  readonly count: (db: ReadDb) => number;
  /** In the order of the archive. Nothing else may be asked with the same statement meanwhile. */
  readonly lines: (db: ReadDb) => Iterable<Line>;
  /** The line with the same key. */
  readonly find: (db: ReadDb, like: Line) => Line | undefined;
  /** Throws what SQLite says when the line does not fit. */
  readonly insert: (db: WriteDb, line: Line) => void;
}
