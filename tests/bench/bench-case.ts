import type { EngineClient } from '@shared/contract/index';
import type { BenchRow } from './budget';
import type { PlainSql } from './plain-sql';

export interface BenchOptions {
  /** Where the files, the workspace and the hand-written database are, or will be. */
  readonly folder: string;
  /** Where the built engine entries are. */
  readonly entriesDir: string;
  readonly people: number;
  readonly companies: number;
  readonly deals: number;
  /** Only the rows whose name contains this. */
  readonly only: string;
  readonly say: (line: string) => void;
}

/** What the cases measure: the engine at the client's side of the wire, and the same rows in hand-written tables. */
export interface BenchSides {
  readonly client: EngineClient;
  readonly plain: PlainSql;
  readonly options: BenchOptions;
}

/** One row of the table; nothing is measured until `run` is called. */
export interface BenchCase {
  readonly name: string;
  readonly run: (sides: BenchSides) => Promise<BenchRow>;
}
