import path from 'node:path';
import { listBackups, removeBackup } from '../storage/backups';
import { copyWhole } from '../storage/durable-file';
import { assertForeignFolder, copyAttachmentFiles, foreignFailure } from '../storage/foreign-folder';
import type { WorkspacePaths } from '../storage/workspace-folder';
import { surplusBackups } from './rotation.rules';

export interface MirrorRequest {
  readonly paths: Pick<WorkspacePaths, 'backups' | 'files'>;
  /** Where backups go besides. */
  readonly folder: string;
  /** Names the workspace. */
  readonly workspaceId: string;
  /** IANA; decides which day a backup is of. */
  readonly timeZone: string;
}

interface Watch {
  readonly signal: AbortSignal;
  readonly progress: (share: number) => void;
}

/** Where attachments are beside the backups of a foreign folder. */
export const foreignFiles = (folder: string): string => path.join(folder, 'files');

/**
 * Copies the backups that a foreign folder has no copy of, with the attachments first, so that a backup that is there has all it speaks of; then rotates what is there as in the
 * workspace. Goes on where one before was cut short. Errors: those of `assertForeignFolder` and `foreignFailure`; what `signal` is aborted with.
 */
export const mirrorBackups = async (
  { paths, folder, workspaceId, timeZone }: MirrorRequest,
  { signal, progress }: Watch,
): Promise<number> => {
  await assertForeignFolder(folder, workspaceId);
  const here = await listBackups(paths.backups);
  try {
    await copyAttachmentFiles(paths.files, foreignFiles(folder), signal);
    const there = await listBackups(folder);
    const known = new Set(there.map(({ name }) => name));
    // What a restore has put aside is for going back on this machine.
    const missing = here.filter(({ name, reason }) => reason !== 'restore' && !known.has(name));
    const surplus = new Set(surplusBackups([...there, ...missing], timeZone));
    const wanted = missing.filter((backup) => !surplus.has(backup));
    for (const [at, { name }] of wanted.entries()) {
      await copyWhole(path.join(paths.backups, name), path.join(folder, name), signal);
      progress((at + 1) / wanted.length);
    }
    for (const backup of there) if (surplus.has(backup)) await removeBackup(folder, backup.name);
    return wanted.length;
  } catch (cause) {
    signal.throwIfAborted();
    throw foreignFailure(folder, cause);
  }
};
