import { msg } from '@lingui/core/macro';
import { z } from 'zod';
import { OperationId, RecordId } from '@shared/domain/ids';
import { ValuesInput } from '@shared/domain/values';
import { Failure } from '@shared/errors/failure';
import { defineJob } from '../../jobs/job-definition';
import { recordsQueue } from '../../jobs/queues';

/** How far a change of many records has come, and what came of it so far. */
export const BulkTally = z.strictObject({
  /** So many of the chosen records were looked at. */
  at: z.int(),
  operationId: OperationId.nullable(),
  /** Records that changed. */
  count: z.int(),
  /** Records that a rule refused; the first of them with their reasons. */
  refusedCount: z.int(),
  refused: z.array(z.strictObject({ id: RecordId, failure: Failure })),
});
export type BulkTally = Readonly<z.infer<typeof BulkTally>>;

/** `object` by API name; `label` is what people call its records. Which of them is kept beside the job. */
const Chosen = z.strictObject({ object: z.string(), label: z.string() });

const shared = { queue: recordsQueue, result: BulkTally, canPause: true } as const;

/** Gives the chosen records the same values. */
export const updateManyJob = defineJob({
  ...shared,
  kind: 'records.update',
  payload: Chosen.extend({ values: ValuesInput }),
  title: ({ label }) => msg`Change records: ${label}`,
});

/** Moves the chosen records to the trash. */
export const deleteManyJob = defineJob({
  ...shared,
  kind: 'records.delete',
  payload: Chosen,
  title: ({ label }) => msg`Delete records: ${label}`,
});

/** Brings the chosen records back from the trash. */
export const restoreManyJob = defineJob({
  ...shared,
  kind: 'records.restore',
  payload: Chosen,
  title: ({ label }) => msg`Restore records: ${label}`,
});

/** Destroys the chosen records. */
export const purgeManyJob = defineJob({
  ...shared,
  kind: 'records.purge',
  payload: Chosen,
  title: ({ label }) => msg`Delete records for good: ${label}`,
});
