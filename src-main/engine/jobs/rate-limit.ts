import type { Queue } from './job-definition';

/** How many jobs a queue may begin now, and when the next. */
export interface RateLimit {
  readonly room: (nowMs: number) => number;
  readonly took: (jobs: number) => void;
  readonly nextMs: (nowMs: number) => number;
}

const UNLIMITED: RateLimit = {
  room: () => Number.POSITIVE_INFINITY,
  took: () => undefined,
  nextMs: (nowMs) => nowMs,
};

/** A bucket that holds `rate.jobs` and fills evenly. */
export const createRateLimit = (rate: Queue['rate']): RateLimit => {
  if (!rate) return UNLIMITED;
  let tokens = rate.jobs;
  let atMs: number | undefined;
  const fill = (nowMs: number): void => {
    const passedMs = Math.max(0, nowMs - (atMs ?? nowMs));
    tokens = Math.min(rate.jobs, tokens + (passedMs * rate.jobs) / rate.perMs);
    atMs = nowMs;
  };
  return {
    room: (nowMs) => {
      fill(nowMs);
      return Math.floor(tokens + 1e-9);
    },
    took: (jobs) => {
      tokens -= jobs;
    },
    nextMs: (nowMs) => nowMs + Math.ceil(((1 - Math.min(1, tokens)) * rate.perMs) / rate.jobs),
  };
};
