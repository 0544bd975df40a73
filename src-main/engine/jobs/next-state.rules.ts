import type { JobDefinition, JobState } from './job-definition';
import { isWorthRetrying, retryDelayMs } from './retry.rules';

/** What a job is asked to stop for. */
export type Stop = 'cancel' | 'pause' | 'shutdown' | 'stall';

/** How an attempt ended. */
export type AttemptEnd =
  | { readonly kind: 'returned'; readonly result: unknown }
  | { readonly kind: 'stopped'; readonly why: Exclude<Stop, 'stall'> }
  | { readonly kind: 'failed'; readonly cause: unknown };

export interface NextState {
  readonly state: Exclude<JobState, 'active'>;
  readonly runAtMs: number | undefined;
  /** The attempt does not count: it was cut short by no fault of its own. */
  readonly isRefunded: boolean;
}

type Kind = Pick<JobDefinition<unknown, unknown>, 'retry' | 'afterRestart'>;

const to = (state: NextState['state'], isRefunded = false): NextState => ({ state, runAtMs: undefined, isRefunded });

/** What becomes of a job when an attempt has ended. `random` is from 0 to 1. */
export const nextState = (
  kind: Kind,
  attempt: number,
  end: AttemptEnd,
  { nowMs, random }: { readonly nowMs: number; readonly random: () => number },
): NextState => {
  if (end.kind === 'returned') return to('done');
  if (end.kind === 'stopped') {
    if (end.why === 'cancel') return to('cancelled');
    if (end.why === 'pause') return to('paused', true);
    return kind.afterRestart === 'again' ? to('ready', true) : to('cancelled');
  }
  if (attempt >= kind.retry.attempts || !isWorthRetrying(end.cause)) return to('dead');
  return { state: 'delayed', runAtMs: nowMs + retryDelayMs(kind.retry, attempt, random()), isRefunded: false };
};

/** A job that was running when the engine died so often is what the engine dies of. */
const MAX_CRASHES = 2;

/** What becomes of a job that was running when the engine died. */
export const stateAfterCrash = (kind: Kind | undefined, crashes: number, wish: string | null): NextState => {
  if (wish === 'cancel') return to('cancelled');
  if (crashes > MAX_CRASHES || kind?.afterRestart === 'fail') return to('dead');
  return to(wish === 'pause' ? 'paused' : 'ready', true);
};
