import type { Worker } from 'node:worker_threads';
import { msg } from '@lingui/core/macro';
import type { ChangeSet } from '@shared/domain/changes';
import { jsonText } from '@shared/contract/json-text';
import { AppError } from '@shared/errors/app-error';
import { fromFailure } from '@shared/errors/failure';
import type { Log } from '../kernel/ports';
import type { Metrics } from '../metrics/call-metrics';
import { shapeOf } from '../metrics/query-shape.rules';
import type { SlowWatch } from '../metrics/time-query';
import { affinityOf, isQuickAnywhere, weightOf } from './affinity';
import type { FromReader, ReaderFailure, ReaderStart, ToReader, Unwanted } from './reader-protocol';

/** Answers queries off the thread that writes. */
export interface ReaderPool {
  /**
   * Runs the query procedure at `path`; its answer is `JsonText`. Errors: those of the procedure; `timeout` beyond the time allowed; `cancelled`
   * once `signal` is aborted, which takes the call out of its queue, or ends the statement that looks through a list for it.
   */
  readonly run: (path: string, input: unknown, memberId: string | null, signal?: AbortSignal) => Promise<unknown>;
  /** Tells every reader what was committed; calls made afterwards see it. */
  readonly apply: (changes: ChangeSet) => void;
  readonly load: () => ReaderLoad;
  readonly close: () => Promise<void>;
}

export interface ReaderLoad {
  readonly threads: number;
  readonly running: number;
  readonly waiting: number;
  /** At one time, since the pool was made. */
  readonly mostWaiting: number;
}

/** Who counts what readers do. */
export interface ReaderWatch {
  readonly slow: SlowWatch['slow'];
  /** A query waited so long before it began. */
  readonly waited: Metrics['waited'];
  readonly snapshots: Metrics['snapshots'];
}

/** The part of a worker thread that the pool uses. */
export type ReaderThread = Pick<Worker, 'postMessage' | 'on' | 'terminate'>;

export interface ReaderPoolOptions {
  readonly start: ReaderStart;
  readonly size: number;
  /** Starts a thread that serves `serveReader`. */
  readonly spawn: () => ReaderThread;
  readonly log: Log;
  readonly watch: ReaderWatch;
  readonly budgetMs?: number;
}

interface Call {
  readonly path: string;
  readonly input: unknown;
  readonly memberId: string | null;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly queuedAtMs: number;
  /** How often a reader died over it. */
  deaths: number;
}

interface Reader {
  /** Undefined while a dead one waits to be replaced. */
  thread: ReaderThread | undefined;
  readonly queue: Call[];
  running: Call | undefined;
  /** How many calls it was given. */
  calls: number;
  readonly unwanted: Unwanted;
  timer: NodeJS.Timeout | undefined;
  /** Deaths in a row without an answer in between. */
  failures: number;
}

const BUDGET_MS = 10_000;
const MAX_FAILURES = 5;
const FIRST_DELAY_MS = 20;
const MAX_DELAY_MS = 5000;

const CLOSE_TIMEOUT_MS = 1000;

const waitAtMost = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });

const toError = (failure: ReaderFailure): Error => {
  if (failure.kind === 'told') return fromFailure(failure.failure);
  const error = new Error(failure.message);
  if (failure.stack !== undefined) error.stack = failure.stack;
  return error;
};

/**
 * A few reader threads with a connection each. Calls about the same set go to the same reader, the others to the least
 * busy. A reader that dies is replaced and its call repeated once; one that takes too long is replaced and its call fails.
 */
export const createReaderPool = ({
  start,
  size,
  spawn,
  log,
  watch,
  budgetMs = BUDGET_MS,
}: ReaderPoolOptions): ReaderPool => {
  let isClosed = false;
  let mostWaiting = 0;

  const post = (thread: ReaderThread | undefined, message: ToReader): void => thread?.postMessage(message);

  const next = (reader: Reader): void => {
    if (!reader.thread || reader.running || isClosed) return;
    const call = reader.queue.shift();
    if (!call) return;
    reader.running = call;
    watch.waited(performance.now() - call.queuedAtMs);
    reader.timer = setTimeout(() => giveUp(reader, call), budgetMs);
    reader.timer.unref();
    const { path, input, memberId } = call;
    reader.calls += 1;
    post(reader.thread, { type: 'run', call: reader.calls, path, input, memberId });
  };

  const finish = (reader: Reader): Call | undefined => {
    clearTimeout(reader.timer);
    const call = reader.running;
    reader.running = undefined;
    return call;
  };

  const attach = (reader: Reader): void => {
    const thread = spawn();
    reader.thread = thread;
    const isCurrent = (): boolean => reader.thread === thread && !isClosed;
    thread.on('message', (message: FromReader) => {
      if (isCurrent()) receive(reader, message);
    });
    thread.on('error', (error) => log.error('a reader failed', error));
    thread.on('exit', () => {
      if (isCurrent()) revive(reader);
    });
    post(thread, { type: 'start', start, unwanted: reader.unwanted });
  };

  const receive = (reader: Reader, message: FromReader): void => {
    if (message.type === 'log') return log[message.level](message.message, message.detail);
    if (message.type === 'logged-error') return log.error(message.message, message.cause);
    if (message.type === 'ready') return;
    if (message.type === 'slow') return watch.slow(message.call);
    if (message.type === 'snapshots') return watch.snapshots(message.hits, message.reads);
    reader.failures = 0;
    const call = finish(reader);
    if (message.type === 'answered') call?.resolve(jsonText(message.json));
    else call?.reject(toError(message.failure));
    next(reader);
  };

  const replace = (reader: Reader): void => {
    const old = reader.thread;
    attach(reader);
    void old?.terminate();
    next(reader);
  };

  const giveUp = (reader: Reader, call: Call): void => {
    finish(reader);
    call.reject(new AppError('timeout', msg`This took too long. Narrow the list down and try again.`, { budgetMs }));
    log.warn('a query took too long', { path: call.path });
    // Its reader will not tell any more.
    watch.slow({ shape: shapeOf(call.path, call.input), ms: budgetMs, rows: 0, isFinished: false, plan: [] });
    replace(reader);
  };

  const revive = (reader: Reader): void => {
    reader.thread = undefined;
    reader.failures += 1;
    const call = finish(reader);
    if (call && !call.signal?.aborted) {
      call.deaths += 1;
      if (call.deaths < 2) reader.queue.unshift(call);
      else call.reject(new AppError('internal', msg`A reader ended over this question twice`, { path: call.path }));
    }
    if (reader.failures === 1) return replace(reader);
    if (reader.failures > MAX_FAILURES) {
      log.error('readers keep ending', new Error('A reader ended too often'), { failures: reader.failures });
      const failed = new AppError('storage_failed', msg`The workspace cannot be read. Start Outpost again.`);
      for (const waiting of reader.queue.splice(0)) waiting.reject(failed);
    }
    setTimeout(
      () => {
        if (!isClosed) replace(reader);
      },
      Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** reader.failures),
    ).unref();
  };

  const readers = Array.from({ length: size }, (): Reader => {
    const unwanted = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const idle = { thread: undefined, running: undefined, timer: undefined };
    const reader: Reader = { ...idle, queue: [], calls: 0, unwanted, failures: 0 };
    attach(reader);
    return reader;
  });

  const waiting = (): number => readers.reduce((sum, { queue }) => sum + queue.length, 0);

  const load = ({ thread, queue, running }: Reader): number =>
    [...queue, ...(running ? [running] : [])].reduce(
      (sum, { path }) => sum + weightOf(path),
      thread ? 0 : Number.MAX_SAFE_INTEGER / 2,
    );

  const choose = (path: string, input: unknown): Reader | undefined => {
    const idlest = readers.toSorted((a, b) => load(a) - load(b))[0];
    const affinity = affinityOf(path, input);
    const usual = affinity === undefined ? undefined : readers[affinity % readers.length];
    if (!usual || !idlest) return idlest;
    return isQuickAnywhere(path, input) && load(idlest) < load(usual) ? idlest : usual;
  };

  /** What runs frees its reader when it notices. */
  const abandon = (reader: Reader, call: Call): void => {
    if (reader.running === call) Atomics.store(reader.unwanted, 0, reader.calls);
    else if (reader.queue.includes(call)) reader.queue.splice(reader.queue.indexOf(call), 1);
    call.reject(new AppError('cancelled', msg`Nobody waits for this`));
  };

  return {
    run: (path, input, memberId, signal) =>
      new Promise((resolve, reject) => {
        const reader = isClosed ? undefined : choose(path, input);
        if (!reader) return reject(new AppError('cancelled', msg`The workspace is closed`));
        const queuedAtMs = performance.now();
        const call: Call = { path, input, memberId, signal, resolve, reject, queuedAtMs, deaths: 0 };
        if (signal?.aborted) return abandon(reader, call);
        signal?.addEventListener('abort', () => abandon(reader, call), { once: true });
        reader.queue.push(call);
        next(reader);
        mostWaiting = Math.max(mostWaiting, waiting());
      }),
    load: () => ({
      threads: size,
      running: readers.filter(({ running }) => running).length,
      waiting: waiting(),
      mostWaiting,
    }),
    apply: (changes) => {
      for (const { thread } of readers) post(thread, { type: 'changes', changes });
    },
    close: async () => {
      isClosed = true;
      const closed = new AppError('cancelled', msg`The workspace is closed`);
      const ended = readers.map(async (reader) => {
        const running = finish(reader);
        for (const call of [...(running ? [running] : []), ...reader.queue.splice(0)]) call.reject(closed);
        const { thread } = reader;
        if (!thread) return;
        const gone = new Promise<void>((resolve) => thread.on('exit', () => resolve()));
        post(thread, { type: 'close' });
        await Promise.race([gone, waitAtMost(CLOSE_TIMEOUT_MS)]);
        await thread.terminate();
      });
      await Promise.all(ended);
    },
  };
};
