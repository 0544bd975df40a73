import { msg } from '@lingui/core/macro';
import { z } from 'zod';
import { MergeAll, MergeAllResult, ScanResult } from '@shared/contract/duplicates.contract';
import { defineJob, defineQueue } from '../../jobs/job-definition';
import { recordsQueue } from '../../jobs/queues';

const duplicatesQueue = defineQueue('duplicates');

/** Looks through all records of an object for duplicates. Begun anew after a crash: it writes only at its end. */
export const scanJob = defineJob({
  kind: 'duplicates.scan',
  queue: duplicatesQueue,
  payload: z.strictObject({ objectKey: z.string(), label: z.string() }),
  result: ScanResult,
  title: ({ label }) => msg`Look for duplicates: ${label}`,
});

/** Merges all groups that are certain enough, as one action. */
export const mergeAllJob = defineJob({
  kind: 'duplicates.merge',
  queue: recordsQueue,
  payload: MergeAll.extend({ label: z.string() }),
  result: MergeAllResult,
  title: ({ label }) => msg`Merge duplicates: ${label}`,
});
