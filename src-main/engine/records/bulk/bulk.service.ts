import type { BulkEdit, BulkResult, SelectRecords, UpdateMany } from '@shared/contract/records.contract';
import type { ActorValue, ValuesInput } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import { fromFailure } from '@shared/errors/failure';
import type { WriteIntent } from '../../change-log/journal';
import type { JobRun } from '../../jobs/job-definition';
import type { RunJobDeps } from '../../jobs/run-job';
import { getObject } from '../query/record-set';
import { type ReadRecordDeps } from '../query/records-query.service';
import { type SelectedRecord, selectRids } from '../query/select-records.service';
import { findTitled } from '../query/titles.sql';
import { assertMayPurge, type PurgeDeps, purgeSome } from '../purge/purge-records';
import type { RecordWrite, WriteOutcome } from '../write/record-write';
import { ingest, writeRecords } from '../write/write-records';
import type { WriteDeps } from '../write/write-session';
import { type BulkTally, deleteManyJob, purgeManyJob, restoreManyJob, updateManyJob } from './bulk.jobs';
import { type BulkDeps, type BulkStep, changeChosen, runBulk, type StepOutcome } from './run-bulk';

type WorkDeps = BulkDeps & ReadRecordDeps & WriteDeps & PurgeDeps & { readonly actor: () => ActorValue };
type AskDeps = WorkDeps & RunJobDeps;

interface Chosen {
  readonly object: string;
}

const toStepOutcome = (
  { operationId, results, changes }: WriteOutcome,
  records: readonly SelectedRecord[],
): StepOutcome => ({
  operationId,
  count: results.filter((result) => !(result instanceof AppError) && result.isChanged).length,
  refusals: records.flatMap(({ id }, at) => {
    const error = results[at];
    return error instanceof AppError ? [{ id, error }] : [];
  }),
  changes,
});

const intentOf = (
  deps: WorkDeps,
  verb: WriteIntent['verb'],
  object: string,
  operationId: WriteIntent['operationId'] | null,
): WriteIntent => ({ actor: deps.actor(), verb, object, operationId: operationId ?? undefined });

const updateStep =
  (deps: WorkDeps, { object, values }: Chosen & { readonly values: ValuesInput }): BulkStep =>
  (db, records, operationId) => {
    const writes = records.map(({ id }): RecordWrite => ({ kind: 'update', object, id, values }));
    return toStepOutcome(ingest(deps, db, intentOf(deps, 'update', object, operationId), writes), records);
  };

const lifeStep =
  (deps: WorkDeps, { object }: Chosen, kind: 'delete' | 'restore'): BulkStep =>
  (db, records, operationId) => {
    const writes = records.map(({ id }): RecordWrite => ({ kind, object, id }));
    return toStepOutcome(writeRecords(deps, db, intentOf(deps, kind, object, operationId), writes), records);
  };

const purgeStep =
  (deps: WorkDeps, { object }: Chosen): BulkStep =>
  (db, records, operationId) => ({ ...purgeSome(deps, db, object, records, operationId), refusals: [] });

const choose = (deps: AskDeps, { object, selection }: SelectRecords) => ({
  chosen: selectRids(deps, deps.read, object, selection),
  work: { object, label: getObject(deps.schema.current(), object).def.labelPlural },
});

const toResult = ({ operationId, count }: BulkTally): BulkResult => ({ operationId, count });

/**
 * Gives every selected record the same values, past those that a rule refuses. Many of them are changed by a job. Errors as `createRecord`, where it is every
 * record that is refused: the first one's; `cancelled` when somebody stops the job.
 */
export const updateMany = async (deps: AskDeps, input: UpdateMany): Promise<BulkEdit> => {
  const { chosen, work } = choose(deps, input);
  const payload = { ...work, values: input.values };
  const tally = await changeChosen(deps, chosen, updateStep(deps, payload), updateManyJob, payload);
  const [first] = tally.refused;
  if (first && tally.refusedCount === chosen.length) throw fromFailure(first.failure);
  const titled = findTitled(deps.read, deps.schema.current(), new Set(tally.refused.map(({ id }) => id)));
  const refused = tally.refused.map(({ id, failure }) => ({
    id,
    // Who may not see a record is not told its name either.
    title: failure.code === 'not_found' ? '' : (titled.get(id)?.title ?? ''),
    reason: failure.words,
  }));
  return { ...toResult(tally), refusedCount: tally.refusedCount, refused };
};

/** Moves the selected records to the trash; many of them by a job. Records that are there already are left. */
export const deleteRecords = async (deps: AskDeps, input: SelectRecords): Promise<BulkResult> => {
  const { chosen, work } = choose(deps, input);
  return toResult(await changeChosen(deps, chosen, lifeStep(deps, work, 'delete'), deleteManyJob, work));
};

/** Brings the selected records back from the trash; many of them by a job. */
export const restoreRecords = async (deps: AskDeps, input: SelectRecords): Promise<BulkResult> => {
  const { chosen, work } = choose(deps, input);
  return toResult(await changeChosen(deps, chosen, lifeStep(deps, work, 'restore'), restoreManyJob, work));
};

/**
 * Destroys records in the trash: nothing brings them back, only the change log still names their values. One action, which no undo takes back; many by a job. Errors:
 * `forbidden` without the right to; `conflict` for records that are not in the trash.
 */
export const purgeRecords = async (deps: AskDeps, input: SelectRecords): Promise<BulkResult> => {
  const { chosen, work } = choose(deps, input);
  assertMayPurge(deps, input.object);
  return toResult(await changeChosen(deps, chosen, purgeStep(deps, work), purgeManyJob, work));
};

const keyOf = (deps: WorkDeps, { object }: Chosen): string => getObject(deps.schema.current(), object).def.key;

/** Does `updateManyJob`, with the rights of whoever asked. */
export const runUpdateMany = (
  deps: WorkDeps,
  work: Chosen & { readonly values: ValuesInput },
  run: JobRun,
): Promise<BulkTally> => runBulk(deps, keyOf(deps, work), updateStep(deps, work), run);

/** Does `deleteManyJob` and `restoreManyJob`, with the rights of whoever asked. */
export const runMoveMany = (
  deps: WorkDeps,
  work: Chosen,
  kind: 'delete' | 'restore',
  run: JobRun,
): Promise<BulkTally> => runBulk(deps, keyOf(deps, work), lifeStep(deps, work, kind), run);

/** Does `purgeManyJob`, with the rights of whoever asked. */
export const runPurgeMany = (deps: WorkDeps, work: Chosen, run: JobRun): Promise<BulkTally> => {
  assertMayPurge(deps, work.object);
  return runBulk(deps, keyOf(deps, work), purgeStep(deps, work), run);
};
