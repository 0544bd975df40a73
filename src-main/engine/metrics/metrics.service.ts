import fs from 'node:fs';
import type { EngineMetrics, StorageSizes } from '@shared/contract/diagnostics.contract';
import { nextTurn } from '../kernel/next-turn';
import type { Clock } from '../kernel/ports';
import type { ReaderLoad } from '../readers/reader-pool';
import { assertMaySet } from '../schema/access';
import type { SeenSchema } from '../schema/registry';
import type { ReadDb } from '../storage/db';
import type { Metrics } from './call-metrics';
import { BUCKET_BOUNDS_MS } from './histogram.rules';
import { countChanges, listTrees, readFileSizes, treeBytes } from './sizes.sql';

interface MetricsDeps {
  readonly clock: Clock;
  readonly schema: SeenSchema;
  readonly read: ReadDb;
  readonly metrics: Metrics;
  readonly readerLoad: () => ReaderLoad;
  readonly paths: { readonly database: string };
}

/** What the engine did since it was started, and what it takes. Names and numbers only, never a value of a record. Errors: `forbidden`. */
export const readMetrics = ({ clock, schema, read, metrics, readerLoad, paths }: MetricsDeps): EngineMetrics => {
  assertMaySet(schema.current(), 'workspace');
  const { rss, heapUsed } = process.memoryUsage();
  return {
    atMs: clock.nowMs(),
    uptimeMs: Math.round(process.uptime() * 1000),
    commits: metrics.commits(),
    changes: countChanges(read),
    ...readFileSizes(read),
    walBytes: fs.statSync(`${paths.database}-wal`, { throwIfNoEntry: false })?.size ?? 0,
    memoryBytes: rss,
    heapBytes: heapUsed,
    bucketBoundsMs: [...BUCKET_BOUNDS_MS],
    calls: metrics.calls(),
    readers: { ...readerLoad(), ...metrics.reading() },
  };
};

/** How large tables and indexes are, the largest first: reads the whole file, a table at a time. Errors: `forbidden`; `cancelled`. */
export const measureStorage = async (
  { schema, read }: Pick<MetricsDeps, 'schema' | 'read'>,
  signal: AbortSignal | undefined,
): Promise<StorageSizes> => {
  assertMaySet(schema.current(), 'workspace');
  const trees: StorageSizes['trees'] = [];
  for (const name of listTrees(read)) {
    trees.push({ name, bytes: treeBytes(read, name) });
    await nextTurn();
    signal?.throwIfAborted();
  }
  return { trees: trees.toSorted((a, b) => b.bytes - a.bytes) };
};
