import path from 'node:path';
import type { BackupContent } from '@shared/contract/backups.contract';
import { removeDatabase, unpackBackup } from '../storage/backup-copy';
import { MIGRATIONS } from '../storage/migrations/index';
import { openDatabase } from '../storage/open-database';
import { countLiveRecords } from './backup-content.sql';

export interface ContentRequest {
  /** Path of the backup. */
  readonly backup: string;
  /** Where there is room for a copy. */
  readonly folder: string;
}

/** Checks all of a backup in a copy beside the workspace, which is removed again. Errors: those of `unpackBackup`. */
export const readBackupContent = async ({ backup, folder }: ContentRequest): Promise<BackupContent> => {
  const file = path.join(folder, 'verify.part');
  const version = await unpackBackup(backup, file, MIGRATIONS.at(-1)?.version ?? 0);
  try {
    const copy = openDatabase({ file, mode: 'reader' });
    try {
      return { version, records: countLiveRecords(copy.read) };
    } finally {
      copy.close();
    }
  } finally {
    await removeDatabase(file);
  }
};
