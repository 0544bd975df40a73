import type { RepairReport } from '@shared/contract/diagnostics.contract';
import type { DoctorReport } from '@shared/contract/workspace.contract';
import type { JobRun } from '../jobs/job-definition';
import { runJob, type RunJobDeps } from '../jobs/run-job';
import { nextTurn } from '../kernel/next-turn';
import { assertMaySet } from '../schema/access';
import type { SeenSchema } from '../schema/registry';
import type { ReadDb } from '../storage/db';
import { isDamage } from '../storage/storage-failure';
import { checkWorkspace } from './check-workspace';
import { checkJob, repairJob } from './doctor.job';
import { expectedStructure } from './expected-structure';
import type { Watch } from './finding';
import { repairWorkspace, type RepairDeps } from './repair-workspace';

interface ExamineDeps {
  readonly schema: SeenSchema;
  readonly wholeSchema: SeenSchema;
  readonly read: ReadDb;
  readonly paths: { readonly files: string };
}

const watchOf = (run: Pick<JobRun, 'progress' | 'signal'>): Watch => ({
  progress: (share) => run.progress(share),
  signal: run.signal,
  pause: async () => {
    await nextTurn();
    run.signal.throwIfAborted();
  },
});

const UNWATCHED: Watch = { progress: () => undefined, pause: nextTurn, signal: undefined };

const examine = async (deps: ExamineDeps, watch: Watch): Promise<DoctorReport> => {
  const schema = deps.wholeSchema;
  return checkWorkspace({ ...deps, schema, expected: await expectedStructure(schema.current()) }, deps.read, watch);
};

/** The job behind `runDoctor`. */
export const runCheckJob = (deps: ExamineDeps, run: JobRun): Promise<DoctorReport> => examine(deps, watchOf(run));

/** The job behind `runRepair`. */
export const runRepairJob = async (
  deps: Omit<RepairDeps, 'expected'> & { readonly wholeSchema: SeenSchema },
  run: JobRun,
): Promise<RepairReport> => {
  const schema = deps.wholeSchema;
  return repairWorkspace({ ...deps, schema, expected: await expectedStructure(schema.current()) }, watchOf(run));
};

type AskDeps = RunJobDeps & { readonly schema: SeenSchema };

/** Checks the open workspace (`checkWorkspace`), whatever the caller sees of it. Errors: `forbidden`; `cancelled`. */
export const runDoctor = async (
  deps: AskDeps & ExamineDeps,
  signal: AbortSignal | undefined,
): Promise<DoctorReport> => {
  assertMaySet(deps.schema.current(), 'workspace');
  try {
    return await runJob(deps, checkJob, {}, { signal });
  } catch (cause) {
    // In a file so damaged that it takes no job the damage is what is to be told.
    if (!isDamage(cause)) throw cause;
    return examine(deps, UNWATCHED);
  }
};

/** Checks and repairs the open workspace (`repairWorkspace`). Errors: `forbidden`; `cancelled`; `storage_failed`. */
export const runRepair = async (deps: AskDeps, signal: AbortSignal | undefined): Promise<RepairReport> => {
  assertMaySet(deps.schema.current(), 'workspace');
  return runJob(deps, repairJob, {}, { signal });
};
