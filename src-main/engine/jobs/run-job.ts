import type { JobId } from '@shared/domain/ids';
import type { ActorValue } from '@shared/domain/values';
import type { Clock } from '../kernel/ports';
import type { InTransaction, WriteDb } from '../storage/db';
import { cancelJob } from './change-job';
import type { EnqueueOptions, JobDefinition } from './job-definition';
import type { JobQueue } from './job-queue';
import { findJob } from './jobs.sql';

/** What whoever waits for a job needs. */
export interface RunJobDeps {
  readonly clock: Clock;
  readonly jobs: JobQueue;
  readonly inTransaction: InTransaction;
  readonly actor: () => ActorValue;
}

const WAITED_FOR = 10;

interface RunJobOptions extends EnqueueOptions {
  /** Keeps what the job needs beside its payload, in the transaction that adds it. */
  readonly prepare?: (db: WriteDb, id: JobId) => void;
}

/** Has a job done on behalf of the caller, who follows it by its id: before others of its queue. */
export const startJob = <P, R>(
  deps: RunJobDeps,
  job: JobDefinition<P, R>,
  payload: NoInfer<P>,
  { prepare, ...options }: RunJobOptions = {},
): JobId => {
  const memberId = deps.actor().id ?? null;
  return deps.inTransaction((db) => {
    const id = deps.jobs.enqueue(db, job, payload, { priority: WAITED_FOR, memberId, ...options });
    prepare?.(db, id);
    return id;
  });
};

/**
 * Has a job done on behalf of the caller, who waits for it: before others of its queue. Cancels it when the caller leaves. Errors: those of the job; `cancelled`.
 */
export const runJob = async <P, R>(
  deps: RunJobDeps,
  job: JobDefinition<P, R>,
  payload: NoInfer<P>,
  { signal, ...options }: RunJobOptions & { readonly signal?: AbortSignal | undefined } = {},
): Promise<R> => {
  const id = startJob(deps, job, payload, options);
  const cancel = (): void => {
    deps.inTransaction((db) => {
      const row = findJob(db, id);
      if (row) cancelJob(deps, db, row);
    });
  };
  signal?.addEventListener('abort', cancel, { once: true });
  if (signal?.aborted) cancel();
  try {
    return await deps.jobs.finished(job, id);
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
};
