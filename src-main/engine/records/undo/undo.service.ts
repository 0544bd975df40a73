import { msg } from '@lingui/core/macro';
import type { NothingDone, UndoResult } from '@shared/contract/history.contract';
import { OperationId } from '@shared/domain/ids';
import { ActorValue } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import type { ChangeSet } from '@shared/domain/changes';
import { nextTurn } from '../../kernel/next-turn';
import type { ChangeBus } from '../../kernel/event-bus';
import type { SchemaRegistry, SeenSchema } from '../../schema/registry';
import type { InTransaction, ReadDb, WriteDb } from '../../storage/db';
import { insertOperation } from '../../change-log/operation.sql';
import { findRecByRid } from '../../change-log/rec.sql';
import { openWriteSession } from '../write/write-session';
import type { WriteDeps } from '../write/write-session';
import { deletePending, findPending, savePending } from './pending-undo';
import { findOperation, findRedoable, findUndoable, saveUndoneBy } from '../../change-log/operation.sql';
import { listOperationChanges, listOperationDeletions } from '../../change-log/change.sql';
import type { OperationRow } from '../../change-log/operation.sql';
import type { PendingUndo } from './pending-undo';
import { findMetaRow, META_TABLES } from '../../schema/schema.sql';
import { isSeenOperation } from '../history/seen-operations';
import { actionsOf, findOrigin, toOperation, wasTakenBack } from './operations';
import { reverseChange } from './reverse-change';
import type { Skipped } from './reverse-change';
import { reverseMetaChange } from './reverse-meta';
import type { MetaRecord } from './reverse-meta';

export interface UndoDeps extends WriteDeps {
  readonly schema: SeenSchema;
  readonly wholeSchema: SchemaRegistry;
  readonly inTransaction: InTransaction;
  readonly bus: ChangeBus;
}

/** So many changes are taken back in one transaction; then whoever waits gets a turn. */
const SLICE = 1000;
const MAX_SKIPPED_NAMED = 100;

interface Slice {
  readonly next: PendingUndo | null;
  readonly skipped: readonly Skipped[];
  readonly skippedCount: number;
  readonly changes: Omit<ChangeSet, 'seq'>;
}

const isMeta = (rec: { readonly obj: string; readonly id: string }): rec is MetaRecord =>
  Object.hasOwn(META_TABLES, rec.obj);

const reverseSlice = (deps: UndoDeps, db: WriteDb, pending: PendingUndo): Slice => {
  const found = listOperationChanges(db, pending.targetId, pending.beforePos, SLICE + 1);
  const rows = found.slice(0, SLICE);
  const operation = findOperation(db, pending.operationId);
  if (!operation) throw new Error(`Operation ${pending.operationId} is gone`);
  const session = openWriteSession(deps, db, {
    actor: ActorValue.parse(JSON.parse(operation.actor)),
    verb: operation.verb,
    operationId: OperationId.parse(operation.id),
  });
  const changed = new Set<number>();
  const skipped: Skipped[] = [];
  let skippedCount = 0;
  for (const row of rows) {
    const rec = findRecByRid(db, row.rid);
    if (!rec) throw new Error(`Record ${row.rid} is gone`);
    if (isMeta(rec)) {
      skippedCount += reverseMetaChange(deps, session, rec, row).skippedCount;
      continue;
    }
    if (!session.schema.objectsByKey.has(rec.obj) && !session.schema.links.has(rec.obj)) {
      // Its object was purged.
      skippedCount += 1;
      continue;
    }
    const reversal = reverseChange(session, row);
    if (reversal.isChanged) changed.add(row.rid);
    skipped.push(...reversal.skipped);
    skippedCount += reversal.skipped.length + (reversal.hiddenCount ?? 0);
  }
  session.journal.count(changed.size);
  session.close();
  const last = rows.at(-1);
  const next = last && found.length > SLICE ? { ...pending, beforePos: last.pos } : null;
  if (next) savePending(db, next);
  else deletePending(db);
  session.collector.topic('history');
  return { next, skipped, skippedCount, changes: session.collector.changes() };
};

/** So many objects or fields of those that an action deleted are gone for good. */
const countPurged = (db: ReadDb, target: OperationRow): number =>
  listOperationDeletions(db, target.id).filter((rid) => {
    const rec = findRecByRid(db, rid);
    return rec !== undefined && isMeta(rec) && findMetaRow(db, rec.obj, rec.id) === undefined;
  }).length;

/** An action that replaced what is gone for good is left alone: without it there would be nothing in its place. */
const leftAlone = (db: ReadDb, target: OperationRow, origin: OperationRow): Slice | undefined => {
  const purged = origin.verb === 'schema' ? countPurged(db, target) : 0;
  if (purged === 0) return undefined;
  return { next: null, skipped: [], skippedCount: purged, changes: { topics: ['history'], records: [] } };
};

const begin = (
  deps: UndoDeps,
  db: WriteDb,
  target: OperationRow,
  verb: 'undo' | 'redo',
  actor: ActorValue,
): PendingUndo => {
  const origin = findOrigin(db, target);
  const operationId = insertOperation(db, {
    verb,
    object: origin.object,
    subject: origin.subject,
    atMs: deps.clock.nowMs(),
    actor: JSON.stringify(actor),
    undoOf: target.id,
  });
  saveUndoneBy(db, target.id, operationId);
  return { operationId, targetId: target.id, beforePos: Number.MAX_SAFE_INTEGER };
};

const finish = async (deps: UndoDeps, first: Slice): Promise<Pick<UndoResult, 'skipped' | 'skippedCount'>> => {
  const skipped: Skipped[] = [];
  let skippedCount = 0;
  let slice = first;
  for (;;) {
    deps.bus.publish(slice.changes);
    skipped.push(...slice.skipped.slice(0, MAX_SKIPPED_NAMED - skipped.length));
    skippedCount += slice.skippedCount;
    const { next } = slice;
    if (!next) return { skipped, skippedCount };
    await nextTurn();
    slice = deps.inTransaction((db) => reverseSlice(deps, db, next));
  }
};

/** Undos of one workspace run one after the other, whoever asks. */
const queues = new WeakMap<InTransaction, Promise<unknown>>();
const inTurn = <T>(deps: UndoDeps, work: () => Promise<T>): Promise<T> => {
  const before = queues.get(deps.inTransaction) ?? Promise.resolve();
  const turn = before.then(work, work);
  queues.set(deps.inTransaction, turn);
  return turn;
};

const NONE: UndoResult = { operation: null, count: 0, nothingDone: null, skipped: [], skippedCount: 0 };

const whyNothing = (wasLeftAlone: boolean, skippedCount: number): NothingDone =>
  wasLeftAlone ? 'gone' : skippedCount > 0 ? 'changedSince' : 'alreadySo';

const reverse = async (
  deps: UndoDeps,
  verb: 'undo' | 'redo',
  actor: ActorValue,
  find: (db: ReadDb) => OperationRow | undefined,
): Promise<UndoResult> => {
  await finishPending(deps);
  const started = deps.inTransaction((db) => {
    const target = find(db);
    if (!target) return undefined;
    const pending = begin(deps, db, target, verb, actor);
    const origin = findOrigin(db, target);
    const alone = leftAlone(db, target, origin);
    return {
      pending,
      originId: origin.id,
      isLeftAlone: alone !== undefined,
      slice: alone ?? reverseSlice(deps, db, pending),
    };
  });
  if (!started) return NONE;
  const { skipped, skippedCount } = await finish(deps, started.slice);
  return deps.inTransaction((db) => {
    const origin = findOperation(db, started.originId);
    const count = findOperation(db, started.pending.operationId)?.count ?? 0;
    return {
      operation: origin ? toOperation(db, deps.schema.current(), origin) : null,
      count,
      nothingDone: count > 0 ? null : whyNothing(started.isLeftAlone, skippedCount),
      skipped,
      skippedCount,
    };
  });
};

const finishPending = async (deps: UndoDeps): Promise<void> => {
  const slice = deps.inTransaction((db) => {
    const pending = findPending(db);
    return pending && reverseSlice(deps, db, pending);
  });
  if (slice) await finish(deps, slice);
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
 * Undoes the named action, or the newest that stands. Values that somebody has changed later are left alone and named. The undo
 * is an action of its own in the same log, so it can be done again. Large ones work in slices of one transaction each and
 * publish after each; one that was cut short is finished first (`resumeUndo`). An action that deleted what was purged since is left alone.
 * Errors: `not_found` for an unknown action, `unsupported` for a purge. An action that is undone already answers `operation: null`.
 */
export const undoOperation = (
  deps: UndoDeps,
  input: { readonly operationId?: OperationId | undefined; readonly actor: ActorValue },
): Promise<UndoResult> =>
  inTurn(deps, () =>
    reverse(deps, 'undo', input.actor, (db) =>
      input.operationId === undefined
        ? findUndoable(db, actionsOf(deps.schema.current()))
        : findStanding(deps, db, input.operationId),
    ),
  );

/** Does again what was undone last, as long as nobody has done anything new since. */
export const redoOperation = (deps: UndoDeps, input: { readonly actor: ActorValue }): Promise<UndoResult> =>
  inTurn(deps, () => reverse(deps, 'redo', input.actor, (db) => findRedoable(db, actionsOf(deps.schema.current()))));

/** Member whose undo a crash cut short; undefined when there is none. */
export const findPendingAuthor = (db: ReadDb): string | null | undefined => {
  const pending = findPending(db);
  const operation = pending && findOperation(db, pending.operationId);
  return operation && (ActorValue.parse(JSON.parse(operation.actor)).id ?? null);
};

/** Finishes an undo that a crash cut short, with the rights of its author, who `deps` speak for. Call it when a workspace opens. */
export const resumeUndo = (deps: UndoDeps): Promise<void> => inTurn(deps, () => finishPending(deps));
