import { AppError, type ErrorCode } from '@shared/errors/app-error';

/** How often a job is tried, and how long after each failure: `firstMs`, then `factor` times as long each time, up to `maxMs`. */
export interface Retry {
  readonly attempts: number;
  readonly firstMs: number;
  readonly factor: number;
  readonly maxMs: number;
  /** At most this share longer, at random: what failed together does not come back together. */
  readonly jitter: number;
}

/** The same request would be refused again. */
const FUTILE: ReadonlySet<ErrorCode> = new Set([
  'invalid_input',
  'not_found',
  'forbidden',
  'cancelled',
  'unsupported',
  'version_too_new',
  'sign_in_required',
]);

export const isWorthRetrying = (cause: unknown): boolean => !(cause instanceof AppError && FUTILE.has(cause.code));

/** How long to wait after the given attempt (from 1) has failed. `random` is from 0 to 1. */
export const retryDelayMs = (retry: Retry, attempt: number, random: number): number =>
  Math.round(Math.min(retry.maxMs, retry.firstMs * retry.factor ** (attempt - 1)) * (1 + retry.jitter * random));
