import fs from 'node:fs';
import path from 'node:path';
import { msg } from '@lingui/core/macro';
import type { ArchiveTaken } from '@shared/contract/exchange.contract';
import { AppError } from '@shared/errors/app-error';
import { openDatabase } from '../../storage/open-database';
import { lockWorkspace } from '../../storage/workspace-lock';
import { workspacePaths, type WorkspacePaths } from '../../storage/workspace-folder';
import { isUntouched } from './archive.sql';
import { buildFromArchive, type ImportArchiveDeps } from './build-from-archive';
import { openArchive } from './read-archive';

/** What an archive cannot be brought into. */
export const notEmpty = (folder: string): AppError =>
  new AppError(
    'conflict',
    msg`The workspace in ${folder} is not empty. An archive can only be brought into an empty one; nothing was changed.`,
    { folder, reason: 'not_empty' },
  );

/** Opening and closing it folds in what an earlier process left in its log. */
const assertEmpty = ({ database: file, folder }: WorkspacePaths): void => {
  if (!fs.existsSync(file)) return;
  const database = openDatabase({ file, mode: 'writer' });
  try {
    if (!isUntouched(database.read)) throw notEmpty(folder);
  } catch (cause) {
    throw cause instanceof AppError ? cause : notEmpty(folder);
  } finally {
    database.close();
  }
};

/**
 * Brings an archive into the workspace in `folder`, which must be empty or not there, and closed. It is built beside the workspace's file and takes its place in one step:
 * whatever happens before, the workspace is as empty as it was. Errors: `conflict` (not empty, or open), `invalid_input` with `file` and `line`, `version_too_new`,
 * `not_found`, `storage_failed`, and what `goOn` throws.
 */
export const importArchive = async (deps: ImportArchiveDeps, file: string, folder: string): Promise<ArchiveTaken> => {
  const archive = await openArchive(file);
  const paths = workspacePaths(path.resolve(folder));
  const building = path.join(paths.staging, 'incoming');
  let lock: ReturnType<typeof lockWorkspace> | undefined;
  try {
    fs.mkdirSync(paths.folder, { recursive: true });
    lock = lockWorkspace(paths.folder);
    assertEmpty(paths);
    fs.rmSync(building, { recursive: true, force: true });
    fs.mkdirSync(building, { recursive: true });
    const target = path.join(building, 'workspace.db');
    const taken = await buildFromArchive(deps, archive, { file: target, key: undefined }, paths.files);
    for (const suffix of ['-wal', '-shm']) fs.rmSync(paths.database + suffix, { force: true });
    fs.renameSync(target, paths.database);
    return taken;
  } finally {
    fs.rmSync(building, { recursive: true, force: true });
    lock?.release();
    archive.close();
  }
};
