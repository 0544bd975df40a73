import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { msg } from '@lingui/core/macro';
import { AppError } from '@shared/errors/app-error';
import type { Clock } from '../kernel/ports';
import { copyAttachmentFiles } from '../storage/foreign-folder';
import type { DataKey } from '../storage/keys/data-key';
import { openEnvelope } from '../storage/keys/envelope';
import { findSealed } from '../storage/sealed-backup';
import { wrongPassphrase } from '../storage/settle-encryption';
import { stageRestore } from '../storage/pending-restore';
import { toStorageFailure } from '../storage/storage-failure';
import { keyFilePath } from '../storage/keys/key-file';
import { lockWorkspace, type WorkspaceLock } from '../storage/workspace-lock';
import { workspacePaths } from '../storage/workspace-folder';
import { foreignFiles } from './mirror';

/** What opens a backup that is encrypted. Errors: `sign_in_required` for another passphrase. */
const keysFor = async (backup: string, passphrase: string | undefined): Promise<readonly DataKey[]> => {
  const sealed = passphrase === undefined ? undefined : await findSealed(backup);
  if (!sealed || passphrase === undefined) return [];
  const key = await openEnvelope(sealed.envelope, passphrase);
  if (!key) throw wrongPassphrase();
  return [key];
};

/**
 * Has a backup that is anywhere become the workspace in `folder`, which is closed or not there at all, when that is opened next; the attachments beside it come along. A workspace that
 * is there becomes a backup itself; what comes out of an encrypted backup is not encrypted. Errors: `conflict` (open elsewhere), `not_found`, `sign_in_required` for an encrypted one, `version_too_new`, `storage_failed`.
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
    const keys = await keysFor(backup, deps.passphrase);
    const nowMs = deps.clock.nowMs();
    await stageRestore({ places: paths, backup, nowMs, keys, workspaceKey: undefined });
    return { files };
  } catch (cause) {
    throw toStorageFailure(cause) ?? cause;
  } finally {
    lock?.release();
  }
};
