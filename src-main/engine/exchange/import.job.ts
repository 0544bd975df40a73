import { msg } from '@lingui/core/macro';
import { z } from 'zod';
import { ImportPlan, type ImportStatus } from '@shared/contract/exchange.contract';
import { ImportId, type StagedFileId } from '@shared/domain/ids';
import { type Message, toMessage } from '@shared/messages/message';
import { isUndone } from '../change-log/operation.sql';
import { defineJob, noResult, type JobRun, type JobState } from '../jobs/job-definition';
import { insertCarriedOn } from '../jobs/job-work.sql';
import { findByDedupe, findJob } from '../jobs/jobs.sql';
import { importQueue } from '../jobs/queues';
import { nextTurn } from '../kernel/next-turn';
import { assertMaySet } from '../schema/access';
import type { InTransaction, ReadDb, WriteDb } from '../storage/db';
import { refreshStatistics } from '../storage/statistics';
import { type BatchWriter, createBatchWriter } from './import-batch';
import type { ImportFile } from './import-file';
import { openPlannedFile } from './import-fixes';
import { addTally, createPace, createProgress, type ImportDeps, intentOf, takeBatch } from './import-run';
import {
  deleteClaims,
  findImport,
  insertClaims,
  insertRejected,
  listClaims,
  saveImport,
  selectUnfinished,
} from './imports.sql';
import { dropMatchIndexes } from './match-record.sql';

const ImportJob = z.strictObject({
  id: ImportId,
  fileName: z.string(),
  plan: ImportPlan,
  /** Column indexes and names of the fields that it made. */
  createdFields: z.array(z.tuple([z.int(), z.string()])),
});
type ImportJob = z.infer<typeof ImportJob>;

/** Brings a file in. What it has done stands in `import_run`, which every batch keeps in its transaction: that is its checkpoint. */
export const importJob = defineJob({
  kind: 'exchange.import',
  queue: importQueue,
  payload: ImportJob,
  result: noResult,
  title: ({ fileName }) => msg`Import ${fileName}`,
  // What refused a batch would refuse it again; a person may have it done again from there.
  retry: { attempts: 1 },
  canPause: true,
});

/** From this many records on the planner may have to think anew. */
const MANY = 1000;
/** So many rows that are in already are passed over before others have their turn. */
const SKIPPED_AT_ONCE = 20_000;

const passOver = async (file: ImportFile, rows: number, run: JobRun): Promise<void> => {
  for (let passed = 0; passed < rows && file.next(); passed += 1) {
    if (passed % SKIPPED_AT_ONCE !== 0) continue;
    await nextTurn();
    run.signal.throwIfAborted();
  }
};

/** Says how long is left of what is done from now on, in seconds to a tenth. */
const createTimeLeft = (doneBefore: number) => {
  const startedAt = performance.now();
  return (progress: number): number | null => {
    const spentMs = performance.now() - startedAt;
    const done = progress - doneBefore;
    return spentMs < 1000 || done <= 0 ? null : Math.round((spentMs * (1 - progress)) / done / 100) / 10;
  };
};

const runBatches = async (
  deps: ImportDeps,
  begun: ImportStatus,
  { file, writer, run }: { readonly file: ImportFile; readonly writer: BatchWriter; readonly run: JobRun },
): Promise<void> => {
  const publish = createProgress(deps.bus);
  const pace = createPace();
  const timeLeft = createTimeLeft(begun.progress);
  let status = begun;
  let isPublishing = false;
  let batchMs = 0;
  const unsubscribe = deps.bus.subscribe(({ records }) => {
    if (!isPublishing && records.some(({ hasMembershipChange }) => hasMembershipChange)) writer.forgetTargets();
  });
  try {
    for (;;) {
      const turnAt = performance.now();
      await nextTurn();
      // Never before the first batch: every attempt gets somewhere.
      if (batchMs > 0) {
        pace.batchEnded(batchMs, performance.now() - turnAt);
        run.signal.throwIfAborted();
      }
      if (status.operationId !== null && isUndone(deps.read, status.operationId)) {
        // Whoever took it back has called the job off, which is noticed in a later turn.
        await nextTurn();
        run.signal.throwIfAborted();
        return;
      }
      const batchAt = performance.now();
      const rows = takeBatch(file.next, pace.rows());
      if (!rows) return;
      status = deps.inTransaction((db) => {
        const tally = writer.processRows(db, rows);
        tally.rejected.forEach((row, i) => insertRejected(db, status.id, status.rejectedCount + i + 1, row));
        const progress = Math.min(1, file.bytesRead() / Math.max(1, file.sizeBytes));
        const operationId = writer.operationId() ?? null;
        const next: ImportStatus = {
          ...addTally(status, tally),
          progress,
          secondsLeft: timeLeft(progress),
          operationId,
        };
        insertClaims(db, status.id, writer.takeClaimed());
        if (operationId !== null) insertCarriedOn(db, run.id, operationId);
        saveImport(db, next);
        return next;
      });
      isPublishing = true;
      for (const changes of writer.takeChanges()) if (changes.topics.length > 0) deps.bus.publish(changes);
      isPublishing = false;
      publish(false);
      run.progress(status.progress);
      batchMs = performance.now() - batchAt;
    }
  } finally {
    unsubscribe();
  }
};

/** Brings in what is left of a file, batch by batch. Errors: `forbidden`, `not_found` (the file is gone), those of writing. */
export const runImportJob = async (
  deps: ImportDeps,
  { id, fileName, plan, createdFields }: ImportJob,
  run: JobRun,
): Promise<undefined> => {
  assertMaySet(deps.schema.current(), 'import');
  const begun = findImport(deps.read, id);
  if (!begun) throw new Error(`The import ${id} is gone`);
  const file = await openPlannedFile(deps, plan, run.signal);
  try {
    const writer = createBatchWriter(deps, plan, file.headers, intentOf(fileName, plan.object, deps.actor()));
    deps.inTransaction((db) =>
      writer.resume(db, {
        operationId: begun.operationId,
        createdFields: new Map(createdFields),
        claimed: listClaims(db, id),
      }),
    );
    await passOver(file, begun.rowsRead, run);
    await runBatches(deps, begun, { file, writer, run });
    return undefined;
  } finally {
    file.close();
  }
};

const STATES: Readonly<Record<Exclude<JobState, 'active'>, ImportStatus['state']>> = {
  ready: 'running',
  delayed: 'running',
  paused: 'paused',
  done: 'done',
  dead: 'failed',
  cancelled: 'cancelled',
};

const isUnderWay = ({ state }: ImportStatus): boolean => state === 'running' || state === 'paused';

const endImport = (db: WriteDb, status: ImportStatus): void => {
  deleteClaims(db, status.id);
  if (!selectUnfinished(db).some(({ id }) => id !== status.id)) dropMatchIndexes(db);
  if (status.created >= MANY) refreshStatistics(db);
};

/** Keeps an import's own state in step with that of its job. */
export const saveImportState = (
  db: WriteDb,
  { id }: ImportJob,
  state: Exclude<JobState, 'active'>,
  failure: Message | null,
): void => {
  const before = findImport(db, id);
  if (!before) return;
  const status: ImportStatus = {
    ...before,
    state: STATES[state],
    secondsLeft: null,
    failure,
    progress: state === 'done' ? 1 : before.progress,
  };
  saveImport(db, status);
  if (!isUnderWay(status)) endImport(db, status);
};

const LOST = toMessage(
  msg`Outpost stopped before the import ended. What was read until then is kept and can be undone.`,
);

/**
 * Looks through imports that had not ended when the workspace was last open, and fails those that nothing will take up: earlier versions had no jobs.
 * Answers the files that the others still need. To be called when a workspace opens, before jobs start.
 */
export const keepImportFiles = (deps: {
  readonly read: ReadDb;
  readonly inTransaction: InTransaction;
}): readonly StagedFileId[] =>
  deps.inTransaction((db) =>
    selectUnfinished(db).flatMap((status): StagedFileId[] => {
      const jobId = findByDedupe(db, importJob.kind, status.id);
      const job = jobId && findJob(db, jobId);
      if (job) return [ImportJob.parse(JSON.parse(job.payload)).plan.file];
      const failed: ImportStatus = { ...status, state: 'failed', secondsLeft: null, failure: LOST };
      saveImport(db, failed);
      endImport(db, failed);
      return [];
    }),
  );
