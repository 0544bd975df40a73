import { FIRST_NUMBER } from '@shared/domain/field-types/auto-number';
import { OperationId } from '@shared/domain/ids';
import { insertOperation } from '../../change-log/operation.sql';
import { findNextRid } from '../../change-log/rec.sql';
import type { JobQueue } from '../../jobs/job-queue';
import type { FieldModel, ObjectModel } from '../../schema/model';
import type { MetaDeps, NewFields } from '../../schema/meta-write';
import type { WriteDb } from '../../storage/db';
import { reserveNumbers } from './number-book';
import { NUMBERED_AT_ONCE, type NumberBackfill, numberSome } from './number-backfill';
import { numberRecordsJob } from './number-records.job';
import { countRecords } from './record.sql';
import type { WriteDeps } from './write-session';

interface NumberingDeps extends WriteDeps, Pick<MetaDeps, 'actor' | 'changes'> {
  readonly jobs: Pick<JobQueue, 'enqueue'>;
}

const setAside = (
  deps: NumberingDeps,
  db: WriteDb,
  { def: object }: ObjectModel,
  { def: { key, label, settings } }: FieldModel,
  count: number,
): NumberBackfill => {
  const { prefix, digits, firstNumber = FIRST_NUMBER } = settings;
  reserveNumbers(db, deps.clock.nowMs(), { object: object.key, field: key, next: firstNumber + count });
  const operationId = insertOperation(db, {
    verb: 'schema',
    object: object.name,
    subject: label,
    atMs: deps.clock.nowMs(),
    actor: JSON.stringify(deps.actor()),
    undoOf: null,
  });
  return {
    object: object.key,
    field: key,
    label,
    operationId: OperationId.parse(operationId),
    lastRid: findNextRid(db) - 1,
    firstNumber,
    count,
    form: { prefix, digits },
  };
};

/**
 * Sets numbers aside for the records that are there, also in the trash, for new fields that number records: a few get them at once, many by a job. New records
 * count on behind them from now on. Runs in the transaction of the action that made the fields.
 */
export const numberRecords = (deps: NumberingDeps, db: WriteDb, { object: name, fields }: NewFields): void => {
  const numbering = fields.filter(({ type }) => type === 'autoNumber');
  const model = deps.schema.current().objects.get(name);
  if (numbering.length === 0 || !model) return;
  const count = countRecords(db, model.def.key);
  if (count === 0) return;
  for (const { name: fieldName } of numbering) {
    const field = model.fields.get(fieldName);
    if (!field) throw new Error('A field that was just made is not in the schema');
    const backfill = setAside(deps, db, model, field, count);
    if (count <= NUMBERED_AT_ONCE) {
      deps.changes(numberSome(deps, db, backfill, { rid: 0, nextNumber: backfill.firstNumber }).changes);
    } else deps.jobs.enqueue(db, numberRecordsJob, backfill);
  }
};
