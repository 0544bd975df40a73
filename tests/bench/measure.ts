export interface Timing {
  readonly p50Ms: number;
  readonly p95Ms: number;
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

export const summarize = (samples: readonly number[]): Timing => {
  const sorted = samples.toSorted((a, b) => a - b);
  return { p50Ms: at(sorted, 0.5), p95Ms: at(sorted, 0.95) };
};

/** Times `work` after a few rounds to warm up. */
export const measure = (rounds: number, work: (round: number) => unknown): Timing => {
  for (let i = 0; i < Math.min(5, rounds); i += 1) work(i);
  const samples: number[] = [];
  for (let i = 0; i < rounds; i += 1) {
    const start = performance.now();
    work(i + 5);
    samples.push(performance.now() - start);
  }
  return summarize(samples);
};

export const measureAsync = async (rounds: number, work: (round: number) => Promise<unknown>): Promise<Timing> => {
  for (let i = 0; i < Math.min(5, rounds); i += 1) await work(i);
  const samples: number[] = [];
  for (let i = 0; i < rounds; i += 1) {
    const start = performance.now();
    await work(i + 5);
    samples.push(performance.now() - start);
  }
  return summarize(samples);
};
