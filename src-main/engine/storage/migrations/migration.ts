import type { WriteDb } from '../db';

/** One step of the static tables. Versions are numbered in tens and frozen once released. */
export interface Migration {
  readonly version: number;
  readonly up: (db: Pick<WriteDb, 'exec' | 'pluck'>) => void;
}
