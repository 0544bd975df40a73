import { msg } from '@lingui/core/macro';
import { z } from 'zod';
import type { ChangeSet } from '@shared/domain/changes';
import { defineJob, defineQueue, type JobRun, noResult } from '../../jobs/job-definition';
import type { JobQueue } from '../../jobs/job-queue';
import { listUnfinished } from '../../jobs/jobs.sql';
import type { ChangeBus } from '../../kernel/event-bus';
import { nextTurn } from '../../kernel/next-turn';
import type { SeenSchema } from '../../schema/registry';
import type { InTransaction, ReadDb, WriteDb } from '../../storage/db';
import { STEP } from '../bulk/sizes';
import { countObject } from '../query/record-places.sql';
import { createChangeCollector } from '../write/change-collector';
import { openTextIndex } from '../write/text-index';
import { nextRids } from './link-steps.sql';
import { type ComputedNode, planOf } from './plan';
import { recomputeSome } from './recompute';

/** Beside changes of many records, which need not wait for it: each step leaves what it has reached as it shall be. */
const computedQueue = defineQueue('computed');

/** Works computed fields of many records out, after the data model has changed. */
export const recomputeJob = defineJob({
  kind: 'records.recompute',
  queue: computedQueue,
  /** Ids of nodes, those that others need first; `label` is what people call the fields. */
  payload: z.strictObject({ nodes: z.array(z.string()), label: z.string() }),
  result: noResult,
  title: ({ label }) => msg`Work out: ${label}`,
  canPause: true,
  afterRestore: 'again',
});
type Recompute = z.infer<typeof recomputeJob.payload>;

const MAX_LABELS = 5;

/** Adds the job in the transaction that has changed the data model. */
export const enqueueRecompute = (jobs: JobQueue, db: WriteDb, nodes: readonly ComputedNode[]): void => {
  const labels = new Set(nodes.map(({ field }) => field.def.label));
  const label = [...labels].slice(0, MAX_LABELS).join(', ');
  jobs.enqueue(db, recomputeJob, { nodes: nodes.map(({ id }) => id), label });
};

/** Whether values are still being worked out. */
export const isRecomputing = (db: ReadDb): boolean => listUnfinished(db).some(({ kind }) => kind === recomputeJob.kind);

/** Which node it is at, the last record it has reached there, and how many records it has looked at in all. */
const Checkpoint = z.strictObject({ at: z.int(), afterRid: z.int(), looked: z.int() });
type Checkpoint = z.infer<typeof Checkpoint>;

interface RecomputeDeps {
  readonly wholeSchema: SeenSchema;
  readonly read: ReadDb;
  readonly inTransaction: InTransaction;
  readonly bus: ChangeBus;
}

/** Works the next records out, in the caller's transaction. A node that is gone meanwhile is passed over. */
const takeStep = (
  deps: RecomputeDeps,
  db: WriteDb,
  nodes: readonly string[],
  { at, afterRid, looked }: Checkpoint,
): { readonly next: Checkpoint; readonly changes: Omit<ChangeSet, 'seq'> } => {
  const schema = deps.wholeSchema.current();
  const [nodeId = '', ...later] = nodes.slice(at);
  const node = planOf(schema).nodesById.get(nodeId);
  const rids = node ? nextRids(db, node.object.table, afterRid, STEP) : [];
  const collector = createChangeCollector();
  const texts = openTextIndex(db, () => schema);
  recomputeSome(schema, db, { collector, texts }, { nodeId, rids, later: new Set(later) });
  texts.close();
  const last = rids.length < STEP ? undefined : rids.at(-1);
  const next = last === undefined ? { at: at + 1, afterRid: 0 } : { at, afterRid: last };
  return { next: { ...next, looked: looked + rids.length }, changes: collector.changes() };
};

const countAll = ({ wholeSchema, read }: RecomputeDeps, nodes: readonly string[]): number => {
  const { nodesById } = planOf(wholeSchema.current());
  return nodes.reduce((sum, id) => {
    const object = nodesById.get(id)?.object;
    return object ? sum + countObject(read, { object, isTrash: false }) : sum;
  }, 0);
};

/** Does `recomputeJob`, a step of some records at a time. */
export const runRecompute = async (deps: RecomputeDeps, { nodes }: Recompute, run: JobRun): Promise<undefined> => {
  let state = Checkpoint.parse(run.checkpoint ?? { at: 0, afterRid: 0, looked: 0 });
  const total = countAll(deps, nodes);
  while (state.at < nodes.length) {
    await nextTurn();
    run.signal.throwIfAborted();
    const before = state;
    const { next, changes } = deps.inTransaction((db) => {
      const step = takeStep(deps, db, nodes, before);
      run.saveCheckpoint(db, step.next);
      return step;
    });
    if (changes.topics.length > 0) deps.bus.publish(changes);
    state = next;
    run.progress(total === 0 ? null : state.looked / total);
  }
  return undefined;
};
