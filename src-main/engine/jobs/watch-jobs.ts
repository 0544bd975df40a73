import type { Job } from '@shared/contract/jobs.contract';
import type { SeenSchema } from '../schema/registry';
import type { JobQueue } from './job-queue';
import { ownerSeen, toJob } from './jobs.service';

const listActiveJobs = (deps: { readonly schema: SeenSchema; readonly jobs: JobQueue }): Job[] => {
  const owner = ownerSeen(deps.schema.current());
  return deps.jobs
    .active()
    .filter(({ row }) => owner === undefined || row.member === owner)
    .map((job) => {
      const why = job.stopping();
      return {
        ...toJob(job.row),
        state: 'active' as const,
        attempt: job.row.attempt + 1,
        stopping: why === 'cancel' || why === 'pause' ? why : null,
        progress: job.progress(),
        note: job.note(),
        startedAtMs: job.startedAtMs,
      };
    });
};

/** What runs: at once, and after each change, at most four times a second. */
export async function* watchJobs(
  deps: { readonly schema: SeenSchema; readonly jobs: JobQueue },
  signal: AbortSignal | undefined,
): AsyncGenerator<{ active: Job[] }, void> {
  let isStale = true;
  let wake = (): void => undefined;
  const unsubscribe = deps.jobs.subscribe(() => {
    isStale = true;
    wake();
  });
  const stop = (): void => wake();
  signal?.addEventListener('abort', stop);
  try {
    while (!signal?.aborted) {
      if (isStale) {
        isStale = false;
        yield { active: listActiveJobs(deps) };
      } else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    unsubscribe();
  }
}
