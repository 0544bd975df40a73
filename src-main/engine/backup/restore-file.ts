import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { msg } from '@lingui/core/macro';
import { AppError } from '@shared/errors/app-error';
import { openSeal } from '../encryption/backup-seal';
import type { Clock } from '../kernel/ports';
import { copyAttachmentFiles } from '../storage/foreign-folder';
import { stageRestore } from '../storage/pending-restore';
import { toStorageFailure } from '../storage/storage-failure';
import { keyFilePath, writeKeyFile } from '../storage/keys/key-file';
import type { Seal } from '../storage/sealed-backup';
import { lockWorkspace, type WorkspaceLock } from '../storage/workspace-lock';
import { workspacePaths } from '../storage/workspace-folder';
import { foreignFiles } from './mirror';

/** Whether it is the key of an encrypted workspace, which has a recovery phrase, or one for backups alone. */
const isOfWorkspace = ({ envelope }: Seal): boolean => envelope.recovery !== null;

/**
 * Has a backup that is anywhere become the workspace in `folder`, which is closed or not there at all, when that is opened next; the attachments beside it come along. A workspace that
 * is there becomes a backup itself. The backup of an encrypted workspace makes one that is encrypted with the same passphrase. Errors: `conflict` (open elsewhere), `not_found`, `sign_in_required` for an encrypted one, `version_too_new`, `storage_failed`.
 */
export const restoreFile = async (
  deps: { readonly clock: Clock; readonly passphrase?: string | undefined },
  file: string,
  folder: string,
): Promise<{ readonly files: number }> => {
  const paths = workspacePaths(path.resolve(folder));
  const backup = path.resolve(file);
  if (!existsSync(backup)) throw new AppError('not_found', msg`There is no file ${backup}.`, { file: backup });
  if (existsSync(keyFilePath(paths.folder)))
    throw new AppError(
      'conflict',
      msg`The workspace in ${folder} is encrypted. Choose a folder without a workspace; nothing was changed.`,
      { folder, reason: 'encrypted' },
    );
  let lock: WorkspaceLock | undefined;
  try {
    await mkdir(paths.folder, { recursive: true });
    lock = lockWorkspace(paths.folder);
    const files = await copyAttachmentFiles(foreignFiles(path.dirname(backup)), paths.files);
    const nowMs = deps.clock.nowMs();
    const seal = deps.passphrase === undefined ? undefined : await openSeal(backup, deps.passphrase);
    const own = seal && isOfWorkspace(seal) ? seal : undefined;
    await stageRestore({ places: paths, backup, nowMs, keys: seal ? [seal.key] : [], workspaceKey: own?.key });
    if (own) writeKeyFile(paths.folder, { form: 1, state: 'encrypted', envelope: own.envelope });
    return { files };
  } catch (cause) {
    throw toStorageFailure(cause) ?? cause;
  } finally {
    lock?.release();
  }
};
