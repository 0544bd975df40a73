import type { backupsContract } from '@shared/contract/backups.contract';
import { createBackup, deleteBackup, getBackups, setOtherFolder, verifyBackup } from '../backup/backups.service';
import { restoreBackup, restoreWorkspaceAt } from '../backup/restore.service';
import type { HandlersFor } from './handlers-for';

export const backupsHandlers: HandlersFor<typeof backupsContract> = {
  create: ({ deps, signal }) => createBackup(deps, signal),
  list: ({ deps }) => getBackups(deps),
  remove: ({ deps }, input) => deleteBackup(deps, input),
  setOtherFolder: ({ deps }, input) => setOtherFolder(deps, input),
  verify: ({ deps, signal }, input) => verifyBackup(deps, input, signal),
  restore: ({ deps, signal }, input) => restoreBackup(deps, input, signal),
  restoreAt: ({ deps, signal }, input) => restoreWorkspaceAt(deps, input, signal),
};
