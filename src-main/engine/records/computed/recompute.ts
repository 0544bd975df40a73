import { RecordId } from '@shared/domain/ids';
import type { SqlValue, WriteDb } from '../../storage/db';
import type { SchemaModel } from '../../schema/model';
import type { ChangeCollector } from '../write/change-collector';
import { updateComputed } from '../write/record.sql';
import type { TextIndex } from '../write/text-index';
import type { Dirt } from './dirty-records';
import { followLinks, liveRidsOf, nextRids } from './link-steps.sql';
import { type ComputedNode, type ComputedPlan, planOf } from './plan';
import type { ComputedRow } from './program';

/** So many records are worked out by one statement. */
export const CHUNK = 1000;

const isSame = (a: readonly SqlValue[], b: readonly SqlValue[]): boolean => a.every((value, at) => value === b[at]);

/** Where it is told what was worked out. */
export interface ComputedSink {
  readonly collector: ChangeCollector;
  readonly texts: TextIndex;
}

/** Writes the values that differ; answers whose. Neither logged nor a change of the record: `updated_at` stays. */
const save = (db: WriteDb, sink: ComputedSink, node: ComputedNode, rows: readonly ComputedRow[]): readonly number[] => {
  const { object, field } = node;
  const changed = rows.filter(({ before, after }) => !isSame(before, after));
  for (const row of changed) {
    updateComputed(db, object.table, field.columns, row.rid, row.after);
    if (field.valueType === 'text') sink.texts.computed(object, field, row.rid);
    sink.collector.fields(object.def.name, RecordId.parse(row.id), [field.def.name]);
  }
  return changed.map(({ rid }) => rid);
};

function* chunksOf(rids: Iterable<number>): Generator<readonly number[]> {
  let chunk: number[] = [];
  for (const rid of [...rids].toSorted((a, b) => a - b)) {
    chunk.push(rid);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** Every live record of an object, some at a time. */
function* allChunks(db: WriteDb, table: string): Generator<readonly number[]> {
  for (let after = 0; ;) {
    const rids = nextRids(db, table, after, CHUNK);
    const last = rids.at(-1);
    if (last === undefined) return;
    yield rids;
    after = last;
  }
}

/** Records to be worked out, by node; `all` where they were not gathered one by one. */
type Pending = Map<string, Set<number> | 'all'>;

const addPending = (pending: Pending, nodeId: string, rids: Iterable<number>): void => {
  const known = pending.get(nodeId);
  if (known === 'all') return;
  const set = known ?? new Set();
  for (const rid of rids) set.add(rid);
  if (!known && set.size > 0) pending.set(nodeId, set);
};

/** Whether a node is left to somebody else, who works it out later. */
type IsLeft = (nodeId: string, rids: 'all' | 'some') => boolean;
const LEAVE_NONE: IsLeft = () => false;

/** Goes through the nodes in their order, so that each finds what it needs up to date and is worked out once. */
const work = (
  db: WriteDb,
  plan: ComputedPlan,
  sink: ComputedSink,
  pending: Pending,
  isLeft: IsLeft = LEAVE_NONE,
): void => {
  for (const node of plan.nodes) {
    const rids = pending.get(node.id);
    if (rids === undefined) continue;
    const program = node.program(db);
    const dependents = plan.watches.get(node.object.def.key)?.byField.get(node.field.def.key) ?? [];
    const chunks = rids === 'all' ? allChunks(db, node.object.table) : chunksOf(rids);
    for (const chunk of chunks) {
      const changed = save(db, sink, node, program(db, chunk));
      if (changed.length === 0) continue;
      for (const { nodeId, back } of dependents) {
        if (isLeft(nodeId, rids === 'all' ? 'all' : 'some')) continue;
        if (rids === 'all') pending.set(nodeId, 'all');
        else addPending(pending, nodeId, followLinks(db, back, changed));
      }
    }
    pending.delete(node.id);
  }
};

const gather = (db: WriteDb, plan: ComputedPlan, dirt: Dirt): Pending => {
  const pending: Pending = new Map();
  for (const [id, rids] of dirt.nodes) if (plan.nodesById.has(id)) addPending(pending, id, rids);
  for (const [id, rids] of dirt.sources) {
    const dependency = plan.dependenciesById.get(id);
    if (dependency) addPending(pending, dependency.nodeId, followLinks(db, dependency.back, rids));
  }
  for (const [id, links] of dirt.losers) {
    const dependency = plan.dependenciesById.get(id);
    if (!dependency?.loser) continue;
    // "object:id" where a link may lead to several objects.
    const ids = [...links].map((link) => link.slice(link.indexOf(':') + 1));
    addPending(pending, dependency.nodeId, liveRidsOf(db, dependency.loser.def.key, ids));
  }
  return pending;
};

/** Brings the computed fields up to date with what a transaction has written, in the same transaction. */
export const recomputeDirty = (schema: SchemaModel, db: WriteDb, sink: ComputedSink, dirt: Dirt): void => {
  const plan = planOf(schema);
  work(db, plan, sink, gather(db, plan, dirt));
};

/** Works nodes out for some records each, and what depends on them. */
export const recomputeRecords = (
  schema: SchemaModel,
  db: WriteDb,
  sink: ComputedSink,
  ridsByNode: ReadonlyMap<string, Iterable<number>>,
): void => {
  work(db, planOf(schema), sink, new Map([...ridsByNode].map(([id, rids]) => [id, new Set(rids)])));
};

/** Works a node out for some records, and what depends on those that changed but for nodes that are left to later. */
export const recomputeSome = (
  schema: SchemaModel,
  db: WriteDb,
  sink: ComputedSink,
  {
    nodeId,
    rids,
    later,
  }: { readonly nodeId: string; readonly rids: readonly number[]; readonly later: ReadonlySet<string> },
): void => {
  work(db, planOf(schema), sink, new Map([[nodeId, new Set(rids)]]), (id) => later.has(id));
};

/**
 * Works the named nodes out for all records, and what depends on them, but for those that are too many for one transaction: answers these, to be worked out later.
 * Memory does not grow with the records.
 */
export const recomputeNodes = (
  schema: SchemaModel,
  db: WriteDb,
  sink: ComputedSink,
  nodeIds: Iterable<string>,
  isTooMany: (nodeId: string) => boolean,
): ReadonlySet<string> => {
  const later = new Set<string>();
  const leave = (id: string): boolean => {
    if (isTooMany(id)) later.add(id);
    return later.has(id);
  };
  const now = [...nodeIds].filter((id) => !leave(id));
  work(db, planOf(schema), sink, new Map(now.map((id) => [id, 'all'])), (id, rids) => rids === 'all' && leave(id));
  return later;
};
