import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { msg } from '@lingui/core/macro';
import type { StagedFile } from '@shared/contract/host.contract';
import { StagedFileId } from '@shared/domain/ids';
import { StagedFileNote, stagedNoteName, stagedPartName } from '@shared/domain/staged-file';
import { AppError } from '@shared/errors/app-error';

export const MAX_STAGED_BYTES = 2 * 1024 ** 3;

/** The last part of a path of any system, without what a file system or a header would stumble over. */
export const plainFileName = (name: string): string =>
  (name.split(/[\\/]/).pop() ?? '')
    .replaceAll(/\p{Cc}/gu, '')
    .slice(0, 200)
    .trim() || 'file';

const limitBytes = (maxBytes: number): Transform => {
  let seenBytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seenBytes += chunk.length;
      if (seenBytes <= maxBytes) return done(null, chunk);
      done(new AppError('invalid_input', msg`The file is larger than Outpost can take`, { maxBytes }));
    },
  });
};

/** Streams bytes into the staging folder. Nothing is left behind when it fails. Errors: `invalid_input` above `maxBytes`. */
export const stageStream = async (
  stagingDir: string,
  source: Readable,
  name: string,
  maxBytes: number = MAX_STAGED_BYTES,
): Promise<StagedFile> => {
  const id = StagedFileId.parse(randomUUID());
  const fileName = plainFileName(name);
  const part = path.join(stagingDir, stagedPartName(id));
  const note = path.join(stagingDir, stagedNoteName(id));
  await mkdir(stagingDir, { recursive: true });
  try {
    await pipeline(source, limitBytes(maxBytes), fs.createWriteStream(part, { flags: 'wx', mode: 0o600 }));
    await writeFile(note, JSON.stringify({ fileName } satisfies StagedFileNote), { mode: 0o600 });
    const { size } = await stat(part);
    await rename(part, path.join(stagingDir, id));
    return { file: id, fileName, sizeBytes: size };
  } catch (error) {
    await Promise.all([rm(part, { force: true }), rm(note, { force: true })]);
    throw error;
  }
};

/** Copies a local file into the staging folder. Errors: `not_found`, `invalid_input` for what is no file. */
export const stagePath = async (stagingDir: string, source: string): Promise<StagedFile> => {
  const found = await stat(source).catch(() => undefined);
  if (!found) throw new AppError('not_found', msg`There is no file ${source}`, { path: source });
  if (!found.isFile()) throw new AppError('invalid_input', msg`${source} is not a file`, { path: source });
  return stageStream(stagingDir, fs.createReadStream(source), path.basename(source));
};

/** Where the bytes of a staged file are. Errors: `not_found`. */
export const findStaged = async (
  stagingDir: string,
  id: StagedFileId,
): Promise<{ readonly path: string; readonly sizeBytes: number; readonly fileName: string }> => {
  const file = path.join(stagingDir, id);
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) throw new AppError('not_found', msg`This file is no longer there; make it again`, { file: id });
  const note = await readFile(path.join(stagingDir, stagedNoteName(id)), 'utf8').catch(() => undefined);
  const { fileName } = note === undefined ? { fileName: 'file' } : StagedFileNote.parse(JSON.parse(note));
  return { path: file, sizeBytes: found.size, fileName };
};

/** Takes a staged file away once it was handed over. */
export const dropStaged = async (stagingDir: string, id: StagedFileId): Promise<void> => {
  await Promise.all([id, stagedNoteName(id)].map((name) => rm(path.join(stagingDir, name), { force: true })));
};
