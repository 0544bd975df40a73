import type { ImportStatus } from '@shared/contract/exchange.contract';
import type { ActorValue } from '@shared/domain/values';
import type { ChangeBus } from '../kernel/event-bus';
import type { JobQueue } from '../jobs/job-queue';
import type { Log } from '../kernel/ports';
import type { WriteIntent } from '../change-log/journal';
import type { InTransaction, ReadDb } from '../storage/db';
import type { BatchDeps } from './import-batch';
import type { ImportRow } from './import-file';
import type { Tally } from './import-tally';
import type { StagingDeps } from './staging';

/** What imports may use. */
export interface ImportDeps extends BatchDeps, StagingDeps {
  readonly log: Log;
  readonly read: ReadDb;
  readonly inTransaction: InTransaction;
  readonly bus: ChangeBus;
  readonly jobs: JobQueue;
  readonly actor: () => ActorValue;
  readonly paths: StagingDeps['paths'] & BatchDeps['paths'];
}

/** Who acts in an import, and what history calls it. */
export const intentOf = (fileName: string, object: string, by: ActorValue): WriteIntent => ({
  actor: { kind: 'import', name: fileName.slice(0, 200), ...(by.id === undefined ? {} : { id: by.id }) },
  verb: 'import',
  object,
  subject: fileName,
});

const FIRST_BATCH_ROWS = 1000;
const MIN_BATCH_ROWS = 200;
const MAX_BATCH_ROWS = 5000;
const BATCH_CHARS = 8_000_000;
const ALONE_MS = 250;
const SHARED_MS = 40;

/**
 * How many rows go into one transaction. Large ones cost less for each row, since every commit writes the pages that it touched; but whoever else
 * calls waits for one to end. So batches are long while nobody calls and short while somebody does.
 */
export const createPace = () => {
  let rows = FIRST_BATCH_ROWS;
  return {
    rows: (): number => Math.round(rows),
    /** `workMs` is what the batch took, `waitedMs` how long others then had their turn. */
    batchEnded: (workMs: number, waitedMs: number): void => {
      const targetMs = waitedMs > 2 ? SHARED_MS : ALONE_MS;
      rows = Math.min(MAX_BATCH_ROWS, Math.max(MIN_BATCH_ROWS, rows * Math.min(2, targetMs / Math.max(1, workMs))));
    },
  };
};

function* following(first: ImportRow, next: () => ImportRow | undefined, maxRows: number): Generator<ImportRow> {
  let rows = 0;
  let chars = 0;
  for (let row: ImportRow | undefined = first; row; row = rows < maxRows && chars < BATCH_CHARS ? next() : undefined) {
    rows += 1;
    for (const cell of row.cells) chars += cell.length;
    yield row;
  }
}

/** The rows of the next batch, read as they are asked for; fewer than `maxRows` where rows are large or the file ends. Undefined at its end. */
export const takeBatch = (
  next: () => ImportRow | undefined,
  maxRows = FIRST_BATCH_ROWS,
): Iterable<ImportRow> | undefined => {
  const first = next();
  return first && following(first, next, maxRows);
};

/** The status after another batch. */
export const addTally = (status: ImportStatus, tally: Tally): ImportStatus => ({
  ...status,
  rowsRead: status.rowsRead + tally.rowsRead,
  created: status.created + tally.created,
  updated: status.updated + tally.updated,
  unchanged: status.unchanged + tally.unchanged,
  skipped: status.skipped + tally.skipped,
  createdTargets: status.createdTargets + tally.createdTargets,
  rejectedCount: status.rejectedCount + tally.rejected.length,
});

const PUBLISH_EVERY_MS = 250;

/** Tells screens of progress, at most four times a second. */
export const createProgress = (bus: ChangeBus) => {
  let lastMs = 0;
  return (isLast: boolean): void => {
    const nowMs = performance.now();
    if (!isLast && nowMs - lastMs < PUBLISH_EVERY_MS) return;
    lastMs = nowMs;
    bus.publish({ topics: ['imports'], records: [] });
  };
};
