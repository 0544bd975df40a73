import type {
  BulkResult,
  CreateRecord,
  SelectRecords,
  UpdateCells,
  UpdateMany,
  UpdateRecord,
} from '@shared/contract/records.contract';
import type { ChangeSet } from '@shared/domain/changes';
import type { OperationId } from '@shared/domain/ids';
import type { ActorValue, Row } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import { nextTurn } from '../kernel/next-turn';
import type { ChangeBus } from '../kernel/event-bus';
import type { InTransaction, ReadDb, WriteDb } from '../storage/db';
import { getRecord, type ReadRecordDeps } from './query/records-query.service';
import { selectRecordIds } from './query/select-records.service';
import type { RecordWrite, WriteOutcome } from './write/record-write';
import type { WriteIntent } from '../change-log/journal';
import { writeRecords } from './write/write-records';
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
  toWrite: (id: RecordWrite & { kind: 'delete' }) => RecordWrite,
): Promise<BulkResult> => {
  const ids = selectRecordIds(deps, deps.read, object, selection);
  let operationId: OperationId | null = null;
  let count = 0;
  for (let start = 0; start < ids.length; start += SLICE) {
    if (start > 0) await nextTurn();
    const writes = ids.slice(start, start + SLICE).map((id) => toWrite({ kind: 'delete', object, id }));
    const intent: WriteIntent = { actor: deps.actor(), verb, operationId: operationId ?? undefined };
    const outcome: WriteOutcome = deps.inTransaction((db) => writeRecords(deps, db, intent, writes));
    operationId = outcome.operationId;
    count += countChanged(outcome);
    deps.bus.publish(outcome.changes);
  }
  return { operationId, count };
};

/** Gives every selected record the same values. Errors as `createRecord`. */
export const updateMany = (deps: BulkDeps, { object, selection, values }: UpdateMany): Promise<BulkResult> =>
  writeSelection(deps, { object, selection }, 'update', ({ id }) => ({ kind: 'update', object, id, values }));

/** Moves the selected records to the trash. Records that are there already are left. */
export const deleteRecords = (deps: BulkDeps, input: SelectRecords): Promise<BulkResult> =>
  writeSelection(deps, input, 'delete', (write) => write);

/** Brings the selected records back from the trash. */
export const restoreRecords = (deps: BulkDeps, input: SelectRecords): Promise<BulkResult> =>
  writeSelection(deps, input, 'restore', ({ object, id }) => ({ kind: 'restore', object, id }));
