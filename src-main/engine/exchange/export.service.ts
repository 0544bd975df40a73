import fs from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { msg } from '@lingui/core/macro';
import { z } from 'zod';
import { Exported, ExportRequest } from '@shared/contract/exchange.contract';
import type { JobId } from '@shared/domain/ids';
import type { Row } from '@shared/domain/values';
import { defineJob, type JobRun } from '../jobs/job-definition';
import { exportQueue } from '../jobs/queues';
import { runJob, startJob, type RunJobDeps } from '../jobs/run-job';
import { nextTurn } from '../kernel/next-turn';
import type { Clock, Random } from '../kernel/ports';
import { openRecords } from '../records/query/select-records.service';
import type { ReadRecordDeps } from '../records/query/record-set';
import { openExportFile, type ExportFile, type ExportFileDeps } from './export-file';
import { createStaged, removeStaged, type StagingDeps } from './staging';
import { toStorageFailure } from '../storage/storage-failure';

interface ExportDeps extends ReadRecordDeps, StagingDeps, ExportFileDeps {
  readonly settings: ReadRecordDeps['settings'];
  readonly clock: Clock;
  readonly random: Random;
  readonly paths: StagingDeps['paths'] & ExportFileDeps['paths'];
}

/** Reading goes on for so long before others have their turn. */
const SLICE_MS = 12;
const MAX_PIECE = 500;

/** With what people call the records. */
const ExportWork = ExportRequest.extend({ label: z.string() });
type ExportWork = Readonly<z.infer<typeof ExportWork>>;

/** Writes a file for somebody who waits for it: once they are gone, nobody wants it. */
export const exportJob = defineJob({
  kind: 'exchange.export',
  queue: exportQueue,
  payload: ExportWork,
  result: Exported,
  title: ({ label, format }) => msg`Export ${label} as ${format.toUpperCase()}`,
  retry: { attempts: 1 },
  afterRestart: 'fail',
});

const labelOf = (deps: ExportDeps, { set }: ExportRequest): string =>
  deps.schema.current().objects.get(set.object)?.def.labelPlural ?? set.object;

const toWork = (deps: ExportDeps, request: ExportRequest): ExportWork => ({
  ...request,
  label: labelOf(deps, request),
});

/**
 * Writes the records of a set into a staged file, in constant memory, and waits for it. Leaves nothing behind when it fails or the caller leaves. Errors: those of `openExportFile`,
 * `cancelled`, `storage_failed`.
 */
export const exportRecords = async (
  deps: ExportDeps & RunJobDeps,
  request: ExportRequest,
  signal?: AbortSignal,
): Promise<Exported> => {
  // What cannot be is refused before it is a job.
  openExportFile(deps, request);
  return runJob(deps, exportJob, toWork(deps, request), { signal });
};

/** The same for whoever watches the job: its result is in `jobs.get`. Errors: those of `openExportFile`. */
export const startExport = async (deps: ExportDeps & RunJobDeps, request: ExportRequest): Promise<{ job: JobId }> => {
  openExportFile(deps, request);
  return { job: startJob(deps, exportJob, toWork(deps, request)) };
};

/** The records in pieces, with a turn for others after each. */
async function* readPieces(
  deps: ExportDeps,
  request: ExportRequest,
  file: ExportFile,
  run: JobRun,
): AsyncGenerator<readonly Row[]> {
  const { count, rows } = openRecords(deps, deps.read, { ...request, fields: file.fields });
  let read = 0;
  let piece: Row[] = [];
  let sliceEnd = performance.now() + SLICE_MS;
  for (const row of rows) {
    piece.push(row);
    if (piece.length < MAX_PIECE && performance.now() < sliceEnd) continue;
    run.signal.throwIfAborted();
    yield piece;
    read += piece.length;
    run.progress(count === 0 ? null : read / count, msg`${read} of ${count} records`);
    piece = [];
    await nextTurn();
    sliceEnd = performance.now() + SLICE_MS;
  }
  run.signal.throwIfAborted();
  if (piece.length > 0) yield piece;
}

/** Does `exportJob`, with the rights of whoever asked. */
export const runExportJob = async (deps: ExportDeps, request: ExportRequest, run: JobRun): Promise<Exported> => {
  const file = openExportFile(deps, request);
  const fileName = `${labelOf(deps, request)}.${request.format}`;
  const staged = createStaged(deps, fileName);
  let rows = 0;
  async function* counted(): AsyncGenerator<readonly Row[]> {
    for await (const piece of readPieces(deps, request, file, run)) {
      rows += piece.length;
      yield piece;
    }
  }
  try {
    await pipeline(file.write(counted()), fs.createWriteStream(staged.path, { mode: 0o600 }));
    return { file: staged.file, fileName, rows, cutCells: file.cutCells() };
  } catch (cause) {
    removeStaged(deps, staged.file);
    throw toStorageFailure(cause) ?? cause;
  }
};
