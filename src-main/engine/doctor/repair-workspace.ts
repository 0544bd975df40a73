import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { msg } from '@lingui/core/macro';
import type { RepairReport } from '@shared/contract/diagnostics.contract';
import type { DoctorReport } from '@shared/contract/workspace.contract';
import { AppError } from '@shared/errors/app-error';
import type { Clock } from '../kernel/ports';
import type { OpenDatabase } from '../storage/open-database';
import { toStorageFailure } from '../storage/storage-failure';
import { checkWorkspace } from './check-workspace';
import { DERIVED_CHECKS, type Finding, partOf, type Watch } from './finding';
import { MENDERS, type MendDeps } from './menders';

export interface RepairDeps extends MendDeps {
  readonly clock: Clock;
  readonly database: Pick<OpenDatabase, 'backupTo'>;
  readonly paths: { readonly files: string; readonly setAside: string };
}

/** Keeps the database as it is, faults included, so that a repair can be taken back by hand. */
const copyAside = async ({ clock, database, paths }: RepairDeps): Promise<string> => {
  const stamp = new Date(clock.nowMs()).toISOString().replaceAll(/[:.]/g, '-');
  const folder = path.join(paths.setAside, stamp);
  try {
    await mkdir(folder, { recursive: true });
    await database.backupTo(path.join(folder, 'workspace-before-repair.db'));
    return folder;
  } catch (cause) {
    throw (
      toStorageFailure(cause) ??
      new AppError(
        'storage_failed',
        msg`The workspace could not be copied before its repair. Nothing was changed.`,
        { folder },
        { cause },
      )
    );
  }
};

const isGone = (report: DoctorReport) => {
  const left = new Set(report.findings.map(({ check, message }) => `${check} ${JSON.stringify(message)}`));
  return ({ check, message }: Finding): boolean => !left.has(`${check} ${JSON.stringify(message)}`);
};

/**
 * Checks the workspace, makes anew what is derived and wrong, and checks again. Sources (records, the log, attachments) are never written; where the file
 * itself is damaged nothing is. What it changes is copied aside first. Errors: `storage_failed` before anything was changed; what stops `watch`.
 */
export const repairWorkspace = async (deps: RepairDeps, watch: Watch): Promise<RepairReport> => {
  const before = await checkWorkspace(deps, deps.read, partOf(watch, 0, 0.4));
  const faults = before.findings.filter(({ canMend }) => canMend);
  const isDamaged = before.findings.some(({ check }) => check === 'file');
  if (faults.length === 0 || isDamaged) return { report: before, mended: [], folder: null };
  const folder = await copyAside(deps);
  const faulty = new Set(faults.map(({ check }) => check));
  for (const check of DERIVED_CHECKS) {
    if (!faulty.has(check)) continue;
    await watch.pause();
    await MENDERS[check](deps, {
      pause: watch.pause,
      signal: watch.signal,
      asideFolder: path.join(folder, 'files'),
    });
  }
  const report = await checkWorkspace(deps, deps.read, partOf(watch, 0.6, 1));
  return { report, mended: faults.filter(isGone(report)), folder };
};
