import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import {
  type Job,
  type JobDetail,
  type JobFilter,
  type JobSelection,
  JobState,
  type QueueCounts,
} from '@shared/contract/jobs.contract';
import { JobId, RecordId } from '@shared/domain/ids';
import { AppError } from '@shared/errors/app-error';
import { Failure } from '@shared/errors/failure';
import { Message } from '@shared/messages/message';
import type { Clock } from '../kernel/ports';
import { assertMaySet } from '../schema/access';
import type { SchemaModel } from '../schema/model';
import type { SeenSchema } from '../schema/registry';
import type { ReadDb, WriteDb } from '../storage/db';
import { countByState, listAttempts, listJobIds, listJobRows, listLog, type Owner } from './job-lists.sql';
import { cancelJob, discardJob, pauseJob, resumeJob, retryJob } from './change-job';
import type { JobQueue } from './job-queue';
import { type Counted, readStats } from './job-stats.sql';
import { findJob, type JobRow, listPausedQueues, saveQueuePause } from './jobs.sql';

interface SeenDeps {
  readonly schema: SeenSchema;
}
interface JobDeps extends SeenDeps {
  readonly clock: Clock;
  readonly jobs: JobQueue;
}

/** What others have done is shown to those alone who see everything: titles name files and objects. */
export const ownerSeen = ({ access, me }: SchemaModel): Owner => (!access || access.seesAll ? undefined : (me ?? ''));

const readMessage = (text: string | null): Message | null => (text === null ? null : Message.parse(JSON.parse(text)));

export const toJob = (row: JobRow): Job => ({
  id: JobId.parse(row.id),
  queue: row.queue,
  kind: row.kind,
  title: Message.parse(JSON.parse(row.title)),
  state: JobState.parse(row.state),
  stopping: row.wish === 'cancel' || row.wish === 'pause' ? row.wish : null,
  priority: row.priority,
  attempt: row.attempt,
  maxAttempts: row.max_attempts,
  crashes: row.crashes,
  progress: row.progress,
  note: readMessage(row.note),
  failure: row.failure === null ? null : Failure.parse(JSON.parse(row.failure)).words,
  startedBy: row.member === null ? null : RecordId.parse(row.member),
  createdAtMs: row.created_at_ms,
  runAtMs: row.run_at_ms,
  startedAtMs: row.started_at_ms,
  finishedAtMs: row.finished_at_ms,
});

const getRow = (deps: SeenDeps, db: ReadDb, id: JobId): JobRow => {
  const row = findJob(db, id);
  const owner = ownerSeen(deps.schema.current());
  if (!row || (owner !== undefined && row.member !== owner))
    throw new AppError('not_found', msg`There is no such job.`, { id });
  return row;
};

/** A job that the caller may act on: their own, or any for who may change the workspace. */
const getOwnRow = (deps: SeenDeps, db: ReadDb, id: JobId): JobRow => {
  const row = getRow(deps, db, id);
  if (row.member === null || row.member !== deps.schema.current().me) assertMaySet(deps.schema.current(), 'workspace');
  return row;
};

/** Newest first. */
export const listJobs = (
  deps: SeenDeps,
  db: ReadDb,
  {
    filter,
    before,
    limit,
  }: { readonly filter: JobFilter; readonly before?: JobId | undefined; readonly limit: number },
): { jobs: Job[]; hasMore: boolean } => {
  const owner = ownerSeen(deps.schema.current());
  const rows = listJobRows(db, { filter, owner, before: before ?? Number.MAX_SAFE_INTEGER, limit: limit + 1 });
  return { jobs: rows.slice(0, limit).map(toJob), hasMore: rows.length > limit };
};

/** One job with all that is known of it. Errors: `not_found`. */
export const getJob = (deps: SeenDeps, db: ReadDb, { id }: { readonly id: JobId }): JobDetail => {
  const row = getRow(deps, db, id);
  return {
    job: toJob(row),
    payload: row.payload,
    checkpoint: row.checkpoint,
    result: row.result,
    attempts: listAttempts(db, id).map(({ outcome, started_at_ms: startedAtMs, ms, failure }) => ({
      outcome,
      startedAtMs,
      ms,
      failure: Failure.parse(JSON.parse(failure)).words,
    })),
    log: listLog(db, id),
  };
};

const DAY_MINUTES = 24 * 60;
const NONE: Counted = { done: 0, failed: 0, dead: 0, waitMs: 0, runMs: 0 };

const toLastDay = ({ done, failed, dead, waitMs, runMs }: Counted): QueueCounts['lastDay'] => {
  const ended = done + failed + dead;
  const mean = (ms: number): number | null => (ended === 0 ? null : Math.round(ms / ended));
  return { done, failed, dead, meanWaitMs: mean(waitMs), meanRunMs: mean(runMs) };
};

/** By queue, by name. What a queue has done of late is shown to those who see everybody's jobs. */
export const countJobs = (deps: SeenDeps & { readonly clock: Clock }, db: ReadDb): { queues: QueueCounts[] } => {
  const owner = ownerSeen(deps.schema.current());
  const counts = countByState(db, owner);
  const paused = new Set(listPausedQueues(db));
  const stats = owner === undefined ? readStats(db, deps.clock.nowMs(), DAY_MINUTES) : new Map<string, Counted>();
  const names = new Set([...counts.map(({ queue }) => queue), ...(owner === undefined ? paused : []), ...stats.keys()]);
  return {
    queues: [...names]
      .toSorted((a, b) => a.localeCompare(b))
      .map((queue) => ({
        queue,
        isPaused: paused.has(queue),
        counts: {
          delayed: 0,
          ready: 0,
          active: 0,
          paused: 0,
          done: 0,
          dead: 0,
          cancelled: 0,
          ...Object.fromEntries(counts.filter((row) => row.queue === queue).map(({ state, count }) => [state, count])),
        },
        lastDay: toLastDay(stats.get(queue) ?? NONE),
      })),
  };
};

/** Changes the jobs of a selection, leaving out those that cannot be changed so; a named one that cannot is a `conflict`. */
const changeJobs = (
  deps: JobDeps,
  db: WriteDb,
  selection: JobSelection,
  change: (deps: JobDeps, db: WriteDb, row: JobRow) => boolean,
  refusal: MessageDescriptor,
): { changed: number } => {
  const named = 'ids' in selection;
  const ids = named ? selection.ids : listJobIds(db, selection.filter, ownerSeen(deps.schema.current()));
  let changed = 0;
  for (const id of ids) {
    const row = getOwnRow(deps, db, id);
    if (change(deps, db, row)) changed += 1;
    else if (named) throw new AppError('conflict', refusal, { id, state: row.state });
  }
  return { changed };
};

interface Selected {
  readonly jobs: JobSelection;
}

/** Errors: `not_found`, `forbidden` (jobs of others), `conflict`. */
export const retryJobs = (deps: JobDeps, db: WriteDb, { jobs }: Selected): { changed: number } =>
  changeJobs(deps, db, jobs, retryJob, msg`Only what failed, was cancelled or is delayed can be done again.`);

/** Errors: `not_found`, `forbidden` (jobs of others), `conflict`. */
export const cancelJobs = (deps: JobDeps, db: WriteDb, { jobs }: Selected): { changed: number } =>
  changeJobs(deps, db, jobs, cancelJob, msg`It has ended already.`);

/** Errors: `not_found`, `forbidden` (jobs of others), `conflict`. */
export const discardJobs = (deps: JobDeps, db: WriteDb, { jobs }: Selected): { changed: number } =>
  changeJobs(deps, db, jobs, discardJob, msg`Only what has ended can be discarded. Cancel it first.`);

/** Halts a job, or lets it go on. Errors: `not_found`, `forbidden` (jobs of others), `conflict`. */
export const setJobPaused = (
  deps: JobDeps,
  db: WriteDb,
  { id, isPaused }: { readonly id: JobId; readonly isPaused: boolean },
): Job => {
  const change = isPaused ? pauseJob : resumeJob;
  change(deps, db, getOwnRow(deps, db, id));
  return toJob(getRow(deps, db, id));
};

/** Halts a queue, or lets it go on. Errors: `forbidden`. */
export const setQueuePaused = (
  deps: JobDeps,
  db: WriteDb,
  { queue, isPaused }: { readonly queue: string; readonly isPaused: boolean },
): Record<string, never> => {
  assertMaySet(deps.schema.current(), 'workspace');
  saveQueuePause(db, queue, isPaused);
  deps.jobs.noticeWishes();
  return {};
};
