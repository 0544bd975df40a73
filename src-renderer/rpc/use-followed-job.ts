import { useState } from 'react';
import type { z } from 'zod';
import { followJob } from '@shared/contract/follow-job';
import type { Job } from '@shared/contract/jobs.contract';
import type { JobId } from '@shared/domain/ids';
import { useEngine } from './engine-context';

/** A job under way that somebody waits for. */
export interface RunningJob {
  /** Null until it is in its queue. */
  readonly id: JobId | null;
  /** Null until it has begun. */
  readonly job: Job | null;
  /** Estimate; null until there is something to go by. */
  readonly secondsLeft: number | null;
}

export interface FollowedJob {
  /** Null before and after. */
  readonly running: RunningJob | null;
  /** Has it begun, and answers its result. Errors: those of `begin` and of `followJob`. */
  readonly follow: <R>(begin: () => Promise<{ readonly job: JobId }>, result: z.ZodType<R>) => Promise<R>;
  readonly cancel: () => void;
}

const NOT_BEGUN: RunningJob = { id: null, job: null, secondsLeft: null };
/** Sooner an estimate is a guess. */
const MIN_SHARE = 0.02;
const MIN_ELAPSED_MS = 2000;

const secondsLeftOf = ({ progress, startedAtMs }: Job): number | null => {
  if (progress === null || startedAtMs === null || progress < MIN_SHARE) return null;
  const elapsedMs = Date.now() - startedAtMs;
  return elapsedMs < MIN_ELAPSED_MS ? null : ((elapsedMs / progress) * (1 - progress)) / 1000;
};

/** One job at a time that a component has done and shows. It goes on when the component goes away. */
export const useFollowedJob = (): FollowedJob => {
  const engine = useEngine();
  const [running, setRunning] = useState<RunningJob | null>(null);
  const follow: FollowedJob['follow'] = async (begin, result) => {
    setRunning(NOT_BEGUN);
    try {
      const { job: id } = await begin();
      setRunning({ ...NOT_BEGUN, id });
      return await followJob(engine, id, {
        result,
        onProgress: (job) => setRunning({ id, job, secondsLeft: secondsLeftOf(job) }),
      });
    } finally {
      setRunning(null);
    }
  };
  const cancel = (): void => {
    const id = running?.id ?? null;
    // One that has ended meanwhile is as cancelled as it can be.
    if (id !== null) engine.jobs.cancel({ jobs: { ids: [id] } }).catch(() => undefined);
  };
  return { running, follow, cancel };
};
