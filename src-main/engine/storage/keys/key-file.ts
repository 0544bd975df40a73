import fs from 'node:fs';
import path from 'node:path';
import { msg } from '@lingui/core/macro';
import { z } from 'zod';
import { AppError } from '@shared/errors/app-error';
import { flushFolder } from '../durable-file';
import { Envelope } from './envelope';

/**
 * What stands beside an encrypted database: its sealed key, and what the database is or is to become. Where it is not that yet (a crash came between, or a
 * backup was restored), the next opening makes it so.
 */
export const KeyFile = z.strictObject({
  form: z.literal(1),
  state: z.enum(['encrypting', 'encrypted', 'decrypting']),
  envelope: Envelope,
});
export type KeyFile = Readonly<z.infer<typeof KeyFile>>;

export const keyFilePath = (folder: string): string => path.join(folder, 'workspace.key');

/** Undefined where the workspace is not encrypted. Errors: `storage_failed` for one that cannot be read. */
export const readKeyFile = (folder: string): KeyFile | undefined => {
  const file = keyFilePath(folder);
  if (!fs.existsSync(file)) return undefined;
  try {
    return KeyFile.parse(JSON.parse(fs.readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new AppError(
      'storage_failed',
      msg`The file with the sealed key of this workspace (workspace.key) is damaged. Put back a copy of it; every encrypted backup holds one.`,
      { reason: 'key_file_damaged', file },
      { cause },
    );
  }
};

/** Is on disk under its name, whole, when this returns; before that the old one is. */
export const writeKeyFile = (folder: string, content: KeyFile): void => {
  const file = keyFilePath(folder);
  const part = `${file}.part`;
  const handle = fs.openSync(part, 'w', 0o600);
  try {
    fs.writeSync(handle, `${JSON.stringify(content, undefined, 2)}\n`);
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
  fs.renameSync(part, file);
  flushFolder(folder);
};

export const removeKeyFile = (folder: string): void => {
  fs.rmSync(keyFilePath(folder), { force: true });
  flushFolder(folder);
};
