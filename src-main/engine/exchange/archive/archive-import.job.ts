import path from 'node:path';
import { msg } from '@lingui/core/macro';
import { z } from 'zod';
import { ArchiveTaken, IMPORT_ARCHIVE_JOB } from '@shared/contract/exchange.contract';
import { StagedFileId } from '@shared/domain/ids';
import { defineJob, type JobRun } from '../../jobs/job-definition';
import { importQueue } from '../../jobs/queues';
import { runJob, type RunJobDeps } from '../../jobs/run-job';
import type { Clock, Random } from '../../kernel/ports';
import { assertMaySet, maySet } from '../../schema/access';
import type { SeenSchema } from '../../schema/registry';
import { removeDatabase } from '../../storage/backup-copy';
import type { ReadDb } from '../../storage/db';
import type { DatabaseSource } from '../../storage/open-database';
import { decideRestore, restorePart } from '../../storage/pending-restore';
import type { WorkspacePaths } from '../../storage/workspace-folder';
import { removeStaged, stagedName, stagedPath } from '../staging';
import { isUntouched } from './archive.sql';
import { buildFromArchive } from './build-from-archive';
import { notEmpty } from './import-archive';
import { openArchive } from './read-archive';

/** Makes the workspace of an archive ready to take the place of an empty one. */
export const importArchiveJob = defineJob({
  kind: IMPORT_ARCHIVE_JOB,
  queue: importQueue,
  payload: z.strictObject({ file: StagedFileId }),
  result: ArchiveTaken,
  title: () => msg`Bring in an archive`,
  retry: { attempts: 1 },
  afterRestart: 'fail',
});

interface ImportDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly schema: SeenSchema;
  readonly read: ReadDb;
  readonly paths: WorkspacePaths;
  readonly source: DatabaseSource;
  readonly restart: () => void;
}

const assertEmpty = ({ read, paths }: ImportDeps): void => {
  if (!isUntouched(read)) throw notEmpty(paths.folder);
};

/** Whether the workspace is empty, and whoever asks may change it. */
export const mayImportArchive = ({ schema }: Pick<ImportDeps, 'schema'>, db: ReadDb): { may: boolean } => ({
  may: maySet(schema.current(), 'workspace') && isUntouched(db),
});

/**
 * Has a staged archive take the place of this workspace, which must be empty, at the restart that follows. Errors: `forbidden` for whoever may not change the workspace, `conflict` where
 * something is in it, `not_found` for the file, those of `openArchive` and `buildFromArchive`.
 */
export const importStagedArchive = async (
  deps: ImportDeps & RunJobDeps,
  { file }: { readonly file: StagedFileId },
  signal?: AbortSignal,
): Promise<ArchiveTaken> => {
  assertMaySet(deps.schema.current(), 'workspace');
  assertEmpty(deps);
  stagedPath(deps, file);
  return runJob(deps, importArchiveJob, { file }, { signal });
};

/** Does `importArchiveJob`. The workspace is as it was until the next opening puts the other in its place, as it does with a restored backup. */
export const runImportArchiveJob = async (
  deps: ImportDeps,
  { file }: { readonly file: StagedFileId },
  run: JobRun,
): Promise<ArchiveTaken> => {
  assertMaySet(deps.schema.current(), 'workspace');
  assertEmpty(deps);
  const source = { file: restorePart(deps.paths), key: deps.source.key };
  const label = path.basename(stagedName(deps, file));
  const archive = await openArchive(stagedPath(deps, file), label);
  const goOn = (read: number, inAll: number): void => {
    run.signal.throwIfAborted();
    run.progress(inAll === 0 ? null : read / inAll, msg`${read} of ${inAll} lines`);
  };
  try {
    await removeDatabase(source.file);
    const taken = await buildFromArchive({ ...deps, goOn }, archive, source, deps.paths.files);
    run.signal.throwIfAborted();
    // Somebody may have begun to work meanwhile: that is not theirs to lose.
    assertEmpty(deps);
    await decideRestore({
      places: deps.paths,
      source,
      label,
      nowMs: deps.clock.nowMs(),
      workspaceKey: deps.source.key,
    });
    deps.restart();
    return taken;
  } catch (cause) {
    await removeDatabase(source.file);
    throw cause;
  } finally {
    archive.close();
    removeStaged(deps, file);
  }
};
