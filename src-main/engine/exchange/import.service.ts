import { msg } from '@lingui/core/macro';
import type { ImportPlan, ImportStatus } from '@shared/contract/exchange.contract';
import { ImportId } from '@shared/domain/ids';
import { AppError } from '@shared/errors/app-error';
import { toMessage } from '@shared/messages/message';
import { nextTurn } from '../kernel/next-turn';
import { newUuid } from '../kernel/record-ids';
import { undoOperation } from '../records/undo/undo.service';
import { assertMaySet } from '../schema/access';
import type { SchemaModel } from '../schema/model';
import type { SeenSchema } from '../schema/registry';
import type { ReadDb } from '../storage/db';
import type { WriteDb } from '../storage/db';
import { refreshStatistics } from '../storage/statistics';
import { toStorageFailure } from '../storage/storage-failure';
import { type BatchWriter, createBatchWriter } from './import-batch';
import { type ImportFile, openImportFile } from './import-file';
import {
  addTally,
  createPace,
  createProgress,
  type ImportDeps,
  intentOf,
  type LiveImport,
  liveImports,
  takeBatch,
} from './import-run';
import { findImport, insertRejected, saveHeaders, saveImport, selectImports } from './imports.sql';
import { dropMatchIndexes } from './match-record.sql';
import { stagedName, stagedPath } from './staging';

type ImportRef = { readonly id: ImportId };

const MAX_LISTED = 50;

interface SeenDeps {
  readonly schema: SeenSchema;
}

/** What others import is in files that somebody with limits may not see all of. */
const isSeenImport = ({ access, me }: SchemaModel, { startedBy }: ImportStatus): boolean =>
  !access || access.seesAll || startedBy === me;

/** How an import stands. Errors: `not_found`. */
export const getImportStatus = (deps: SeenDeps, db: ReadDb, { id }: ImportRef): ImportStatus => {
  const status = findImport(db, id);
  if (!status || !isSeenImport(deps.schema.current(), status))
    throw new AppError('not_found', msg`There is no such import.`, { id });
  return status;
};

/** Newest first, at most 50. */
export const listImports = (deps: SeenDeps, db: ReadDb): { imports: ImportStatus[] } => ({
  imports: selectImports(db, MAX_LISTED).filter((status) => isSeenImport(deps.schema.current(), status)),
});

const renewSettled = (live: LiveImport): void => {
  live.settled = new Promise((resolve) => {
    live.settle = resolve;
  });
};

const newStatus = (
  id: ImportId,
  object: string,
  fileName: string,
  startedBy: ImportStatus['startedBy'],
  nowMs: number,
): ImportStatus => ({
  id,
  object,
  fileName,
  state: 'running',
  progress: 0,
  rowsRead: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  skipped: 0,
  rejectedCount: 0,
  createdFields: [],
  createdTargets: 0,
  secondsLeft: null,
  startedAtMs: nowMs,
  operationId: null,
  startedBy,
  failure: null,
});

const publishChanges = (deps: ImportDeps, writer: BatchWriter): void => {
  for (const changes of writer.takeChanges()) if (changes.topics.length > 0) deps.bus.publish(changes);
};

const secondsLeft = (startedAt: number, pausedMs: number, progress: number): number | null => {
  const spentMs = performance.now() - startedAt - pausedMs;
  return spentMs < 1000 || progress <= 0 ? null : Math.round((spentMs * (1 - progress)) / progress / 100) / 10;
};

/** Saves a state that ends or halts an import. */
const saveState = (deps: ImportDeps, live: LiveImport, change: Partial<ImportStatus>): void => {
  live.status = { ...live.status, secondsLeft: null, ...change };
  deps.inTransaction((db) => saveImport(db, live.status));
};

const halt = async (deps: ImportDeps, live: LiveImport, publish: (isLast: boolean) => void): Promise<void> => {
  saveState(deps, live, { state: 'paused' });
  publish(true);
  live.settle();
  await new Promise<void>((resolve) => {
    live.wake = resolve;
  });
};

/** From this many records on the planner may have to think anew. */
const MANY = 1000;

const endImports = (db: WriteDb, created: number): void => {
  dropMatchIndexes(db);
  if (created >= MANY) refreshStatistics(db);
};

const run = async (deps: ImportDeps, live: LiveImport, file: ImportFile, writer: BatchWriter): Promise<void> => {
  const publish = createProgress(deps.bus);
  const unsubscribe = deps.bus.subscribe(({ records }) => {
    if (!live.isPublishing && records.some(({ hasMembershipChange }) => hasMembershipChange)) writer.forgetTargets();
  });
  const startedAt = performance.now();
  const pace = createPace();
  let pausedMs = 0;
  let batchMs = 0;
  try {
    for (;;) {
      const turnAt = performance.now();
      await nextTurn();
      if (batchMs > 0) pace.batchEnded(batchMs, performance.now() - turnAt);
      if (live.wish === 'pause') {
        const pausedAt = performance.now();
        await halt(deps, live, publish);
        pausedMs += performance.now() - pausedAt;
      }
      if (live.wish === 'cancel') return saveState(deps, live, { state: 'cancelled' });
      const batchAt = performance.now();
      const rows = takeBatch(file.next, pace.rows());
      if (!rows) break;
      live.status = deps.inTransaction((db) => {
        const tally = writer.processRows(db, rows);
        tally.rejected.forEach((row, i) => insertRejected(db, live.status.id, live.status.rejectedCount + i + 1, row));
        const progress = Math.min(1, file.bytesRead() / Math.max(1, file.sizeBytes));
        const status: ImportStatus = {
          ...addTally(live.status, tally),
          progress,
          secondsLeft: secondsLeft(startedAt, pausedMs, progress),
          operationId: writer.operationId() ?? null,
        };
        saveImport(db, status);
        return status;
      });
      live.isPublishing = true;
      publishChanges(deps, writer);
      live.isPublishing = false;
      publish(false);
      batchMs = performance.now() - batchAt;
    }
    saveState(deps, live, { state: 'done', progress: 1 });
  } catch (cause) {
    // Batches that were committed stay; `live.status` is that of the last of them.
    deps.log.error('import failed', cause, { id: live.status.id });
    const known = toStorageFailure(cause) ?? cause;
    const failure =
      known instanceof AppError ? known.words : msg`Something in Outpost went wrong. The log has the details.`;
    saveState(deps, live, { state: 'failed', failure: toMessage(failure) });
  } finally {
    unsubscribe();
    file.close();
    const running = liveImports(deps);
    running.delete(live.status.id);
    if (running.size === 0) deps.inTransaction((db) => endImports(db, live.status.created));
    live.settle();
    publish(true);
  }
};

/**
 * Begins an import and answers at once. Rows are read and written in batches, each a transaction; all of them are one action
 * for undo. Errors: `not_found` (file, object), `invalid_input` (a column that cannot go where the plan puts it).
 */
export const startImport = async (deps: ImportDeps, plan: ImportPlan): Promise<ImportStatus> => {
  assertMaySet(deps.schema.current(), 'import');
  const fileName = stagedName(deps, plan.file);
  const file = openImportFile(stagedPath(deps, plan.file), plan.reading);
  const writer = createBatchWriter(deps, plan, file.headers, intentOf(fileName, plan.object, deps.actor()));
  const id = ImportId.parse(newUuid(deps));
  try {
    const status = deps.inTransaction((db): ImportStatus => {
      const createdFields = [...writer.start(db)];
      const begun = newStatus(id, plan.object, fileName, deps.actor().id ?? null, deps.clock.nowMs());
      const first = { ...begun, createdFields, operationId: writer.operationId() ?? null };
      saveImport(db, first);
      saveHeaders(db, id, file.headers);
      return first;
    });
    publishChanges(deps, writer);
    const live: LiveImport = {
      status,
      wish: 'go',
      isPublishing: false,
      wake: () => undefined,
      settled: Promise.resolve(),
      settle: () => undefined,
    };
    renewSettled(live);
    liveImports(deps).set(id, live);
    void run(deps, live, file, writer);
    return status;
  } catch (cause) {
    // The fields that a refused plan would have made are rolled back: the schema is read again.
    deps.wholeSchema.reload(deps.read);
    file.close();
    throw cause;
  }
};

const getLive = (deps: ImportDeps, id: ImportId): LiveImport => {
  assertMaySet(deps.schema.current(), 'import');
  const { state } = getImportStatus(deps, deps.read, { id });
  const live = liveImports(deps).get(id);
  if (!live) throw new AppError('conflict', msg`The import has ended.`, { id, state });
  return live;
};

/** Halts an import after its current batch. Errors: `forbidden`; `not_found`; `conflict` when it has ended. */
export const pauseImport = async (deps: ImportDeps, { id }: ImportRef): Promise<ImportStatus> => {
  const live = getLive(deps, id);
  if (live.status.state === 'running') {
    live.wish = 'pause';
    await live.settled;
  }
  return live.status;
};

/** Goes on with a paused import. Errors: `forbidden`; `not_found`; `conflict` when it has ended. */
export const resumeImport = async (deps: ImportDeps, { id }: ImportRef): Promise<ImportStatus> => {
  const live = getLive(deps, id);
  live.wish = 'go';
  if (live.status.state === 'paused') {
    renewSettled(live);
    saveState(deps, live, { state: 'running' });
    live.wake();
    deps.bus.publish({ topics: ['imports'], records: [] });
  }
  return live.status;
};

/** Ends an import after its current batch. What is done stays unless `undo` is set. An import that has ended can be undone so too. Errors: `forbidden`; `not_found`. */
export const cancelImport = async (
  deps: ImportDeps,
  { id, undo }: ImportRef & { readonly undo: boolean },
): Promise<ImportStatus> => {
  assertMaySet(deps.schema.current(), 'import');
  getImportStatus(deps, deps.read, { id });
  const live = liveImports(deps).get(id);
  if (live) {
    const wasPaused = live.status.state === 'paused';
    live.wish = 'cancel';
    if (wasPaused) {
      renewSettled(live);
      live.wake();
    }
    await live.settled;
  }
  const status = getImportStatus(deps, deps.read, { id });
  if (undo && status.operationId !== null)
    await undoOperation(deps, { operationId: status.operationId, actor: deps.actor() });
  return getImportStatus(deps, deps.read, { id });
};

/** Resolves when the import has ended or is paused. Errors: `not_found`. */
export const waitForImport = async (
  deps: ImportDeps,
  { id }: ImportRef,
  signal?: AbortSignal,
): Promise<ImportStatus> => {
  const live = liveImports(deps).get(id);
  const left = new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
  if (live) await Promise.race([live.settled, left]);
  return getImportStatus(deps, deps.read, { id });
};

/** Ends all imports after their current batches, for the engine to close. What is done stays. */
export const stopImports = async (deps: ImportDeps): Promise<void> => {
  await Promise.all(
    [...liveImports(deps).keys()].map((id) => cancelImport(deps, { id: ImportId.parse(id), undo: false })),
  );
};
