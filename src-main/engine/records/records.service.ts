import type {
  BulkEdit,
  BulkResult,
  CreateRecord,
  SelectRecords,
  UpdateCells,
  UpdateMany,
  UpdateRecord,
} from '@shared/contract/records.contract';
import type { ChangeSet } from '@shared/domain/changes';
import type { OperationId, RecordId } from '@shared/domain/ids';
import type { ActorValue, Row } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import { nextTurn } from '../kernel/next-turn';
import type { ChangeBus } from '../kernel/event-bus';
import type { InTransaction, ReadDb, WriteDb } from '../storage/db';
import { getRecord, type ReadRecordDeps } from './query/records-query.service';
import { selectRecordIds } from './query/select-records.service';
import { findTitled } from './query/titles.sql';
import type { RecordWrite, WriteOutcome } from './write/record-write';
import type { WriteIntent } from '../change-log/journal';
import { ingest, writeRecords } from './write/write-records';
import type { WriteDeps as WriteRecordsDeps } from './write/write-session';

type ReadWriteDeps = ReadRecordDeps & WriteRecordsDeps & { readonly actor: () => ActorValue };

type CommandDeps = ReadWriteDeps & {
  readonly changes: (changes: Omit<ChangeSet, 'seq'>) => void;
};

type BulkDeps = ReadWriteDeps & {
  readonly read: ReadDb;
  readonly inTransaction: InTransaction;
  readonly bus: ChangeBus;
};

/** Records written in one transaction before other work gets its turn. */
const SLICE = 1000;

const onlyWritten = (outcome: WriteOutcome) => {
  const [first] = outcome.results;
  if (first === undefined || first instanceof AppError) throw new Error('A write without a result');
  return first;
};

/** Makes a record. Errors: `not_found` for the object, `invalid_input` with `field` for a value that does not fit. */
export const createRecord = (
  deps: CommandDeps,
  db: WriteDb,
  { object, id, values }: CreateRecord,
): { row: Row; operationId: OperationId } => {
  const outcome = writeRecords(deps, db, { actor: deps.actor(), verb: 'create' }, [
    { kind: 'create', object, id, values },
  ]);
  deps.changes(outcome.changes);
  if (outcome.operationId === null) throw new Error('A record was made without an operation');
  return { row: getRecord(deps, db, { object, id: onlyWritten(outcome).id }), operationId: outcome.operationId };
};

/** Changes fields of one record; values that are there already are not logged and need no operation. Errors as `createRecord`. */
export const updateRecord = (
  deps: CommandDeps,
  db: WriteDb,
  { object, id, values }: UpdateRecord,
): { row: Row; operationId: OperationId | null } => {
  const outcome = writeRecords(deps, db, { actor: deps.actor(), verb: 'update' }, [
    { kind: 'update', object, id, values },
  ]);
  deps.changes(outcome.changes);
  return { row: getRecord(deps, db, { object, id }), operationId: outcome.operationId };
};

const countChanged = (outcome: WriteOutcome): number =>
  outcome.results.filter((result) => !(result instanceof AppError) && result.isChanged).length;

/** Changes cells of several records, all or none: one gesture, one undo. */
export const updateCells = (deps: CommandDeps, db: WriteDb, { object, changes }: UpdateCells): BulkResult => {
  const writes = changes.map(({ id, values }): RecordWrite => ({ kind: 'update', object, id, values }));
  const outcome = writeRecords(deps, db, { actor: deps.actor(), verb: 'update' }, writes);
  deps.changes(outcome.changes);
  return { operationId: outcome.operationId, count: countChanged(outcome) };
};

/** Applies one kind of write to a selection, in slices of one operation. What a slice has written stays when a later one fails. */
const writeSelection = async (
  deps: BulkDeps,
  { object, selection }: SelectRecords,
  verb: WriteIntent['verb'],
  carryOut: (db: WriteDb, intent: WriteIntent, ids: readonly RecordId[]) => WriteOutcome,
): Promise<BulkResult> => {
  const ids = selectRecordIds(deps, deps.read, object, selection);
  let operationId: OperationId | null = null;
  let count = 0;
  for (let start = 0; start < ids.length; start += SLICE) {
    if (start > 0) await nextTurn();
    const intent: WriteIntent = { actor: deps.actor(), verb, operationId: operationId ?? undefined };
    const slice = ids.slice(start, start + SLICE);
    const outcome: WriteOutcome = deps.inTransaction((db) => carryOut(db, intent, slice));
    operationId = outcome.operationId ?? operationId;
    count += countChanged(outcome);
    deps.bus.publish(outcome.changes);
  }
  return { operationId, count };
};

/** Records refused by name at most. */
const MAX_REFUSED = 20;

/**
 * Gives every selected record the same values, past those that a rule refuses. Errors as `createRecord`, where it is every record that is refused:
 * the first one's.
 */
export const updateMany = async (deps: BulkDeps, { object, selection, values }: UpdateMany): Promise<BulkEdit> => {
  const refusals: { readonly id: RecordId; readonly error: AppError }[] = [];
  let first: AppError | undefined;
  let refusedCount = 0;
  let acceptedCount = 0;
  const result = await writeSelection(deps, { object, selection }, 'update', (db, intent, ids) => {
    const outcome = ingest(
      deps,
      db,
      intent,
      ids.map((id) => ({ kind: 'update', object, id, values })),
    );
    ids.forEach((id, at) => {
      const error = outcome.results[at];
      if (!(error instanceof AppError)) return void (acceptedCount += 1);
      first ??= error;
      refusedCount += 1;
      if (refusals.length < MAX_REFUSED) refusals.push({ id, error });
    });
    return outcome;
  });
  if (first && acceptedCount === 0) throw first;
  const titled = findTitled(deps.read, deps.schema.current(), new Set(refusals.map(({ id }) => id)));
  const refused = refusals.map(({ id, error }) => ({
    id,
    // Who may not see a record is not told its name either.
    title: error.code === 'not_found' ? '' : (titled.get(id)?.title ?? ''),
    reason: error.words,
  }));
  return { ...result, refusedCount, refused };
};

/** Moves the selected records to the trash. Records that are there already are left. */
export const deleteRecords = (deps: BulkDeps, input: SelectRecords): Promise<BulkResult> =>
  writeSelection(deps, input, 'delete', (db, intent, ids) =>
    writeRecords(
      deps,
      db,
      intent,
      ids.map((id) => ({ kind: 'delete', object: input.object, id })),
    ),
  );

/** Brings the selected records back from the trash. */
export const restoreRecords = (deps: BulkDeps, input: SelectRecords): Promise<BulkResult> =>
  writeSelection(deps, input, 'restore', (db, intent, ids) =>
    writeRecords(
      deps,
      db,
      intent,
      ids.map((id) => ({ kind: 'restore', object: input.object, id })),
    ),
  );
