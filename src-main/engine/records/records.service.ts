import type { BulkResult, CreateRecord, UpdateCells, UpdateRecord } from '@shared/contract/records.contract';
import type { ChangeSet } from '@shared/domain/changes';
import type { OperationId } from '@shared/domain/ids';
import type { ActorValue, Row } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import type { WriteDb } from '../storage/db';
import { getRecord, type ReadRecordDeps } from './query/records-query.service';
import type { RecordWrite, WriteOutcome } from './write/record-write';
import { writeRecords } from './write/write-records';
import type { WriteDeps as WriteRecordsDeps } from './write/write-session';

type ReadWriteDeps = ReadRecordDeps & WriteRecordsDeps & { readonly actor: () => ActorValue };

type CommandDeps = ReadWriteDeps & {
  readonly changes: (changes: Omit<ChangeSet, 'seq'>) => void;
};

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
