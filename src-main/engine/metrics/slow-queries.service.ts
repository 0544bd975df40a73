import type { QueryShape, SlowQuery, SlowQueryList } from '@shared/contract/diagnostics.contract';
import { groupingPath } from '@shared/domain/query';
import { isRefused } from '@shared/errors/app-error';
import type { ChangeBus } from '../kernel/event-bus';
import type { IndexReadDeps } from '../records/indexes/index-wish';
import { findMissingIndex, wishFor } from '../records/indexes/index-wish';
import { fingerprint } from '../records/query/cursor';
import { resolvePath } from '../records/query/field-path';
import { filterReads } from '../records/query/filter-reads';
import { assertMaySet } from '../schema/access';
import type { SchemaModel } from '../schema/model';
import type { SeenSchema } from '../schema/registry';
import type { InTransaction, ReadDb } from '../storage/db';
import { percentile } from './histogram.rules';
import type { SlowQueries } from './slow-queries';
import { type SlowRow, saveThreshold } from './slow-queries.sql';

interface SlowDeps extends Omit<IndexReadDeps, 'schema'> {
  readonly schema: SeenSchema;
  readonly wholeSchema: IndexReadDeps['schema'];
  readonly read: ReadDb;
  readonly inTransaction: InTransaction;
  readonly bus: Pick<ChangeBus, 'publish'>;
  readonly slowQueries: SlowQueries;
}

/** Whether all that a question named is there for whoever asks. */
const isInSight = (schema: SchemaModel, shape: QueryShape): boolean => {
  if (shape.object === null) return true;
  const { filter, sort, groupBy, aggregates, field } = shape;
  const paths = [
    ...sort.map((each) => each.field),
    ...groupBy.map(groupingPath),
    ...aggregates.flatMap((each) => each.field ?? []),
    ...(field === null ? [] : [field]),
  ];
  const object = schema.objects.get(shape.object);
  if (!object) return false;
  return !isRefused(() => {
    filterReads(schema, object, filter ?? undefined);
    for (const path of paths) resolvePath(schema, object, path);
  });
};

const missingIndex = (deps: SlowDeps, { object, sort, isTrash }: QueryShape): SlowQuery['index'] => {
  const whole = { ...deps, schema: deps.wholeSchema };
  const index =
    object === null || isTrash || sort.length === 0 ? undefined : findMissingIndex(whole, deps.read, object, sort);
  return index ? wishFor(index) : null;
};

const toSlowQuery = (deps: SlowDeps, row: SlowRow): SlowQuery => ({
  id: fingerprint([row.shape]),
  shape: row.shape,
  count: row.times.count,
  unfinished: row.unfinished,
  totalMs: row.times.totalMs,
  p95Ms: percentile(row.times, 0.95),
  worstMs: row.times.worstMs,
  lastMs: row.lastMs,
  lastAtMs: row.lastAtMs,
  lastRows: row.lastRows,
  // It names tables and conditions that a role is kept in by.
  plan: deps.schema.current().access ? [] : [...row.plan],
  index: missingIndex(deps, row.shape),
});

/** What took long, what SQLite did for it, and which index would help. Errors: `forbidden`. */
export const listSlowQueries = (deps: SlowDeps): SlowQueryList => {
  const schema = deps.schema.current();
  assertMaySet(schema, 'workspace');
  const seen = deps.slowQueries.list().filter(({ shape }) => isInSight(schema, shape));
  return { thresholdMs: deps.slowQueries.thresholdMs(), queries: seen.map((row) => toSlowQuery(deps, row)) };
};

/** Errors: `forbidden`. */
export const forgetSlowQueries = ({ schema, slowQueries }: SlowDeps): Record<string, never> => {
  assertMaySet(schema.current(), 'workspace');
  slowQueries.forget();
  return {};
};

/** Says from how many ms on a query is kept; readers hear of it. Errors: `forbidden`. */
export const setSlowThreshold = (
  { schema, inTransaction, bus }: SlowDeps,
  { ms }: { readonly ms: number },
): Record<string, never> => {
  assertMaySet(schema.current(), 'workspace');
  inTransaction((db) => saveThreshold(db, ms));
  bus.publish({ topics: ['workspace'], records: [] });
  return {};
};
