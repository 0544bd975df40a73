import { restoreFile } from '../engine/backup/restore-file';
import { systemClock } from './system-ports';

/** Makes a workspace that is closed, or none yet, out of a backup that is anywhere. Errors: those of `restoreFile`. */
export const restoreBackupFile = (
  file: string,
  folder: string,
  passphrase: string | undefined,
): Promise<{ readonly files: number }> => restoreFile({ clock: systemClock, passphrase }, file, folder);
