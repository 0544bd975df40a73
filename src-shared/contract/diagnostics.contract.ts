import { z } from 'zod';
import { action, Nothing } from './procedure';
import { DoctorReport } from './workspace.contract';

export const RepairReport = z.object({
  /** What the check found afterwards: what could not be mended, or was never derived. */
  report: DoctorReport,
  mended: DoctorReport.shape.findings,
  /** Folder with the copy of the database before the repair and files that were set aside; null where nothing was changed. */
  folder: z.string().nullable(),
});
export type RepairReport = Readonly<z.infer<typeof RepairReport>>;

/** Calls of one procedure since the engine was started. Percentiles: at most twice the truth. */
export const CallMetrics = z.object({
  /** `domain.name`. */
  path: z.string(),
  count: z.int(),
  errors: z.int(),
  totalMs: z.number(),
  p50Ms: z.number(),
  p95Ms: z.number(),
  p99Ms: z.number(),
  worstMs: z.number(),
  /** Calls by how long they took: one for each of `bucketBoundsMs`, and what took longer. */
  buckets: z.array(z.int()),
});
export type CallMetrics = Readonly<z.infer<typeof CallMetrics>>;

export const EngineMetrics = z.object({
  atMs: z.number(),
  /** Of the process. */
  uptimeMs: z.number(),
  /** Transactions that wrote, since the engine was started. */
  commits: z.int(),
  /** Entries of the change log. */
  changes: z.int(),
  databaseBytes: z.int(),
  /** Of them in pages that are free. */
  freeBytes: z.int(),
  walBytes: z.int(),
  /** Of the whole process. */
  memoryBytes: z.int(),
  heapBytes: z.int(),
  /** Upper bounds of the buckets of `calls`. */
  bucketBoundsMs: z.array(z.number()),
  /** What took most of the time first. */
  calls: z.array(CallMetrics),
});
export type EngineMetrics = Readonly<z.infer<typeof EngineMetrics>>;

export const StorageSizes = z.object({
  /** Tables and indexes, the largest first. */
  trees: z.array(z.object({ name: z.string(), bytes: z.int() })),
});
export type StorageSizes = z.infer<typeof StorageSizes>;

/** Is the workspace sound, and is it fast. */
export const diagnosticsContract = {
  /**
   * Checks the workspace, copies its database aside and makes anew what is derived and wrong; what people wrote is never changed. Leaving the call cancels it
   * between two steps. Errors: `forbidden`; `cancelled`; `storage_failed` when the copy cannot be written, nothing being changed then.
   */
  repair: action({ input: Nothing, output: RepairReport }),
  /** What was called, how long it took, and what the workspace takes. No values of records. Errors: `forbidden`. */
  metrics: action({ input: Nothing, output: EngineMetrics }),
  /** How large each table and index is: reads the whole file. Leaving the call ends it. Errors: `forbidden`. */
  storage: action({ input: Nothing, output: StorageSizes }),
};
