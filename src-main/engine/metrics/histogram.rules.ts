/** Upper bounds of the buckets in ms, each the double of the one before: 0.0625 ms to 65.5 s; what takes longer is in one more. */
export const BUCKET_BOUNDS_MS: readonly number[] = Array.from({ length: 21 }, (_, at) => 2 ** (at - 4));

/** How many calls took how long; of a fixed size. */
export interface Histogram {
  readonly buckets: Uint32Array;
  count: number;
  totalMs: number;
  worstMs: number;
}

export const newHistogram = (): Histogram => ({
  buckets: new Uint32Array(BUCKET_BOUNDS_MS.length + 1),
  count: 0,
  totalMs: 0,
  worstMs: 0,
});

const bucketOf = (ms: number): number =>
  Math.min(BUCKET_BOUNDS_MS.length, Math.max(0, Math.ceil(Math.log2(Math.max(ms, Number.MIN_VALUE)) + 4)));

export const addToHistogram = (histogram: Histogram, ms: number): void => {
  const at = bucketOf(ms);
  histogram.buckets[at] = (histogram.buckets[at] ?? 0) + 1;
  histogram.count += 1;
  histogram.totalMs += ms;
  if (ms > histogram.worstMs) histogram.worstMs = ms;
};

/** The bound, in ms, under which a share (0..1) of the calls was done: never less than the truth, at most twice of it. 0 where there are none. */
export const percentile = ({ buckets, count, worstMs }: Histogram, share: number): number => {
  let left = Math.ceil(count * share);
  if (left === 0) return 0;
  for (const [at, n] of buckets.entries()) {
    left -= n;
    if (left <= 0) return Math.min(worstMs, BUCKET_BOUNDS_MS[at] ?? worstMs);
  }
  return worstMs;
};
