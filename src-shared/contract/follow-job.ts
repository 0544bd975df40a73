import { msg } from '@lingui/core/macro';
import type { z } from 'zod';
import type { JobId } from '../domain/ids';
import { AppError } from '../errors/app-error';
import type { EngineClient } from './index';
import type { Job } from './jobs.contract';

interface Following<R> {
  readonly result: z.ZodType<R>;
  /** Hears of the job while it runs, at most four times a second. */
  readonly onProgress?: (job: Job) => void;
}

/**
 * Follows a job until it ends, and answers its result. Cancelling it is `jobs.cancel`. Errors: `cancelled`; `storage_failed` with the reason for which it failed; those of the line.
 */
export const followJob = async <R>(
  client: Pick<EngineClient, 'jobs'>,
  id: JobId,
  { result, onProgress }: Following<R>,
): Promise<R> => {
  for await (const { active } of await client.jobs.watch({})) {
    const running = active.find((job) => job.id === id);
    if (running) {
      onProgress?.(running);
      continue;
    }
    const { job, result: answered } = await client.jobs.get({ id });
    if (job.state === 'done') return result.parse(JSON.parse(answered ?? 'null'));
    if (job.state === 'cancelled') break;
    if (job.state === 'dead') throw new AppError('storage_failed', job.failure ?? msg`It did not work.`);
  }
  throw new AppError('cancelled', msg`Stopped`);
};
