import { msg } from '@lingui/core/macro';
import { JobId } from '@shared/domain/ids';
import { AppError } from '@shared/errors/app-error';
import { toMessage } from '@shared/messages/message';
import type { Topic } from '@shared/domain/changes';
import type { ChangeBus, Unsubscribe } from '../kernel/event-bus';
import type { AlarmClock, Log, Random } from '../kernel/ports';
import type { InTransaction, ReadDb, WriteDb } from '../storage/db';
import { type ActiveJob, startJob } from './active-job';
import { createAnnouncements } from './announcements';
import { type HandledJob, type JobHooks, toHandledJob } from './handled-jobs';
import type { EnqueueOptions, JobDefinition, JobHandler } from './job-definition';
import { sweepStats } from './job-stats.sql';
import {
  findByDedupe,
  findNextDelayedMs,
  insertJob,
  insertLog,
  type JobRow,
  listActive,
  listPausedQueues,
  listReady,
  markActive,
  promoteDelayed,
  sweepEnded,
} from './jobs.sql';
import { createRateLimit, type RateLimit } from './rate-limit';
import { recoverJobs } from './recover-jobs';
import { createSchedules, type Schedule } from './schedules';
import { countEnds, type Ended, saveHooked, saveSettled, type Settled, toSettled } from './settle-jobs';
import { createWaiters } from './waiters';

export interface JobQueueDeps {
  readonly clock: AlarmClock;
  readonly random: Random;
  readonly log: Log;
  readonly read: ReadDb;
  readonly inTransaction: InTransaction;
  readonly bus: ChangeBus;
  readonly timeZone: () => string;
}

/** The durable queue of a workspace: what is enqueued runs, whatever happens to the process meanwhile. */
export interface JobQueue {
  /**
   * Adds a job in the caller's transaction: it exists when that commits, and begins after it. Answers its id, or that of the unfinished job with the same
   * `dedupe`.
   */
  readonly enqueue: <P, R>(
    db: WriteDb,
    job: JobDefinition<P, R>,
    payload: NoInfer<P>,
    options?: EnqueueOptions,
  ) => JobId;
  /** Says who does a kind of job. Before `start`. */
  readonly handle: <P, R>(job: JobDefinition<P, R>, handler: JobHandler<P, R>, hooks?: JobHooks<P>) => void;
  /** Has work come back. Before `start`. */
  readonly repeat: (schedule: Schedule) => void;
  /** Takes up what an earlier run of the engine left, and begins. */
  readonly start: () => void;
  /**
   * What a job answers when it is done. Rejects with what it failed of for good, with `cancelled` when it was or the engine closes, and with `not_found`.
   */
  readonly finished: <P, R>(job: JobDefinition<P, R>, id: JobId) => Promise<R>;
  /** Jobs that run now. */
  readonly active: () => readonly ActiveJob[];
  /** Whether a job of this kind stops where it is when it is asked to. */
  readonly canPause: (kind: string) => boolean;
  /** Whether a job of this kind is done all the same in a workspace that was brought back from a backup. */
  readonly outlivesRestore: (kind: string) => boolean;
  /** Tells its module what others than the queue made of a job, in their transaction. */
  readonly told: (db: WriteDb, row: JobRow, state: 'ready' | 'paused' | 'cancelled') => void;
  /** Looks at what others wrote about jobs and queues, once the transaction that is under way has ended. */
  readonly noticeWishes: () => void;
  /** Called when something changed, at most four times a second. */
  readonly subscribe: (listener: () => void) => Unsubscribe;
  /** Resolves when nothing runs and nothing could. */
  readonly whenIdle: () => Promise<void>;
  /** Stops what runs at its next safe point, waiting at most five seconds; it goes on at the next start. */
  readonly close: () => Promise<void>;
}

interface QueueState {
  readonly queue: HandledJob['queue'];
  readonly limit: RateLimit;
  running: number;
  endedSinceSweep: number;
}

interface LogLine {
  readonly id: JobId;
  readonly atMs: number;
  readonly text: string;
}

const SHUTDOWN_MS = 5000;
/** Sweeping costs a little, so the ends of some jobs share it. */
const SWEEP_AFTER = 50;
/** An alarm that comes so late has slept with the machine. */
const SLEPT_MS = 30_000;
const RETRY_TURN_MS = 1000;

const UNKNOWN_KIND = msg`This version of Outpost does not know this kind of work.`;

/** The queue of one engine. */
export const createJobQueue = (deps: JobQueueDeps): JobQueue => {
  const { clock, log, read, inTransaction, bus } = deps;
  const handled = new Map<string, HandledJob>();
  const queues = new Map<string, QueueState>();
  const active = new Map<JobId, ActiveJob>();
  const waiters = createWaiters(read);
  const schedules = createSchedules(deps.timeZone);
  const announcements = createAnnouncements(clock);
  const allEnded = Promise.withResolvers<void>();
  const idle: (() => void)[] = [];
  const toAdd: Schedule[] = [];
  let ends: readonly Ended[] = [];
  let lines: readonly LogLine[] = [];
  let life: 'new' | 'open' | 'closing' = 'new';
  let isWoken = false;
  let hasWishes = false;
  const toldTopics = new Set<Topic>();
  let alarm: { readonly atMs: number; readonly takeBack: () => void } | undefined;

  announcements.subscribe(() => bus.publish({ topics: ['jobs'], records: [] }));

  const wake = (): void => {
    if (isWoken || life !== 'open') return;
    isWoken = true;
    // After the caller's transaction, whose work is synchronous.
    setImmediate(turn);
  };
  const ended = (job: ActiveJob, end: Ended['end']): void => {
    ends = [...ends, { job, end }];
    if (life === 'closing' && ends.length >= active.size) allEnded.resolve();
    wake();
  };
  const logged = (id: JobId, text: string): void => {
    lines = [...lines, { id, atMs: clock.nowMs(), text }];
    wake();
  };
  const listeners = { clock, ended, logged, progressed: announcements.changed };

  /** Gives the places of jobs free, or takes them back. */
  const leave = ({ job }: Ended): void => {
    active.delete(job.id);
    const state = queues.get(job.handled.queue.name);
    if (!state) return;
    state.running -= 1;
    state.endedSinceSweep += 1;
  };
  const enter = (job: ActiveJob): void => {
    active.set(job.id, job);
    const state = queues.get(job.handled.queue.name);
    if (state) state.running += 1;
  };

  const unknownKind = ({ kind, queue: name }: JobRow): HandledJob => {
    const like = [...handled.values()].find(({ queue }) => queue.name === name);
    if (!like) throw new Error(`Nobody handles the queue ${name}`);
    const run = (): never => {
      throw new AppError('unsupported', UNKNOWN_KIND, { kind });
    };
    return { ...like, kind, run, onState: undefined, topics: [] };
  };

  const begin = (rows: readonly JobRow[]): void => {
    for (const row of rows) {
      const job = startJob(listeners, row, handled.get(row.kind) ?? unknownKind(row));
      enter(job);
      queues.get(row.queue)?.limit.took(1);
    }
  };

  const claimFrom = (db: WriteDb, { queue, running, limit }: QueueState, nowMs: number): readonly JobRow[] => {
    const room = Math.min(queue.concurrency - running, limit.room(nowMs));
    const busy = new Set<string>();
    for (const { row } of active.values())
      if (row.queue === queue.name && row.group_key !== null) busy.add(row.group_key);
    const claimed: JobRow[] = [];
    while (claimed.length < room) {
      const found = listReady(db, queue.name, [...busy], room - claimed.length);
      const rows = found.filter(({ group_key: group }) => {
        if (group === null) return true;
        const isFirst = !busy.has(group);
        busy.add(group);
        return isFirst;
      });
      markActive(
        db,
        rows.map(({ id }) => id),
        nowMs,
      );
      claimed.push(...rows);
      // Those that are left out make room for others behind them.
      if (rows.length === found.length) break;
    }
    return claimed;
  };

  const claim = (db: WriteDb, nowMs: number): readonly JobRow[] => {
    if (life !== 'open') return [];
    schedules.run(db, nowMs);
    promoteDelayed(db, nowMs);
    const paused = new Set(listPausedQueues(db));
    return [...queues.values()].flatMap((state) => (paused.has(state.queue.name) ? [] : claimFrom(db, state, nowMs)));
  };

  const sweep = (db: WriteDb, nowMs: number): void => {
    for (const state of queues.values()) {
      if (state.endedSinceSweep < SWEEP_AFTER) continue;
      state.endedSinceSweep = 0;
      sweepEnded(db, state.queue.name, { done: state.queue.keepDone, dead: state.queue.keepDead });
      sweepStats(db, nowMs);
    }
  };

  /** Writes the ends that modules hear of, each in a transaction of its own. */
  const settleHooked = (nowMs: number): readonly Settled[] =>
    ends
      .filter(({ job }) => job.handled.onState)
      .map((one) => {
        const settled = saveHooked(deps, toSettled(deps, one, nowMs), nowMs);
        ends = ends.filter((other) => other !== one);
        leave(one);
        return settled;
      });

  /** Writes all other ends and claims what is next, in one transaction. */
  const settleAndClaim = (
    nowMs: number,
    hooked: readonly Settled[],
  ): { readonly settled: readonly Settled[]; readonly claimed: readonly JobRow[] } => {
    const taken = ends;
    const takenLines = lines;
    const settled = taken.map((one) => toSettled(deps, one, nowMs));
    taken.forEach(leave);
    try {
      const claimed = inTransaction((db) => {
        for (const one of settled) saveSettled(db, one, nowMs);
        for (const { id, atMs, text } of takenLines) insertLog(db, id, atMs, text);
        countEnds(db, [...hooked, ...settled], nowMs);
        sweep(db, nowMs);
        return claim(db, nowMs);
      });
      ends = ends.slice(taken.length);
      lines = lines.slice(takenLines.length);
      return { settled, claimed };
    } catch (cause) {
      for (const { job } of taken) enter(job);
      throw cause;
    }
  };

  const tell = (settled: readonly Settled[]): void => {
    const topics = new Set([...toldTopics, ...settled.flatMap(({ job }) => job.handled.topics)]);
    toldTopics.clear();
    if (topics.size > 0) bus.publish({ topics: [...topics], records: [] });
    settled.forEach(waiters.tell);
  };

  /** What others wrote about jobs that run here. */
  const obeyWishes = (): void => {
    if (!hasWishes) return;
    hasWishes = false;
    waiters.check();
    for (const { id, wish } of listActive(read)) {
      const job = active.get(JobId.parse(id));
      if ((wish === 'cancel' || wish === 'pause') && job?.stopping() === undefined) job?.stop(wish);
    }
  };

  const turn = (): void => {
    isWoken = false;
    if (life !== 'open') return;
    const nowMs = clock.nowMs();
    try {
      const hooked = settleHooked(nowMs);
      const { settled, claimed } = settleAndClaim(nowMs, hooked);
      begin(claimed);
      obeyWishes();
      tell([...hooked, ...settled]);
      if (hooked.length + settled.length + claimed.length > 0) announcements.changed();
      arm();
      if (active.size === 0 && !isWoken) for (const resolve of idle.splice(0)) resolve();
    } catch (cause) {
      // The disk may be full: what ended is kept in memory until it can be written.
      log.error('the job queue could not be written', cause);
      clock.callAt(nowMs + RETRY_TURN_MS, wake);
    }
  };

  const stopStalled = (dueMs: number): void => {
    const nowMs = clock.nowMs();
    for (const job of active.values()) {
      if (nowMs > dueMs + SLEPT_MS) job.renew();
      else if (nowMs >= job.lastSignMs() + job.handled.stallMs) job.stop('stall');
    }
  };

  /** Sees to it that the queue wakes when the next thing is due; too early does no harm. */
  const arm = (): void => {
    const nowMs = clock.nowMs();
    const limits = [...queues.values()].filter(({ limit }) => limit.room(nowMs) < 1);
    const times = [
      findNextDelayedMs(read),
      schedules.nextMs(),
      ...limits.map(({ limit }) => limit.nextMs(nowMs)),
      ...[...active.values()].map((job) => job.lastSignMs() + job.handled.stallMs),
    ].filter((time) => time !== undefined);
    if (times.length === 0) return;
    const atMs = Math.max(nowMs + 1, Math.min(...times));
    if (alarm && alarm.atMs <= atMs) return;
    alarm?.takeBack();
    const takeBack = clock.callAt(atMs, () => {
      alarm = undefined;
      stopStalled(atMs);
      wake();
    });
    alarm = { atMs, takeBack };
  };

  const enqueue: JobQueue['enqueue'] = (db, job, payload, options = {}) => {
    const nowMs = clock.nowMs();
    const id = insertJob(db, {
      queue: job.queue.name,
      kind: job.kind,
      title: toMessage(job.title(payload)),
      payload,
      memberId: options.memberId ?? null,
      priority: options.priority ?? 0,
      nowMs,
      runAtMs: options.runAtMs ?? nowMs,
      maxAttempts: job.retry.attempts,
      dedupe: options.dedupe ?? null,
      freesDedupe: options.dedupeAgainst === 'waiting',
      group: options.group ?? null,
    });
    wake();
    announcements.changed();
    const known = id ?? (options.dedupe === undefined ? undefined : findByDedupe(db, job.kind, options.dedupe));
    if (known === undefined) throw new Error(`The job ${job.kind} was not added`);
    return known;
  };

  const close = async (): Promise<void> => {
    if (life === 'closing') return;
    life = 'closing';
    alarm?.takeBack();
    hasWishes = true;
    obeyWishes();
    for (const job of active.values()) job.stop('shutdown');
    const takeBack = clock.callAt(clock.nowMs() + SHUTDOWN_MS, allEnded.resolve);
    if (ends.length < active.size) await allEnded.promise;
    takeBack();
    const over = new Set(ends.map(({ job }) => job));
    const stuck = [...active.values()].filter((job) => !over.has(job));
    ends = [...ends, ...stuck.map((job): Ended => ({ job, end: { kind: 'stopped', why: 'shutdown' } }))];
    const hooked = settleHooked(clock.nowMs());
    const { settled } = settleAndClaim(clock.nowMs(), hooked);
    tell([...hooked, ...settled]);
    announcements.close();
    waiters.close();
    for (const resolve of idle.splice(0)) resolve();
  };

  return {
    enqueue,
    handle: (job, handler, hooks) => {
      if (handled.has(job.kind)) throw new Error(`Two handlers for ${job.kind}`);
      handled.set(job.kind, toHandledJob(job, handler, hooks));
      const { queue } = job;
      const known = queues.get(queue.name);
      if (known && known.queue !== queue) throw new Error(`Two queues are called ${queue.name}`);
      if (!known) queues.set(queue.name, { queue, limit: createRateLimit(queue.rate), running: 0, endedSinceSweep: 0 });
    },
    repeat: (schedule) => {
      toAdd.push(schedule);
    },
    start: () => {
      recoverJobs(deps, handled);
      inTransaction((db) => {
        for (const schedule of toAdd) schedules.add(db, schedule, clock.nowMs());
      });
      life = 'open';
      wake();
    },
    finished: waiters.finished,
    active: () => [...active.values()],
    canPause: (kind) => handled.get(kind)?.canPause ?? false,
    outlivesRestore: (kind) => handled.get(kind)?.afterRestore === 'again',
    told: (db, row, state) => {
      const kind = handled.get(row.kind);
      kind?.onState?.(db, JSON.parse(row.payload), state, null);
      for (const topic of kind?.topics ?? []) toldTopics.add(topic);
    },
    noticeWishes: () => {
      hasWishes = true;
      announcements.changed();
      wake();
    },
    subscribe: announcements.subscribe,
    whenIdle: () =>
      new Promise((resolve) => {
        idle.push(resolve);
        wake();
      }),
    close,
  };
};
