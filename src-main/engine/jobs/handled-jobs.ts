import { msg } from '@lingui/core/macro';
import { AppError } from '@shared/errors/app-error';
import type { Topic } from '@shared/domain/changes';
import type { Message } from '@shared/messages/message';
import type { WriteDb } from '../storage/db';
import type { JobDefinition, JobHandler, JobRun, JobState } from './job-definition';

/** What a module wants to know of its jobs besides running them. */
export interface JobHooks<P> {
  /**
   * Called when a job ended, was paused, goes on or waits for its next attempt, in the transaction that makes it so. `failure` is set when it is `dead`.
   * Not called when it begins.
   */
  readonly onState?: (db: WriteDb, payload: P, state: Exclude<JobState, 'active'>, failure: Message | null) => void;
  /** Published after each such change. */
  readonly topics?: readonly Topic[];
}

type Settings = Pick<
  JobDefinition<unknown, unknown>,
  'kind' | 'queue' | 'retry' | 'afterRestart' | 'afterRestore' | 'stallMs' | 'canPause'
>;

/** A kind of job with who does it; payloads are parsed where they come in. */
export interface HandledJob extends Settings {
  readonly run: (payload: unknown, run: JobRun) => unknown;
  readonly onState:
    | ((db: WriteDb, payload: unknown, state: Exclude<JobState, 'active'>, failure: Message | null) => void)
    | undefined;
  readonly topics: readonly Topic[];
}

/** Puts a handler behind its kind. */
export const toHandledJob = <P, R>(
  job: JobDefinition<P, R>,
  handler: JobHandler<P, R>,
  { onState, topics = [] }: JobHooks<P> = {},
): HandledJob => {
  const parse = (payload: unknown): P => {
    const { success, data, error } = job.payload.safeParse(payload);
    if (!success)
      throw new AppError('invalid_input', msg`This job is not understood by this version.`, {}, { cause: error });
    return data;
  };
  const { kind, queue, retry, afterRestart, afterRestore, stallMs, canPause } = job;
  return {
    kind,
    queue,
    retry,
    afterRestart,
    afterRestore,
    stallMs,
    canPause,
    topics,
    run: async (payload, run) => job.result.parse(await handler(parse(payload), run)),
    onState: onState && ((db, payload, state, failure) => onState(db, parse(payload), state, failure)),
  };
};
