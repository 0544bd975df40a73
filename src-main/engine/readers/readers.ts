import type { RecordWindow } from '@shared/domain/query';
import type { ReadDeps } from '../handlers/context';
import type { ChangeBus } from '../kernel/event-bus';
import { type SlowWatch, timeQuery } from '../metrics/time-query';
import type { Viewers } from '../records/policy/viewers';
import type { ReadDb } from '../storage/db';
import { createAtOnce } from './at-once';
import { createReaderPool, type ReaderLoad, type ReaderPool, type ReaderThread, type ReaderWatch } from './reader-pool';
import { runHandler } from './run-handler';

/** Starts a thread that runs `engine-entry/reader-worker`. */
export type SpawnReader = () => ReaderThread;

/** Where queries are answered. */
export interface Readers {
  /** As a member; null: as whoever owns the workspace. Errors: those of the procedure; `cancelled` once `signal` is aborted. */
  readonly run: (path: string, input: unknown, memberId: string | null, signal?: AbortSignal) => Promise<unknown>;
  readonly load: () => ReaderLoad;
  readonly close: () => Promise<void>;
}

/** Two let a quick question pass a slow one; more only share the same cores. */
const POOL_SIZE = 2;

interface ReadersOptions {
  readonly deps: Omit<ReadDeps, 'schema'>;
  readonly viewers: Viewers;
  readonly db: ReadDb;
  /** Without it queries run in this thread, over the writer's connection. */
  readonly spawn: SpawnReader | undefined;
  readonly bus: ChangeBus;
  readonly watch: SlowWatch & ReaderWatch;
}

const IDLE: ReaderLoad = { threads: 0, running: 0, waiting: 0, mostWaiting: 0 };

const inline = ({ deps, viewers, db, bus, watch }: ReadersOptions): Readers => {
  const unsubscribe = bus.subscribe(deps.snapshots.apply);
  const run = (path: string, input: unknown, memberId: string | null): unknown => {
    const before = deps.snapshots.counts();
    const answer = runHandler({ db, deps: { ...deps, schema: viewers.as(memberId) } }, path, input);
    const { hits, reads } = deps.snapshots.counts();
    watch.snapshots(hits - before.hits, reads - before.reads);
    return answer;
  };
  return {
    run: async (path, input, memberId) => timeQuery(db, watch, path, input, () => run(path, input, memberId)),
    load: () => IDLE,
    close: async () => unsubscribe(),
  };
};

/** The threads start when the engine has answered what the first screen needs: while they start they take the processor from it. */
const START_MS = 300;

const pooled = ({ deps, viewers, db, bus, watch }: ReadersOptions, spawn: SpawnReader): Readers => {
  let started: ReaderPool | undefined;
  const pool = (): ReaderPool => {
    const start = { source: deps.source, paths: deps.paths, appVersion: deps.appVersion };
    started ??= createReaderPool({ start, size: POOL_SIZE, spawn, log: deps.log, watch });
    return started;
  };
  const unsubscribe = bus.subscribe((changes) => started?.apply(changes));
  const timers = new Set<NodeJS.Timeout>();
  const later = (work: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, START_MS);
    timers.add(timer);
  };
  const prepare = (input: RecordWindow, memberId: string | null): void => {
    pool()
      .run('records.window', input, memberId)
      .catch((cause: unknown) => deps.log.warn('a list was not prepared', { cause: String(cause) }));
  };
  const atOnce = createAtOnce({
    deps,
    viewers,
    db,
    bus,
    expect: (input, memberId) => later(() => prepare(input, memberId)),
  });
  later(() => pool());
  return {
    run: async (path, input, memberId, signal) =>
      timeQuery(db, watch, path, input, () => atOnce.answer(path, input, memberId)) ??
      pool().run(path, input, memberId, signal),
    load: () => started?.load() ?? { ...IDLE, threads: POOL_SIZE },
    close: async () => {
      for (const timer of timers) clearTimeout(timer);
      unsubscribe();
      await started?.close();
    },
  };
};

/** Answers queries in threads of their own where they can be started, but what takes no time, else in this one. They follow what `bus` publishes. */
export const createReaders = (options: ReadersOptions): Readers =>
  options.spawn ? pooled(options, options.spawn) : inline(options);
