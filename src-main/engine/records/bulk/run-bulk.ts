import { msg } from '@lingui/core/macro';
import type { ChangeSet } from '@shared/domain/changes';
import { type OperationId, RecordId } from '@shared/domain/ids';
import type { AppError } from '@shared/errors/app-error';
import { toFailure } from '@shared/errors/failure';
import { isUndone } from '../../change-log/operation.sql';
import { listRecsByRid } from '../../change-log/rec.sql';
import type { JobDefinition, JobRun } from '../../jobs/job-definition';
import { deleteWork, insertChosen, readChosen, saveWorkOperation } from '../../jobs/job-work.sql';
import { runJob, type RunJobDeps } from '../../jobs/run-job';
import type { ChangeBus } from '../../kernel/event-bus';
import { nextTurn } from '../../kernel/next-turn';
import type { InTransaction, ReadDb, WriteDb } from '../../storage/db';
import type { SelectedRecord } from '../query/select-records.service';
import { BulkTally } from './bulk.jobs';
import { AT_ONCE, STEP } from './sizes';

/** Records refused by name at most. */
const MAX_REFUSED = 20;

/** What a change made of some of the records. */
export interface StepOutcome {
  readonly operationId: OperationId | null;
  /** Records that changed. */
  readonly count: number;
  readonly refusals: readonly { readonly id: RecordId; readonly error: AppError }[];
  readonly changes: Omit<ChangeSet, 'seq'>;
}

/** Changes some of the chosen records, in the caller's transaction, as part of an action or, with null, as the beginning of one. */
export type BulkStep = (
  db: WriteDb,
  records: readonly SelectedRecord[],
  operationId: OperationId | null,
) => StepOutcome;

export interface BulkDeps {
  readonly read: ReadDb;
  readonly inTransaction: InTransaction;
  readonly bus: ChangeBus;
}

const NOTHING: BulkTally = { at: 0, operationId: null, count: 0, refusedCount: 0, refused: [] };

const addStep = (tally: BulkTally, looked: number, { operationId, count, refusals }: StepOutcome): BulkTally => ({
  at: tally.at + looked,
  operationId: operationId ?? tally.operationId,
  count: tally.count + count,
  refusedCount: tally.refusedCount + refusals.length,
  refused: [
    ...tally.refused,
    ...refusals
      .slice(0, MAX_REFUSED - tally.refused.length)
      .map(({ id, error }) => ({ id, failure: toFailure(error) })),
  ],
});

/** Those of the records that are still there, in the order in which they were chosen. */
const listStillThere = (db: ReadDb, objectKey: string, rids: readonly number[]): readonly SelectedRecord[] => {
  const ids = new Map(listRecsByRid(db, rids).flatMap(({ rid, id, obj }) => (obj === objectKey ? [[rid, id]] : [])));
  return rids.flatMap((rid) => {
    const id = ids.get(rid);
    return id === undefined ? [] : [{ rid, id: RecordId.parse(id) }];
  });
};

/** Where an earlier run left off. What was undone meanwhile is not added to: the rest is an action of its own. */
const startFrom = (db: ReadDb, run: JobRun): BulkTally => {
  const tally = BulkTally.parse(run.checkpoint ?? NOTHING);
  return tally.operationId !== null && isUndone(db, tally.operationId) ? { ...tally, operationId: null } : tally;
};

/** Does the work of a job that changes many records: a step is a transaction that also keeps how far it has come. */
export const runBulk = async (deps: BulkDeps, objectKey: string, step: BulkStep, run: JobRun): Promise<BulkTally> => {
  const chosen = readChosen(deps.read, run.id);
  let tally = startFrom(deps.read, run);
  while (tally.at < chosen.length) {
    await nextTurn();
    run.signal.throwIfAborted();
    const before = tally;
    const rids = [...chosen.subarray(before.at, before.at + STEP)];
    const { after, changes } = deps.inTransaction((db) => {
      const outcome = step(db, listStillThere(db, objectKey, rids), before.operationId);
      const next = addStep(before, rids.length, outcome);
      if (next.operationId !== null && next.operationId !== before.operationId)
        saveWorkOperation(db, run.id, next.operationId);
      if (next.at >= chosen.length) deleteWork(db, run.id);
      run.saveCheckpoint(db, next);
      return { after: next, changes: outcome.changes };
    });
    deps.bus.publish(changes);
    tally = after;
    run.progress(tally.at / chosen.length, msg`${tally.at} of ${chosen.length}`);
  }
  return tally;
};

/**
 * Changes the chosen records: a few at once, many by a job that the caller waits for. That goes on when the caller leaves, and after a crash. Errors: those of the
 * step, of which nothing is done when it is all at once; `cancelled` when somebody stops the job.
 */
export const changeChosen = async <P>(
  deps: BulkDeps & RunJobDeps,
  chosen: readonly SelectedRecord[],
  step: BulkStep,
  job: JobDefinition<P, BulkTally>,
  payload: NoInfer<P>,
): Promise<BulkTally> => {
  if (chosen.length > AT_ONCE) {
    const rids = chosen.map(({ rid }) => rid);
    return runJob(deps, job, payload, { prepare: (db, id) => insertChosen(db, id, rids) });
  }
  if (chosen.length === 0) return NOTHING;
  const outcome = deps.inTransaction((db) => step(db, chosen, null));
  deps.bus.publish(outcome.changes);
  return addStep(NOTHING, chosen.length, outcome);
};
