import type { jobsContract } from '@shared/contract/jobs.contract';
import {
  cancelJobs,
  countJobs,
  discardJobs,
  getJob,
  listJobs,
  retryJobs,
  setJobPaused,
  setQueuePaused,
} from '../jobs/jobs.service';
import { watchJobs } from '../jobs/watch-jobs';
import type { HandlersFor } from './handlers-for';

export const jobsHandlers: HandlersFor<typeof jobsContract> = {
  list: ({ db, deps }, input) => listJobs(deps, db, input),
  get: ({ db, deps }, input) => getJob(deps, db, input),
  counts: ({ db, deps }) => countJobs(deps, db),
  retry: ({ db, deps }, input) => retryJobs(deps, db, input),
  cancel: ({ db, deps }, input) => cancelJobs(deps, db, input),
  discard: ({ db, deps }, input) => discardJobs(deps, db, input),
  pause: ({ db, deps }, { id }) => setJobPaused(deps, db, { id, isPaused: true }),
  resume: ({ db, deps }, { id }) => setJobPaused(deps, db, { id, isPaused: false }),
  pauseQueue: ({ db, deps }, { queue }) => setQueuePaused(deps, db, { queue, isPaused: true }),
  resumeQueue: ({ db, deps }, { queue }) => setQueuePaused(deps, db, { queue, isPaused: false }),
  watch: ({ deps, signal }) => watchJobs(deps, signal),
};
