import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isMissing } from '@shared/errors/system-code';
import type { KeyVault } from '../engine-entry/key-holder';
import { hasKeychain, systemKeychain } from './keychain';

/**
 * Keeps the key of a workspace, sealed by the system's keychain, among the data of the app: whoever copies the folder of the workspace, or its disk, has no key. Undefined
 * where there is no keychain.
 */
export const findKeyVault = async (userDataDir: string, workspaceDir: string): Promise<KeyVault | undefined> => {
  if (!(await hasKeychain())) return undefined;
  const folder = path.join(userDataDir, 'keys');
  const file = path.join(folder, createHash('sha256').update(workspaceDir).digest('hex'));
  return {
    load: async () => {
      try {
        return await systemKeychain.open(await readFile(file));
      } catch (cause) {
        if (isMissing(cause)) return null;
        throw cause;
      }
    },
    save: async (key) => {
      if (key === null) return rm(file, { force: true });
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(`${file}.part`, await systemKeychain.seal(key), { mode: 0o600 });
      await rename(`${file}.part`, file);
    },
  };
};
