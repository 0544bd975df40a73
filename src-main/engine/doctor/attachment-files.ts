import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { AttachmentId } from '@shared/domain/ids';
import { attachmentPath } from '../exchange/attachments.service';
import type { StoredAttachment } from '../exchange/attachments.sql';

export type FileState = 'whole' | 'missing' | 'changed';

/** Whether an attachment's file holds what its name says: the hash of its content. */
export const fileState = async (
  folder: string,
  { sha, sizeBytes }: Pick<StoredAttachment, 'sha' | 'sizeBytes'>,
  pause: () => Promise<void>,
): Promise<FileState> => {
  const id = AttachmentId.safeParse(sha).data;
  if (id === undefined) return 'missing';
  const file = attachmentPath(folder, id);
  const size = fs.statSync(file, { throwIfNoEntry: false })?.size;
  if (size === undefined) return 'missing';
  if (size !== sizeBytes) return 'changed';
  const hash = createHash('sha256');
  for await (const chunk of fs.createReadStream(file, { highWaterMark: 1024 * 1024 })) {
    // What a stream of bytes yields.
    hash.update(chunk as Buffer);
    await pause();
  }
  return hash.digest('hex') === sha ? 'whole' : 'changed';
};

/** Files in the attachments' folder that are none of the known ones, as paths inside it. */
export const listOrphanFiles = (folder: string, isKnown: (sha: string) => boolean): readonly string[] => {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !isKnown(entry.name))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
};

/** Moves files out of a folder into another one, keeping their paths. */
export const setAside = (from: string, to: string, files: readonly string[]): void => {
  for (const file of files) {
    const target = path.join(to, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.renameSync(path.join(from, file), target);
  }
};
