import fs from 'node:fs';
import path from 'node:path';
import { msg } from '@lingui/core/macro';
import { StagedFileId } from '@shared/domain/ids';
import { StagedFileNote, stagedNoteName } from '@shared/domain/staged-file';
import { AppError } from '@shared/errors/app-error';
import type { Clock, Random } from '../kernel/ports';
import { newUuid } from '../kernel/record-ids';

export interface StagingDeps {
  readonly paths: { readonly staging: string };
}

/** Empties the staging folder but for files that are still needed: what else an earlier run left there belongs to nobody. */
export const clearStaging = (folder: string, kept: readonly StagedFileId[]): void => {
  fs.mkdirSync(folder, { recursive: true });
  const names = new Set<string>(kept.flatMap((file) => [file, stagedNoteName(file)]));
  for (const name of fs.readdirSync(folder))
    if (!names.has(name)) fs.rmSync(path.join(folder, name), { recursive: true, force: true });
};

/** Path of a staged file. Errors: `not_found`. */
export const stagedPath = ({ paths }: StagingDeps, file: StagedFileId): string => {
  // Parsed again: the shape of the id is what keeps a path from leaving the folder.
  const filePath = path.join(paths.staging, StagedFileId.parse(file));
  if (!fs.existsSync(filePath))
    throw new AppError('not_found', msg`The file is no longer there. Choose it again.`, { file });
  return filePath;
};

/** What a person calls a staged file. */
export const stagedName = ({ paths }: StagingDeps, file: StagedFileId): string => {
  try {
    const note: unknown = JSON.parse(fs.readFileSync(path.join(paths.staging, stagedNoteName(file)), 'utf8'));
    return StagedFileNote.parse(note).fileName;
  } catch {
    return 'file';
  }
};

/** A place in the staging folder for a file that the engine is about to write. */
export const createStaged = (
  { paths, clock, random }: StagingDeps & { readonly clock: Clock; readonly random: Random },
  fileName: string,
): { readonly file: StagedFileId; readonly path: string } => {
  const file = StagedFileId.parse(newUuid({ clock, random }));
  fs.mkdirSync(paths.staging, { recursive: true });
  fs.writeFileSync(
    path.join(paths.staging, stagedNoteName(file)),
    JSON.stringify({ fileName } satisfies StagedFileNote),
  );
  return { file, path: path.join(paths.staging, file) };
};

/** Takes a staged file away. */
export const removeStaged = ({ paths }: StagingDeps, file: StagedFileId): void => {
  for (const name of [StagedFileId.parse(file), stagedNoteName(file)])
    fs.rmSync(path.join(paths.staging, name), { force: true });
};
