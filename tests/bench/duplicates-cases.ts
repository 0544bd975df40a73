import { ScanResult } from '../../src-shared/contract/duplicates.contract';
import type { BenchCase } from './bench-case';
import { timedRow } from './budget';

const SCAN = 'duplicates scan: every person, in a thread of its own';

export const DUPLICATE_CASES: readonly BenchCase[] = [
  {
    name: SCAN,
    run: async ({ client, options: { say } }) => {
      const baseBytes = process.memoryUsage.rss();
      let peakBytes = baseBytes;
      const watching = setInterval(() => {
        peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
      }, 100);
      const startedAtMs = performance.now();
      const { jobId } = await client.duplicates.scan({ object: 'person' });
      for await (const { active } of await client.jobs.watch({})) {
        const job = active.find(({ id }) => id === jobId);
        if (!job && (await client.jobs.get({ id: jobId })).job.finishedAtMs !== null) break;
      }
      const ms = performance.now() - startedAtMs;
      clearInterval(watching);
      const { records, pairs } = ScanResult.parse(JSON.parse((await client.jobs.get({ id: jobId })).result ?? 'null'));
      const mib = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MiB`;
      say(`${records} people, ${pairs} pairs`);
      // Three minutes for a million.
      const budget = { p50Ms: (180_000 * Math.max(records, 50_000)) / 1_000_000 };
      const note = `${mib(peakBytes - baseBytes)} more than before`;
      return timedRow(SCAN, budget, { p50Ms: ms, p95Ms: ms }, null, note);
    },
  },
];
