import type { LockState, Unlock } from '@shared/contract/encryption.contract';
import type { KeyStore } from '../kernel/ports';
import { openKey } from '../storage/settle-encryption';
import { readKeyFile } from '../storage/keys/key-file';

export const lockStateOf = async ({ keys }: { readonly keys: KeyStore }, isLocked: boolean): Promise<LockState> => ({
  isLocked,
  canRemember: (await keys.memory()).canRemember,
});

export interface UnlockDeps {
  /** Of the workspace. */
  readonly folder: string;
  readonly keys: KeyStore;
  readonly restart: () => void;
}

/**
 * Gives the host the key that a passphrase or a recovery phrase opens, and restarts, since a workspace is opened by starting. Errors: `sign_in_required`
 * (`reason: wrong_passphrase`); then nothing has changed.
 */
export const unlockWorkspace = async (
  { folder, keys, restart }: UnlockDeps,
  { passphrase, remember }: Unlock,
): Promise<Record<string, never>> => {
  const keyFile = readKeyFile(folder);
  if (keyFile) {
    const key = await openKey(keyFile.envelope, { kind: 'passphrase', passphrase });
    keys.keep(new Uint8Array(key.export()), remember);
  }
  restart();
  return {};
};
