import { msg, plural } from '@lingui/core/macro';
import { z } from 'zod';
import { UndoResult } from '@shared/contract/history.contract';
import { OperationId } from '@shared/domain/ids';
import { countOperationChanges } from '../../change-log/change.sql';
import { isUndone } from '../../change-log/operation.sql';
import { defineJob, type JobRun } from '../../jobs/job-definition';
import { deleteWork } from '../../jobs/job-work.sql';
import { recordsQueue } from '../../jobs/queues';
import type { ChangeBus } from '../../kernel/event-bus';
import { nextTurn } from '../../kernel/next-turn';
import type { InTransaction, ReadDb } from '../../storage/db';
import { STEP } from '../bulk/sizes';
import { NEWEST, type ReverseDeps, reverseSlice } from './reverse-slice';

/** What was left alone, and the first values of it. */
const LeftAlone = UndoResult.pick({ skipped: true, skippedCount: true });
export type LeftAlone = Readonly<z.infer<typeof LeftAlone>>;

const Checkpoint = LeftAlone.extend({ beforePos: z.int(), looked: z.int() });
type Checkpoint = z.infer<typeof Checkpoint>;
const START: Checkpoint = { beforePos: NEWEST, looked: 0, skipped: [], skippedCount: 0 };

/** Takes a large action back, or does it again, as the action `operationId`. */
export const undoJob = defineJob({
  kind: 'records.undo',
  queue: recordsQueue,
  payload: z.strictObject({
    verb: z.enum(['undo', 'redo']),
    operationId: OperationId,
    targetId: OperationId,
    /** Records that the target changed. */
    count: z.int(),
  }),
  result: LeftAlone,
  title: ({ verb, count }) =>
    verb === 'undo'
      ? msg`Undo a change of ${plural(count, { one: '# record', other: '# records' })}`
      : msg`Do a change of ${plural(count, { one: '# record', other: '# records' })} again`,
  canPause: true,
});

const MAX_SKIPPED_NAMED = 100;

/** Adds what a slice left alone. */
export const addLeftAlone = (before: LeftAlone, slice: LeftAlone): LeftAlone => ({
  skipped: [...before.skipped, ...slice.skipped.slice(0, MAX_SKIPPED_NAMED - before.skipped.length)],
  skippedCount: before.skippedCount + slice.skippedCount,
});

interface RunDeps extends ReverseDeps {
  readonly read: ReadDb;
  readonly inTransaction: InTransaction;
  readonly bus: ChangeBus;
}

/** Does `undoJob`, with the rights of whoever asked, a step of some changes at a time. */
export const runUndo = async (
  deps: RunDeps,
  { operationId, targetId }: z.infer<typeof undoJob.payload>,
  run: JobRun,
): Promise<LeftAlone> => {
  let state = Checkpoint.parse(run.checkpoint ?? START);
  const total = countOperationChanges(deps.read, targetId);
  while (state.beforePos > 0) {
    await nextTurn();
    run.signal.throwIfAborted();
    // What was undone itself meanwhile is not carried on.
    if (isUndone(deps.read, operationId)) break;
    const { beforePos, looked, ...before } = state;
    const { changes, next } = deps.inTransaction((db) => {
      const slice = reverseSlice(deps, db, { operationId, targetId, beforePos }, STEP);
      const after: Checkpoint = {
        ...addLeftAlone(before, slice),
        beforePos: slice.nextPos ?? 0,
        looked: looked + slice.looked,
      };
      run.saveCheckpoint(db, after);
      if (slice.nextPos === null) deleteWork(db, run.id);
      return { changes: slice.changes, next: after };
    });
    deps.bus.publish(changes);
    state = next;
    run.progress(total === 0 ? null : state.looked / total);
  }
  return { skipped: state.skipped, skippedCount: state.skippedCount };
};
