import type { WorkspaceSettings } from '@shared/contract/workspace.contract';
import type { ChangeSet } from '@shared/domain/changes';
import type { Clock, Log } from '../kernel/ports';
import { createViewers } from '../records/policy/viewers';
import { readThreshold } from '../metrics/slow-queries.sql';
import { type SlowWatch, timeQuery } from '../metrics/time-query';
import { createSnapshotCache, type SnapshotCache } from '../records/read/snapshots';
import { createSchemaRegistry } from '../schema/registry';
import { openDatabase } from '../storage/open-database';
import { readSettings } from '../workspace/settings';
import type { ReaderStart } from './reader-protocol';
import { runHandler } from './run-handler';

/** Answers a query procedure as a member; null: as whoever owns the workspace. */
export type RunAs = (path: string, input: unknown, memberId: string | null) => unknown;

/** One reader: a connection that cannot write, and what it remembers. */
export interface ReaderSession {
  readonly run: RunAs;
  readonly apply: (changes: ChangeSet) => void;
  readonly snapshotCounts: SnapshotCache['counts'];
  /** Does ahead what may be asked for next. For moments when nobody waits. */
  readonly prepare: () => void;
  readonly close: () => void;
}

/** With two readers, the orders of sixteen lists of a million records. */
const SNAPSHOT_BYTES = 32 * 1024 * 1024;

interface ReaderPorts {
  readonly clock: Clock;
  readonly log: Log;
  /** Asked by long statements; throws to end them. */
  readonly goOn: () => void;
  /** Told of queries that took long. */
  readonly slow: SlowWatch['slow'];
}

/** Opens the workspace for reading. Errors: `storage_failed`. */
export const openReader = (
  { source, paths, appVersion }: ReaderStart,
  { clock, log, goOn, slow }: ReaderPorts,
): ReaderSession => {
  const database = openDatabase({ ...source, mode: 'reader', nowMs: clock.nowMs, goOn });
  const schema = createSchemaRegistry();
  const snapshots = createSnapshotCache({ maxBytes: SNAPSHOT_BYTES });
  let settingsRead: WorkspaceSettings | undefined;
  const settings = (): WorkspaceSettings => (settingsRead ??= readSettings(database.read));
  let thresholdMs: number | undefined;
  const watch: SlowWatch = { slow, thresholdMs: () => (thresholdMs ??= readThreshold(database.read)) };
  const viewers = createViewers({ clock, schema, settings, db: database.read });
  const deps = { clock, log, settings, snapshots, paths, source, appVersion };
  return {
    run: (path, input, memberId) =>
      timeQuery(database.read, watch, path, input, () => {
        const { value } = database.inSnapshot((db) => {
          schema.refresh(db);
          // Boxed: a handler's result is data, never a promise, which the type of an unknown cannot say.
          return { value: runHandler({ db, deps: { ...deps, schema: viewers.as(memberId) } }, path, input) };
        });
        return value;
      }),
    apply: (changes) => {
      if (changes.topics.includes('workspace')) {
        settingsRead = undefined;
        thresholdMs = undefined;
      }
      snapshots.apply(changes);
    },
    snapshotCounts: snapshots.counts,
    prepare: () =>
      database.inSnapshot((db) => {
        snapshots.prepare(db);
      }),
    close: database.close,
  };
};
