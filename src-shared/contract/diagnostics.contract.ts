import { z } from 'zod';
import { Aggregate, FieldPath, Filter, Grouping, Sort } from '../domain/query';
import { action, Nothing } from './procedure';
import { QueryPlan } from './query-plan';
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

/** What the threads that answer queries do, and how often a list's order was in memory already. */
export const ReaderMetrics = z.object({
  /** Threads that answer queries; 0 where the engine's own thread does. */
  threads: z.int(),
  /** Queries under way now. */
  running: z.int(),
  /** Queries that wait for a reader now. */
  waiting: z.int(),
  /** Most that waited at one time since the engine was started. */
  mostWaiting: z.int(),
  /** How long queries waited for a reader before they began. */
  waitedP50Ms: z.number(),
  waitedP95Ms: z.number(),
  waitedWorstMs: z.number(),
  /** Questions about lists whose order was in memory. */
  snapshotHits: z.int(),
  /** Lists that were read whole, to have their order in memory. */
  snapshotReads: z.int(),
});
export type ReaderMetrics = Readonly<z.infer<typeof ReaderMetrics>>;

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
  readers: ReaderMetrics,
});
export type EngineMetrics = Readonly<z.infer<typeof EngineMetrics>>;

export const StorageSizes = z.object({
  /** Tables and indexes, the largest first. */
  trees: z.array(z.object({ name: z.string(), bytes: z.int() })),
});
export type StorageSizes = z.infer<typeof StorageSizes>;

/** What was asked, without the values of its conditions: those of `filter` are left out, and counts in it are 0. */
export const QueryShape = z.object({
  /** The procedure: "records.window". */
  path: z.string(),
  object: z.string().nullable(),
  isTrash: z.boolean(),
  filter: Filter.nullable(),
  sort: z.array(Sort),
  groupBy: z.array(Grouping),
  aggregates: z.array(Aggregate),
  /** Whose values were listed. */
  field: FieldPath.nullable(),
});
export type QueryShape = Readonly<z.infer<typeof QueryShape>>;

/** From how many ms on a query is slow; 0 keeps all. */
export const SlowThreshold = z.int().min(0).max(60_000);

/** Queries of one shape that were slow. */
export const SlowQuery = z.object({
  /** Made of the shape. */
  id: z.string(),
  shape: QueryShape,
  /** How many were slow. Times are theirs. */
  count: z.int(),
  /** Of them without an answer: ended, or failed. */
  unfinished: z.int(),
  totalMs: z.number(),
  p95Ms: z.number(),
  worstMs: z.number(),
  lastMs: z.number(),
  lastAtMs: z.number(),
  /** That the slowest statement of the last one gave. */
  lastRows: z.int(),
  /** Of the slowest statement of the last one; empty for callers from whom something is kept. */
  plan: QueryPlan,
  /** The order that an index would have ready: for `schema.makeIndex`. Null where none would help. */
  index: z.object({ object: z.string(), sort: z.array(Sort).min(1) }).nullable(),
});
export type SlowQuery = Readonly<z.infer<typeof SlowQuery>>;

export const SlowQueryList = z.object({
  thresholdMs: SlowThreshold,
  /** What took most of the time first; at most 200. */
  queries: z.array(SlowQuery),
});
export type SlowQueryList = Readonly<z.infer<typeof SlowQueryList>>;

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
  /** The queries that took long, by shape, kept over restarts; those over fields that are out of the caller's sight, or gone, are left out. Errors: `forbidden`. */
  slowQueries: action({ input: Nothing, output: SlowQueryList, reads: ['indexes', 'schema'] }),
  /** Begins the list of slow queries anew. Errors: `forbidden`. */
  forgetSlowQueries: action({ input: Nothing, output: Nothing }),
  /** From how long on queries are kept. Errors: `forbidden`. */
  setSlowThreshold: action({ input: z.strictObject({ ms: SlowThreshold }), output: Nothing }),
};
