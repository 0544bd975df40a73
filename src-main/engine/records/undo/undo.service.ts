import { msg } from '@lingui/core/macro';
import type { NothingDone, UndoResult } from '@shared/contract/history.contract';
import type { ChangeSet } from '@shared/domain/changes';
import { type JobId, OperationId } from '@shared/domain/ids';
import { ActorValue } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import { hasMoreChanges, listOperationDeletions } from '../../change-log/change.sql';
import {
  findOperation,
  findRedoable,
  findUndoable,
  insertOperation,
  type OperationRow,
  saveUndoneBy,
} from '../../change-log/operation.sql';
import { findRecByRid } from '../../change-log/rec.sql';
import { cancelJob } from '../../jobs/change-job';
import type { JobQueue } from '../../jobs/job-queue';
import { findWorking, insertCarriedOn } from '../../jobs/job-work.sql';
import { findJob, listUnfinished } from '../../jobs/jobs.sql';
import type { ChangeBus } from '../../kernel/event-bus';
import { findMetaRow } from '../../schema/schema.sql';
import type { InTransaction, ReadDb, WriteDb } from '../../storage/db';
import { AT_ONCE } from '../bulk/sizes';
import { isSeenOperation } from '../history/seen-operations';
import { actionsOf, findOrigin, toOperation, wasTakenBack } from './operations';
import { isMeta, NEWEST, type ReverseDeps, reverseSlice } from './reverse-slice';
import { addLeftAlone, type LeftAlone, undoJob } from './undo.job';

export interface UndoDeps extends ReverseDeps {
  readonly inTransaction: InTransaction;
  readonly bus: ChangeBus;
  readonly jobs: JobQueue;
}

/** So many objects or fields of those that an action deleted are gone for good. */
const countPurged = (db: ReadDb, target: OperationRow): number =>
  listOperationDeletions(db, target.id).filter((rid) => {
    const rec = findRecByRid(db, rid);
    return rec !== undefined && isMeta(rec) && findMetaRow(db, rec.obj, rec.id) === undefined;
  }).length;

const insertReversal = (
  deps: UndoDeps,
  db: WriteDb,
  { target, origin, verb, actor }: Asked & { readonly target: OperationRow; readonly origin: OperationRow },
): OperationId => {
  const operationId = insertOperation(db, {
    verb,
    object: origin.object,
    subject: origin.subject,
    atMs: deps.clock.nowMs(),
    actor: JSON.stringify(actor),
    undoOf: target.id,
  });
  saveUndoneBy(db, target.id, operationId);
  return OperationId.parse(operationId);
};

/** What is still under way is stopped, so that no more is added to what is taken back. Answers whether it was. */
const stopWork = (deps: UndoDeps, db: WriteDb, target: OperationRow): boolean => {
  const working = findWorking(db, target.id);
  const row = working && findJob(db, working);
  if (row) cancelJob(deps, db, row);
  return row !== undefined;
};

interface Asked {
  readonly verb: 'undo' | 'redo';
  readonly actor: ActorValue;
}

const WAITED_FOR = 10;

/** Leaves it to a job, which begins when what is under way has ended. */
const enqueueReversal = (
  deps: UndoDeps,
  db: WriteDb,
  { verb, actor }: Asked,
  operationId: OperationId,
  target: OperationRow,
): JobId => {
  const payload = { verb, operationId, targetId: OperationId.parse(target.id), count: target.count };
  const id = deps.jobs.enqueue(db, undoJob, payload, { priority: WAITED_FOR, memberId: actor.id ?? null });
  insertCarriedOn(db, id, operationId);
  return id;
};

/** Whether another reversal is under way: they follow one another, for each finds out what the one before has left. */
const isReversing = (db: ReadDb): boolean => listUnfinished(db).some(({ kind }) => kind === undoJob.kind);

/** A reversal that was begun, and all of it that could be done at once. */
interface Begun {
  readonly operationId: OperationId;
  readonly originId: number;
  /** An action that replaced what is gone for good is left alone: without it there would be nothing in its place. */
  readonly isLeftAlone: boolean;
  readonly done: LeftAlone;
  readonly changes: Omit<ChangeSet, 'seq'> | undefined;
  /** Does it; undefined where it is done. */
  readonly jobId: JobId | undefined;
}

const begin = (deps: UndoDeps, db: WriteDb, asked: Asked, target: OperationRow): Begun => {
  const origin = findOrigin(db, target);
  const isStopped = stopWork(deps, db, target);
  const operationId = insertReversal(deps, db, { ...asked, target, origin });
  const begun = { operationId, originId: origin.id, isLeftAlone: false, jobId: undefined };
  const purged = origin.verb === 'schema' ? countPurged(db, target) : 0;
  if (purged > 0) {
    const changes = { topics: ['history' as const], records: [] };
    return { ...begun, isLeftAlone: true, done: { skipped: [], skippedCount: purged }, changes };
  }
  if (isStopped || isReversing(db) || hasMoreChanges(db, target.id, AT_ONCE)) {
    const jobId = enqueueReversal(deps, db, asked, operationId, target);
    return { ...begun, done: NOTHING_LEFT_ALONE, changes: undefined, jobId };
  }
  const slice = reverseSlice(deps, db, { operationId, targetId: target.id, beforePos: NEWEST }, AT_ONCE);
  return { ...begun, done: addLeftAlone(NOTHING_LEFT_ALONE, slice), changes: slice.changes };
};

const NOTHING_LEFT_ALONE: LeftAlone = { skipped: [], skippedCount: 0 };
const NONE: UndoResult = { operation: null, count: 0, nothingDone: null, ...NOTHING_LEFT_ALONE };

const whyNothing = (wasLeftAlone: boolean, skippedCount: number): NothingDone =>
  wasLeftAlone ? 'gone' : skippedCount > 0 ? 'changedSince' : 'alreadySo';

const reverse = async (
  deps: UndoDeps,
  asked: Asked,
  find: (db: ReadDb) => OperationRow | undefined,
): Promise<UndoResult> => {
  const begun = deps.inTransaction((db) => {
    const target = find(db);
    return target && begin(deps, db, asked, target);
  });
  if (!begun) return NONE;
  if (begun.changes) deps.bus.publish(begun.changes);
  const done = begun.jobId === undefined ? begun.done : await deps.jobs.finished(undoJob, begun.jobId);
  return deps.inTransaction((db) => {
    const origin = findOperation(db, begun.originId);
    const count = findOperation(db, begun.operationId)?.count ?? 0;
    return {
      operation: origin ? toOperation(db, deps.schema.current(), origin) : null,
      count,
      nothingDone: count > 0 ? null : whyNothing(begun.isLeftAlone, done.skippedCount),
      ...done,
    };
  });
};

/** The change that stands for an action now: itself, or its newest redo. Undefined when it is undone. */
const findStanding = (deps: Pick<UndoDeps, 'schema'>, db: ReadDb, id: number): OperationRow | undefined => {
  const row = findOperation(db, id);
  if (!row || !isSeenOperation(db, deps.schema.current(), row))
    throw new AppError('not_found', msg`There is no such action.`, { operationId: id });
  if (row.verb === 'purge')
    throw new AppError('unsupported', msg`What was deleted for good cannot be brought back.`, { operationId: id });
  // An undo that took nothing back has undone nothing: it may be tried again.
  if (row.undoneBy !== null) return wasTakenBack(db, row) ? findStanding(deps, db, row.undoneBy) : row;
  return row.verb === 'undo' ? undefined : row;
};

/**
 * Undoes the named action, or the newest that stands. Values that somebody has changed later are left alone and named. The undo is an action of its own in the same
 * log, so it can be done again. Small ones are done at once; large ones by a job, which the caller waits for. An action that is still under way is stopped first,
 * and one that deleted what was purged since is left alone. Errors: `not_found` for an unknown action, `unsupported` for a purge, `cancelled` when somebody stops the
 * job: what it had taken back by then stays so. An action that is undone already answers `operation: null`.
 */
export const undoOperation = (
  deps: UndoDeps,
  { operationId, actor }: { readonly operationId?: OperationId | undefined; readonly actor: ActorValue },
): Promise<UndoResult> =>
  reverse(deps, { verb: 'undo', actor }, (db) =>
    operationId === undefined
      ? findUndoable(db, actionsOf(deps.schema.current()))
      : findStanding(deps, db, operationId),
  );

/** Does again what was undone last, as long as nobody has done anything new since. Large ones and errors as `undoOperation`. */
export const redoOperation = (deps: UndoDeps, { actor }: { readonly actor: ActorValue }): Promise<UndoResult> =>
  reverse(deps, { verb: 'redo', actor }, (db) => findRedoable(db, actionsOf(deps.schema.current())));
