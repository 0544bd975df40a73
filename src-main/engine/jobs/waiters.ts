import { msg } from '@lingui/core/macro';
import type { JobId } from '@shared/domain/ids';
import { AppError } from '@shared/errors/app-error';
import { Failure, fromFailure } from '@shared/errors/failure';
import type { ReadDb } from '../storage/db';
import { toStorageFailure } from '../storage/storage-failure';
import { stopError } from './active-job';
import type { JobDefinition } from './job-definition';
import { findJob } from './jobs.sql';
import type { Settled } from './settle-jobs';

interface Waiter {
  readonly resolve: (result: unknown) => void;
  readonly reject: (cause: unknown) => void;
}

/** Whoever waits for a job to end. */
export const createWaiters = (read: ReadDb) => {
  const byId = new Map<JobId, Waiter[]>();
  const take = (id: JobId): readonly Waiter[] => {
    const waiting = byId.get(id) ?? [];
    byId.delete(id);
    return waiting;
  };

  /** Undefined while it is not over. */
  const endOf = (id: JobId): { readonly result: unknown } | undefined => {
    const row = findJob(read, id);
    if (!row) throw new AppError('not_found', msg`There is no such job.`, { id });
    if (row.state === 'done') return { result: row.result === null ? undefined : JSON.parse(row.result) };
    if (row.state === 'dead') throw fromFailure(Failure.parse(JSON.parse(row.failure ?? 'null')));
    if (row.state === 'cancelled') throw stopError('cancel');
    return undefined;
  };

  return {
    finished: async <P, R>(job: JobDefinition<P, R>, id: JobId): Promise<R> => {
      const over = endOf(id);
      if (over) return job.result.parse(over.result);
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      byId.set(id, [...(byId.get(id) ?? []), { resolve, reject }]);
      return job.result.parse(await promise);
    },
    tell: ({ job, end, next }: Settled): void => {
      if (next.state === 'done' && end.kind === 'returned')
        for (const waiter of take(job.id)) waiter.resolve(end.result);
      else if (next.state === 'dead' && end.kind === 'failed')
        for (const waiter of take(job.id)) waiter.reject(toStorageFailure(end.cause) ?? end.cause);
      else if (next.state === 'cancelled') for (const waiter of take(job.id)) waiter.reject(stopError('cancel'));
    },
    /** For jobs that others than the queue have ended. */
    check: (): void => {
      for (const id of byId.keys()) {
        const row = findJob(read, id);
        if (!row || row.state === 'cancelled') for (const waiter of take(id)) waiter.reject(stopError('cancel'));
      }
    },
    close: (): void => {
      for (const id of byId.keys()) for (const waiter of take(id)) waiter.reject(stopError('shutdown'));
    },
  };
};
