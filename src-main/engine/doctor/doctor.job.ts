import { msg } from '@lingui/core/macro';
import { z } from 'zod';
import { RepairReport } from '@shared/contract/diagnostics.contract';
import { DoctorReport } from '@shared/contract/workspace.contract';
import { defineJob, defineQueue } from '../jobs/job-definition';

const doctorQueue = defineQueue('doctor', { keepDone: 10, keepDead: 10 });

/** Whoever asked for it waits for the answer, so it is not taken up again. */
const once = { queue: doctorQueue, payload: z.strictObject({}), afterRestart: 'fail', retry: { attempts: 1 } } as const;

export const checkJob = defineJob({
  ...once,
  kind: 'doctor.check',
  result: DoctorReport,
  title: () => msg`Check the workspace`,
});

export const repairJob = defineJob({
  ...once,
  kind: 'doctor.repair',
  result: RepairReport,
  title: () => msg`Repair the workspace`,
});
