import { AppError } from '@shared/errors/app-error';
import { type Failure, toFailure } from '@shared/errors/failure';
import type { Log, Random } from '../kernel/ports';
import type { InTransaction, WriteDb } from '../storage/db';
import { toStorageFailure } from '../storage/storage-failure';
import type { ActiveJob } from './active-job';
import { addToStats, type Counted } from './job-stats.sql';
import { insertAttempt, saveEnd } from './jobs.sql';
import { type AttemptEnd, type NextState, nextState } from './next-state.rules';

/** An attempt that ended, not yet written. */
export interface Ended {
  readonly job: ActiveJob;
  readonly end: AttemptEnd;
}

/** An attempt that ended, with what becomes of its job. */
export interface Settled extends Ended {
  readonly next: NextState;
  readonly failure: Failure | null;
}

const failureOf = (deps: { readonly log: Log }, { job, end }: Ended): Failure | null => {
  if (end.kind !== 'failed') return null;
  const cause = toStorageFailure(end.cause) ?? end.cause;
  if (!(cause instanceof AppError)) deps.log.error('job failed', cause, { id: job.id, kind: job.row.kind });
  return toFailure(cause);
};

/** Decides what becomes of a job. */
export const toSettled = (
  deps: { readonly log: Log; readonly random: Random },
  ended: Ended,
  nowMs: number,
): Settled => {
  const { job, end } = ended;
  const random = (): number => (deps.random.bytes(1)[0] ?? 0) / 255;
  const next = nextState(job.handled, job.row.attempt + 1, end, { nowMs, random });
  return { ...ended, next, failure: failureOf(deps, ended) };
};

/** Writes it, and tells the job's module in the same transaction. */
export const saveSettled = (db: WriteDb, { job, end, next, failure }: Settled, nowMs: number): void => {
  if (failure) {
    const { startedAtMs } = job;
    insertAttempt(db, { id: job.id, outcome: 'failed', startedAtMs, ms: nowMs - startedAtMs, failure });
  }
  const result = end.kind === 'returned' ? end.result : undefined;
  saveEnd(db, { ...next, id: job.id, nowMs, progress: job.progress(), note: job.note(), result, failure });
  if (job.handled.onState) {
    const words = next.state === 'dead' ? (failure?.words ?? null) : null;
    job.handled.onState(db, JSON.parse(job.row.payload), next.state, words);
  }
};

/** The same in a transaction of its own. A module that cannot take it loses its own job, and no other does. */
export const saveHooked = (
  deps: { readonly log: Log; readonly inTransaction: InTransaction },
  settled: Settled,
  nowMs: number,
): Settled => {
  const { job } = settled;
  try {
    deps.inTransaction((db) => saveSettled(db, settled, nowMs));
    return settled;
  } catch (cause) {
    if (toStorageFailure(cause)) throw cause;
    deps.log.error('the end of a job was refused', cause, { id: job.id, kind: job.row.kind });
    const dead: Settled = {
      job: { ...job, handled: { ...job.handled, onState: undefined } },
      end: { kind: 'failed', cause },
      next: { state: 'dead', runAtMs: undefined, isRefunded: false },
      failure: toFailure(cause),
    };
    deps.inTransaction((db) => saveSettled(db, dead, nowMs));
    return dead;
  }
};

/** Adds what ended to the figures of its queues. */
export const countEnds = (db: WriteDb, settled: readonly Settled[], nowMs: number): void => {
  const byQueue = new Map<string, Counted>();
  for (const { job, next } of settled) {
    const { name } = job.handled.queue;
    const counted = byQueue.get(name) ?? { done: 0, failed: 0, dead: 0, waitMs: 0, runMs: 0 };
    byQueue.set(name, counted);
    if (next.state === 'done') counted.done += 1;
    else if (next.state === 'dead') counted.dead += 1;
    else if (next.state === 'delayed') counted.failed += 1;
    counted.runMs += nowMs - job.startedAtMs;
    counted.waitMs += Math.max(0, job.startedAtMs - job.row.run_at_ms);
  }
  for (const [name, counted] of byQueue) addToStats(db, name, nowMs, counted);
};
