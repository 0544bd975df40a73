import { msg } from '@lingui/core/macro';
import { JobId } from '@shared/domain/ids';
import { AppError } from '@shared/errors/app-error';
import type { Clock } from '../kernel/ports';
import type { WriteDb } from '../storage/db';
import type { JobQueue } from './job-queue';
import { deleteJob, type JobRow, listUnfinished, moveIdle, reviveJob, saveWish } from './jobs.sql';

export interface ChangeJobDeps {
  readonly clock: Clock;
  readonly jobs: JobQueue;
}

/** Takes a job that does not run to another state; its module hears of it. */
const move = (deps: ChangeJobDeps, db: WriteDb, row: JobRow, state: 'ready' | 'paused' | 'cancelled'): void => {
  moveIdle(db, JobId.parse(row.id), state, deps.clock.nowMs());
  deps.jobs.told(db, row, state);
};

/** Stops a job; one that runs, at its next safe point. False when it has ended. */
export const cancelJob = (deps: ChangeJobDeps, db: WriteDb, row: JobRow): boolean => {
  if (row.state === 'active') saveWish(db, JobId.parse(row.id), 'cancel');
  else if (row.state === 'ready' || row.state === 'delayed' || row.state === 'paused') move(deps, db, row, 'cancelled');
  else return false;
  deps.jobs.noticeWishes();
  return true;
};

/** Stops what has not ended and is not to be done a second time in a workspace that was brought back from a backup. */
export const cancelUnfinished = (deps: ChangeJobDeps, db: WriteDb): void => {
  for (const row of listUnfinished(db)) if (!deps.jobs.outlivesRestore(row.kind)) cancelJob(deps, db, row);
};

/** Halts a job; one that runs, at its next safe point. Errors: `conflict` for one that cannot be halted. */
export const pauseJob = (deps: ChangeJobDeps, db: WriteDb, row: JobRow): void => {
  if (row.state === 'active' && deps.jobs.canPause(row.kind)) saveWish(db, JobId.parse(row.id), 'pause');
  else if (row.state === 'ready' || row.state === 'delayed') move(deps, db, row, 'paused');
  else if (row.state !== 'paused')
    throw new AppError('conflict', msg`It cannot be paused.`, { id: row.id, state: row.state });
  deps.jobs.noticeWishes();
};

/** Goes on with a paused job. Errors: `conflict` for one that is not paused. */
export const resumeJob = (deps: ChangeJobDeps, db: WriteDb, row: JobRow): void => {
  if (row.state !== 'paused') throw new AppError('conflict', msg`It is not paused.`, { id: row.id, state: row.state });
  move(deps, db, row, 'ready');
  deps.jobs.noticeWishes();
};

/** Has it done again, with all its attempts. False where it neither failed nor was cancelled nor waits for its time, or another like it waits. */
export const retryJob = (deps: ChangeJobDeps, db: WriteDb, row: JobRow): boolean => {
  if (row.state !== 'dead' && row.state !== 'cancelled' && row.state !== 'delayed') return false;
  if (!reviveJob(db, JobId.parse(row.id), deps.clock.nowMs())) return false;
  deps.jobs.told(db, row, 'ready');
  deps.jobs.noticeWishes();
  return true;
};

/** Forgets it. False when it has not ended. */
export const discardJob = (deps: ChangeJobDeps, db: WriteDb, row: JobRow): boolean => {
  if (row.state !== 'done' && row.state !== 'dead' && row.state !== 'cancelled') return false;
  deleteJob(db, JobId.parse(row.id));
  deps.jobs.noticeWishes();
  return true;
};
