import { constants } from 'node:fs';
import { access, readdir, readFile, realpath, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { z } from 'zod';
import { AppError } from '@shared/errors/app-error';
import { isMissing, systemCodeOf } from '@shared/errors/system-code';
import { copyWhole, writeWhole } from './durable-file';
import { isFull } from './storage-failure';

/** Says in a foreign folder whose backups are in it; where it is missing the drive is not there, though its folder may be. */
const MARKER = 'outpost-backups.json';
const Marker = z.object({ workspace: z.string() });

/** Says in a workspace where its backups go besides; of this machine, so a restore leaves it alone. */
const CHOICE = 'backup-folder.json';
const Choice = z.object({ folder: z.string() });

const readJson = async <T>(file: string, schema: z.ZodType<T>): Promise<T | undefined> => {
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    if (isMissing(cause) || cause instanceof SyntaxError || cause instanceof z.ZodError) return undefined;
    throw cause;
  }
};

/** What a failure in a foreign folder means to a person. The code of the system is `reason`. */
export const foreignFailure = (folder: string, cause: unknown): AppError => {
  if (cause instanceof AppError) return cause;
  const reason = systemCodeOf(cause);
  if (isFull(cause))
    return new AppError(
      'storage_failed',
      msg`The drive of ${folder} is full. Free some space there; the backups in the workspace are whole.`,
      { folder, reason },
      { cause },
    );
  if (['EACCES', 'EPERM', 'EROFS'].includes(reason))
    return new AppError(
      'storage_failed',
      msg`Outpost may not write to ${folder}. Check its permissions, or whether the drive is read-only; the backups in the workspace are whole.`,
      { folder, reason },
      { cause },
    );
  return new AppError(
    'storage_failed',
    msg`The folder ${folder} is not there. Connect its drive; until then backups are kept in the workspace alone.`,
    { folder, reason: 'folder_gone' },
    { cause },
  );
};

/** The folder that was chosen; undefined for none. */
export const findForeignFolder = async (workspace: string): Promise<string | undefined> =>
  (await readJson(path.join(workspace, CHOICE), Choice))?.folder;

const isInside = (folder: string, outer: string): boolean => {
  const way = path.relative(outer, folder);
  return way === '' || (!way.startsWith('..') && !path.isAbsolute(way));
};

const refuse = (words: MessageDescriptor, reason: string, folder: string): AppError =>
  new AppError('invalid_input', words, { reason, folder });

/** Errors: `invalid_input` with `reason`: `relative`, `no_folder`, `not_a_folder`, `inside_workspace`. */
const assertUsable = async (workspace: string, folder: string): Promise<void> => {
  if (!path.isAbsolute(folder))
    throw refuse(msg`Give the whole path of the folder, from its drive on.`, 'relative', folder);
  const found = await stat(folder).catch((cause: unknown) => {
    if (isMissing(cause)) throw refuse(msg`There is no folder ${folder}.`, 'no_folder', folder);
    if (systemCodeOf(cause) === 'ENOTDIR') throw refuse(msg`${folder} is not a folder.`, 'not_a_folder', folder);
    throw foreignFailure(folder, cause);
  });
  if (!found.isDirectory()) throw refuse(msg`${folder} is not a folder.`, 'not_a_folder', folder);
  if (isInside(await realpath(folder), await realpath(workspace)))
    throw refuse(
      msg`This folder is part of the workspace, and would be lost with it. Choose one elsewhere, best on another drive.`,
      'inside_workspace',
      folder,
    );
};

const otherWorkspace = (folder: string): AppError =>
  new AppError(
    'conflict',
    msg`${folder} holds the backups of another workspace. Choose another folder, or make one in it.`,
    { reason: 'other_workspace', folder },
  );

/**
 * Has backups go to a folder besides, or with null no longer; what is in it stays. `id` names the workspace. Errors: `invalid_input` with `reason`: `relative`, `no_folder`,
 * `not_a_folder`, `inside_workspace`; `conflict` for the folder of another workspace; `storage_failed` where it cannot be written.
 */
export const chooseForeignFolder = async (workspace: string, id: string, folder: string | null): Promise<void> => {
  if (folder === null) return rm(path.join(workspace, CHOICE), { force: true });
  await assertUsable(workspace, folder);
  try {
    const marker = await readJson(path.join(folder, MARKER), Marker);
    if (marker && marker.workspace !== id) throw otherWorkspace(folder);
    await access(folder, constants.W_OK);
    await writeWhole(path.join(folder, MARKER), JSON.stringify({ workspace: id } satisfies z.infer<typeof Marker>));
  } catch (cause) {
    throw foreignFailure(folder, cause);
  }
  await writeWhole(path.join(workspace, CHOICE), JSON.stringify({ folder } satisfies z.infer<typeof Choice>));
};

/** Looks whether the folder is there and holds this workspace's backups. Errors: `storage_failed` (`folder_gone`), `conflict`. */
export const assertForeignFolder = async (folder: string, id: string): Promise<void> => {
  const marker = await readJson(path.join(folder, MARKER), Marker).catch((cause: unknown) => {
    throw foreignFailure(folder, cause);
  });
  if (!marker) throw foreignFailure(folder, undefined);
  if (marker.workspace !== id) throw otherWorkspace(folder);
};

const ATTACHMENT = /^[0-9a-f]{64}$/;

/** Attachments in a folder that keeps them by what they hold; none where there is no such folder. */
async function* attachmentsIn(files: string): AsyncGenerator<string> {
  const heads = await readdir(files).catch((cause: unknown) => {
    if (isMissing(cause)) return [];
    throw cause;
  });
  for (const head of heads.filter((name) => /^[0-9a-f]{2}$/.test(name)))
    for (const name of await readdir(path.join(files, head))) if (ATTACHMENT.test(name)) yield path.join(head, name);
}

/** Copies the attachments that are not there yet from one folder to another; answers how many. None is ever removed. */
export const copyAttachmentFiles = async (from: string, to: string, signal?: AbortSignal): Promise<number> => {
  let copied = 0;
  for await (const file of attachmentsIn(from)) {
    signal?.throwIfAborted();
    const there = await stat(path.join(to, file)).catch((cause: unknown) => {
      if (isMissing(cause)) return undefined;
      throw cause;
    });
    if (there) continue;
    await copyWhole(path.join(from, file), path.join(to, file), signal);
    copied += 1;
  }
  return copied;
};
