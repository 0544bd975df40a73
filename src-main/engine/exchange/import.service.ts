import { msg } from '@lingui/core/macro';
import type { ImportPlan, ImportStatus } from '@shared/contract/exchange.contract';
import { ImportId } from '@shared/domain/ids';
import { AppError } from '@shared/errors/app-error';
import { cancelJob, pauseJob, resumeJob } from '../jobs/change-job';
import { findByDedupe, findJob, type JobRow } from '../jobs/jobs.sql';
import { newUuid } from '../kernel/record-ids';
import { undoOperation } from '../records/undo/undo.service';
import { assertMaySet } from '../schema/access';
import type { SchemaModel } from '../schema/model';
import type { SeenSchema } from '../schema/registry';
import type { ReadDb } from '../storage/db';
import { type BatchWriter, createBatchWriter } from './import-batch';
import { rememberColumns } from './column-memory';
import { openPlannedFile } from './import-fixes';
import { importJob } from './import.job';
import { type ImportDeps, intentOf } from './import-run';
import { findImport, saveHeaders, saveImport, selectImports } from './imports.sql';
import { stagedName } from './staging';

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

/**
 * Begins an import and answers at once. Rows are read and written in batches, each a transaction; all of them are one action
 * for undo. Errors: `not_found` (file, object), `invalid_input` (a column that cannot go where the plan puts it).
 */
export const startImport = async (deps: ImportDeps, plan: ImportPlan): Promise<ImportStatus> => {
  assertMaySet(deps.schema.current(), 'import');
  const fileName = stagedName(deps, plan.file);
  const file = await openPlannedFile(deps, plan);
  const writer = createBatchWriter(deps, plan, file.headers, intentOf(fileName, plan.object, deps.actor()));
  const id = ImportId.parse(newUuid(deps));
  const memberId = deps.actor().id ?? null;
  try {
    const status = deps.inTransaction((db): ImportStatus => {
      const createdFields = [...writer.start(db)];
      const begun = newStatus(id, plan.object, fileName, memberId, deps.clock.nowMs());
      const first = { ...begun, createdFields, operationId: writer.operationId() ?? null };
      saveImport(db, first);
      saveHeaders(db, id, file.headers);
      rememberColumns(db, file.headers, plan, writer.createdFields(), deps.clock.nowMs());
      const payload = { id, fileName, plan, createdFields: [...writer.createdFields()] };
      deps.jobs.enqueue(db, importJob, payload, { dedupe: id, memberId });
      return first;
    });
    publishChanges(deps, writer);
    return status;
  } catch (cause) {
    // The fields that a refused plan would have made are rolled back: the schema is read again.
    deps.wholeSchema.reload(deps.read);
    throw cause;
  } finally {
    file.close();
  }
};

/** The job of an import that has not ended. */
const findImportJob = (db: ReadDb, id: ImportId): JobRow | undefined => {
  const jobId = findByDedupe(db, importJob.kind, id);
  return jobId === undefined ? undefined : findJob(db, jobId);
};

const getImportJob = (deps: ImportDeps, id: ImportId): JobRow => {
  assertMaySet(deps.schema.current(), 'import');
  const { state } = getImportStatus(deps, deps.read, { id });
  const job = findImportJob(deps.read, id);
  if (!job) throw new AppError('conflict', msg`The import has ended.`, { id, state });
  return job;
};

/** Resolves with an import that is in another state than these, or as it is when the caller leaves. */
const untilNot = async (
  deps: ImportDeps,
  id: ImportId,
  states: readonly ImportStatus['state'][],
  signal?: AbortSignal,
): Promise<ImportStatus> => {
  const status = getImportStatus(deps, deps.read, { id });
  if (!states.includes(status.state) || signal?.aborted) return status;
  const { promise, resolve } = Promise.withResolvers<void>();
  signal?.addEventListener('abort', () => resolve(), { once: true });
  const unsubscribe = deps.bus.subscribe(({ topics }) => {
    if (topics.includes('imports') && !states.includes(getImportStatus(deps, deps.read, { id }).state)) resolve();
  });
  await promise.finally(unsubscribe);
  return getImportStatus(deps, deps.read, { id });
};

/** Halts an import after its current batch. Errors: `forbidden`; `not_found`; `conflict` when it has ended. */
export const pauseImport = async (deps: ImportDeps, { id }: ImportRef): Promise<ImportStatus> => {
  const job = getImportJob(deps, id);
  deps.inTransaction((db) => pauseJob(deps, db, job));
  return untilNot(deps, id, ['running']);
};

/** Goes on with a paused import. Errors: `forbidden`; `not_found`; `conflict` when it has ended. */
export const resumeImport = async (deps: ImportDeps, { id }: ImportRef): Promise<ImportStatus> => {
  // One that was just asked to halt does so first.
  if (getImportJob(deps, id).wish === 'pause') await untilNot(deps, id, ['running']);
  const job = getImportJob(deps, id);
  if (job.state === 'paused') deps.inTransaction((db) => resumeJob(deps, db, job));
  return getImportStatus(deps, deps.read, { id });
};

/** Ends an import after its current batch. What is done stays unless `undo` is set. An import that has ended can be undone so too. Errors: `forbidden`; `not_found`. */
export const cancelImport = async (
  deps: ImportDeps,
  { id, undo }: ImportRef & { readonly undo: boolean },
): Promise<ImportStatus> => {
  assertMaySet(deps.schema.current(), 'import');
  getImportStatus(deps, deps.read, { id });
  const job = findImportJob(deps.read, id);
  if (job) deps.inTransaction((db) => cancelJob(deps, db, job));
  const status = await untilNot(deps, id, ['running', 'paused']);
  if (undo && status.operationId !== null)
    await undoOperation(deps, { operationId: status.operationId, actor: deps.actor() });
  return getImportStatus(deps, deps.read, { id });
};

/** Resolves when the import has ended or is paused. Errors: `not_found`. */
export const waitForImport = (deps: ImportDeps, { id }: ImportRef, signal?: AbortSignal): Promise<ImportStatus> =>
  untilNot(deps, id, ['running'], signal);
