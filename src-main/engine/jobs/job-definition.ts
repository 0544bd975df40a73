import type { MessageDescriptor } from '@lingui/core';
import { z } from 'zod';
import type { JobId } from '@shared/domain/ids';
import type { WriteDb } from '../storage/db';
import type { Retry } from './retry.rules';

/** Jobs that wait for one another. */
export interface Queue {
  readonly name: string;
  /** So many run at once. */
  readonly concurrency: number;
  /** At most so many are begun in a stretch of time; the rest waits. */
  readonly rate?: { readonly jobs: number; readonly perMs: number } | undefined;
  /** So many that are done or cancelled are kept. */
  readonly keepDone: number;
  /** So many that failed for good are kept. */
  readonly keepDead: number;
}

/** A queue, with what is usual where nothing else is said. */
export const defineQueue = (name: string, settings: Partial<Omit<Queue, 'name'>> = {}): Queue => ({
  name,
  concurrency: 1,
  keepDone: 100,
  keepDead: 500,
  ...settings,
});

/** A kind of job: what it is given, what it answers, and what becomes of it when it fails. A value that whoever enqueues and whoever handles share. */
export interface JobDefinition<P, R> {
  /** Kept with every job: never to be changed. `module.verb`, as in `exchange.import`. */
  readonly kind: string;
  readonly queue: Queue;
  /** Kept as JSON. Ids and choices, never the data itself. */
  readonly payload: z.ZodType<P>;
  /** Kept as JSON; `noResult` where there is nothing to say. */
  readonly result: z.ZodType<R>;
  /** What a person reads of it among the jobs. */
  readonly title: (payload: P) => MessageDescriptor;
  readonly retry: Retry;
  /** After a crash or a shutdown: once more from its checkpoint, or not at all, since whoever waited for it is gone. */
  readonly afterRestart: 'again' | 'fail';
  /** In a workspace that was brought back from a backup made while it waited or ran: not a second time, or all the same, since it only brings up to date what is there. */
  readonly afterRestore: 'cancel' | 'again';
  /** Without a sign of life (progress, log, checkpoint, heartbeat) for so long it counts as failed. */
  readonly stallMs: number;
  /** Stops where it is when it is asked to, and goes on from its checkpoint. */
  readonly canPause: boolean;
}

export const noResult = z.undefined();

const RETRY: Retry = { attempts: 3, firstMs: 2000, factor: 2, maxMs: 300_000, jitter: 0.25 };
const STALL_MS = 10 * 60_000;

type Needed<P, R> = Pick<JobDefinition<P, R>, 'kind' | 'queue' | 'payload' | 'result' | 'title'>;
type Optional<P, R> = Partial<Omit<JobDefinition<P, R>, keyof Needed<P, R> | 'retry'>> & {
  readonly retry?: Partial<Retry>;
};

/** A kind of job; three attempts after 2 and 4 seconds, and again after a crash, where nothing else is said. */
export const defineJob = <P, R>(job: Needed<P, R> & Optional<P, R>): JobDefinition<P, R> => ({
  afterRestart: 'again',
  afterRestore: 'cancel',
  stallMs: STALL_MS,
  canPause: false,
  ...job,
  retry: { ...RETRY, ...job.retry },
});

export interface EnqueueOptions {
  /** 0 unless said; higher first. What a person waits for: 10. */
  readonly priority?: number;
  /** Not before. */
  readonly runAtMs?: number;
  /** While there is an unfinished job of this kind with this key, none is added; its id is answered. */
  readonly dedupe?: string;
  /** Only those that have not begun count: what happens from now on will be seen by a job that begins after it. */
  readonly dedupeAgainst?: 'unfinished' | 'waiting';
  /** Jobs of a queue with the same key run one at a time. */
  readonly group?: string;
  /** Member on whose behalf it runs, and who may see it; null: the workspace itself. */
  readonly memberId?: string | null;
}

/** What a running job may use. */
export interface JobRun {
  readonly id: JobId;
  /** From 1; those that a crash or a shutdown cut short are not counted. */
  readonly attempt: number;
  readonly memberId: string | null;
  /**
   * Aborted when the job shall stop: cancelled, paused, stalled, or Outpost is closing. `signal.throwIfAborted()` between two steps does the right thing;
   * what still returns is done.
   */
  readonly signal: AbortSignal;
  /** `share` from 0 to 1, or null where nobody knows; shown, not kept. */
  readonly progress: (share: number | null, note?: MessageDescriptor) => void;
  /** A line for whoever looks into it, in English; the first 200 of a job are kept. */
  readonly log: (text: string) => void;
  /** A sign of life from long work that has no progress to tell. */
  readonly heartbeat: () => void;
  /** What the last `saveCheckpoint` kept; undefined at first. To be parsed: an earlier version may have written it. */
  readonly checkpoint: unknown;
  /** Keeps how far it has come, in the transaction that took it there: after a crash that step is not done twice. */
  readonly saveCheckpoint: (db: WriteDb, value: unknown) => void;
}

export type JobHandler<P, R> = (payload: P, run: JobRun) => R | Promise<R>;

/** States that a job can be in. */
export type JobState = 'delayed' | 'ready' | 'active' | 'paused' | 'done' | 'dead' | 'cancelled';
