import path from 'node:path';
import type { BackupContent } from '@shared/contract/backups.contract';
import { removeDatabase, unpackBackup } from '../storage/backup-copy';
import { MIGRATIONS } from '../storage/migrations/index';
import type { DataKey } from '../storage/keys/data-key';
import { openDatabase } from '../storage/open-database';
import { countLiveRecords } from './backup-content.sql';

export interface ContentRequest {
  /** Path of the backup. */
  readonly backup: string;
  /** Those that may open it. */
  readonly keys: readonly DataKey[];
  /** Where there is room for a copy. */
  readonly folder: string;
}

/** Checks all of a backup in a copy beside the workspace, which is removed again. Errors: those of `unpackBackup`. */
export const readBackupContent = async ({ backup, folder, keys }: ContentRequest): Promise<BackupContent> => {
  const file = path.join(folder, 'verify.part');
  const { version, source } = await unpackBackup(backup, file, MIGRATIONS.at(-1)?.version ?? 0, keys);
  try {
    const copy = openDatabase({ ...source, mode: 'reader' });
    try {
      return { version, records: countLiveRecords(copy.read) };
    } finally {
      copy.close();
    }
  } finally {
    await removeDatabase(file);
  }
};
