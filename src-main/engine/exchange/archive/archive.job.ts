import path from 'node:path';
import { msg } from '@lingui/core/macro';
import { z } from 'zod';
import { ArchiveMade } from '@shared/contract/exchange.contract';
import type { JobId } from '@shared/domain/ids';
import { defineJob, type JobRun } from '../../jobs/job-definition';
import { exportQueue } from '../../jobs/queues';
import { runJob, startJob, type RunJobDeps } from '../../jobs/run-job';
import type { Clock, Random } from '../../kernel/ports';
import { assertMaySet } from '../../schema/access';
import type { SeenSchema } from '../../schema/registry';
import { type DatabaseSource, openDatabase } from '../../storage/open-database';
import type { WorkspacePaths } from '../../storage/workspace-folder';
import { createStaged, removeStaged } from '../staging';
import { ARCHIVE_SUFFIX } from './archive-format';
import { writeArchive } from './write-archive';

/** Writes an archive for somebody who waits for it. */
export const archiveJob = defineJob({
  kind: 'exchange.archive',
  queue: exportQueue,
  payload: z.strictObject({}),
  result: ArchiveMade,
  title: () => msg`Export the whole workspace`,
  retry: { attempts: 1 },
  afterRestart: 'fail',
});

interface ArchiveDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly schema: SeenSchema;
  readonly paths: WorkspacePaths;
  readonly source: DatabaseSource;
  readonly appVersion: string;
}

/** Writes the whole workspace into a staged archive. Errors: `forbidden` for whoever may not change the workspace, `cancelled`, `storage_failed`. */
export const exportArchive = async (deps: ArchiveDeps & RunJobDeps, signal?: AbortSignal): Promise<ArchiveMade> => {
  assertMaySet(deps.schema.current(), 'workspace');
  return runJob(deps, archiveJob, {}, { signal });
};

/** The same for whoever watches the job. Errors: `forbidden`. */
export const startArchiveExport = async (deps: ArchiveDeps & RunJobDeps): Promise<{ job: JobId }> => {
  assertMaySet(deps.schema.current(), 'workspace');
  return { job: startJob(deps, archiveJob, {}) };
};

/** Does `archiveJob`, with the rights of whoever asked: out of one snapshot, on a connection of its own, while others work. */
export const runArchiveJob = async (deps: ArchiveDeps, run: JobRun): Promise<ArchiveMade> => {
  assertMaySet(deps.schema.current(), 'workspace');
  const fileName = `${path.basename(deps.paths.folder)}${ARCHIVE_SUFFIX}`;
  const staged = createStaged(deps, fileName);
  const database = openDatabase({ ...deps.source, mode: 'reader', nowMs: deps.clock.nowMs });
  const release = database.holdSnapshot();
  try {
    const source = {
      db: database.read,
      filesDir: deps.paths.files,
      appVersion: deps.appVersion,
      nowMs: deps.clock.nowMs(),
    };
    const counts = await writeArchive(source, staged.path, (written, inAll) => {
      run.signal.throwIfAborted();
      run.progress(inAll === 0 ? null : written / inAll, msg`${written} of ${inAll} lines`);
    });
    return { file: staged.file, fileName, ...counts };
  } catch (cause) {
    removeStaged(deps, staged.file);
    throw cause;
  } finally {
    release();
    database.close();
  }
};
