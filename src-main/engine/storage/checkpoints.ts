import { type DatabaseSource, type OpenDatabase, openDatabase } from './open-database';

/** Copies the write-ahead log into the database, away from the thread that writes. */
export interface Checkpoints {
  /** Says that something was committed. */
  readonly committed: () => void;
  readonly close: () => void;
}

/** How long the writer must have been quiet, and how long a checkpoint waits at most while it is not. */
const QUIET_MS = 500;
const AT_MOST_MS = 3000;

/** Calls `checkpoint` some time after commits: soon when it is quiet, now and then when it is not. */
export const scheduleCheckpoints = (checkpoint: () => void): Checkpoints => {
  let quiet: NodeJS.Timeout | undefined;
  let atMost: NodeJS.Timeout | undefined;
  const stop = (): void => {
    clearTimeout(quiet);
    clearTimeout(atMost);
    quiet = undefined;
    atMost = undefined;
  };
  const fire = (): void => {
    stop();
    checkpoint();
  };
  return {
    committed: () => {
      clearTimeout(quiet);
      quiet = setTimeout(fire, QUIET_MS).unref();
      atMost ??= setTimeout(fire, AT_MOST_MS).unref();
    },
    close: stop,
  };
};

/** A connection for the checkpoint thread. PASSIVE waits for nobody: what readers still need stays in the log until the next time. */
export const openCheckpointer = (
  source: DatabaseSource,
): { readonly checkpoint: () => void; readonly close: () => void } => {
  const database: OpenDatabase = openDatabase({ ...source, mode: 'writer' });
  return {
    checkpoint: () => {
      database.pragma('wal_checkpoint(PASSIVE)');
    },
    close: database.close,
  };
};
