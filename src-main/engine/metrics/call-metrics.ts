import type { CallMetrics, ReaderMetrics } from '@shared/contract/diagnostics.contract';
import { addToHistogram, type Histogram, newHistogram, percentile } from './histogram.rules';

/** Counts what the engine does, since it was started. Bounded: one entry for each procedure of the contract. */
export interface Metrics {
  readonly called: (path: string, ms: number, isError: boolean) => void;
  readonly committed: () => void;
  /** The procedures that took most of the time first. */
  readonly calls: () => CallMetrics[];
  readonly commits: () => number;
  /** A query waited so long for a reader before it began. */
  readonly waited: (ms: number) => void;
  /** What a reader's snapshots did since it told last. */
  readonly snapshots: (hits: number, reads: number) => void;
  readonly reading: () => Omit<ReaderMetrics, 'threads' | 'running' | 'waiting' | 'mostWaiting'>;
}

interface Calls {
  readonly histogram: Histogram;
  errors: number;
}

/** Hundredths of a millisecond: what a clock tells. */
const rounded = (ms: number): number => Math.round(ms * 100) / 100;

const toCallMetrics = ([path, { histogram, errors }]: readonly [string, Calls]): CallMetrics => ({
  path,
  count: histogram.count,
  errors,
  totalMs: rounded(histogram.totalMs),
  p50Ms: rounded(percentile(histogram, 0.5)),
  p95Ms: rounded(percentile(histogram, 0.95)),
  p99Ms: rounded(percentile(histogram, 0.99)),
  worstMs: rounded(histogram.worstMs),
  buckets: [...histogram.buckets],
});

export const createMetrics = (): Metrics => {
  const byPath = new Map<string, Calls>();
  let commits = 0;
  const waits = newHistogram();
  let snapshotHits = 0;
  let snapshotReads = 0;
  return {
    called: (path, ms, isError) => {
      let calls = byPath.get(path);
      if (!calls) {
        calls = { histogram: newHistogram(), errors: 0 };
        byPath.set(path, calls);
      }
      addToHistogram(calls.histogram, ms);
      if (isError) calls.errors += 1;
    },
    committed: () => {
      commits += 1;
    },
    calls: () => [...byPath].map(toCallMetrics).toSorted((a, b) => b.totalMs - a.totalMs),
    commits: () => commits,
    waited: (ms) => addToHistogram(waits, ms),
    snapshots: (hits, reads) => {
      snapshotHits += hits;
      snapshotReads += reads;
    },
    reading: () => ({
      waitedP50Ms: rounded(percentile(waits, 0.5)),
      waitedP95Ms: rounded(percentile(waits, 0.95)),
      waitedWorstMs: rounded(waits.worstMs),
      snapshotHits,
      snapshotReads,
    }),
  };
};
