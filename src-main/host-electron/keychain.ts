import { msg } from '@lingui/core/macro';
import { safeStorage } from 'electron';
import { AppError } from '@shared/errors/app-error';

/** Seals secrets with a key that the system's keychain keeps, so that a copied workspace gives none away. */
export interface Keychain {
  readonly seal: (secret: string) => Promise<Uint8Array>;
  readonly open: (sealed: Uint8Array) => Promise<string>;
}

/** Whether this system has a keychain. */
export const hasKeychain = async (): Promise<boolean> => {
  // "basic_text" is Chromium's word for a key that stands in its own program: no protection at all.
  const isPlain = process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text';
  return !isPlain && (await safeStorage.isAsyncEncryptionAvailable());
};

const assertSafe = async (): Promise<void> => {
  if (!(await hasKeychain())) {
    throw new AppError('unsupported', msg`This system offers no keychain, so Outpost keeps no passwords here`);
  }
};

/** Errors: `unsupported` where there is no keychain; `storage_failed` when the keychain no longer has the key. */
export const systemKeychain: Keychain = {
  seal: async (secret) => {
    await assertSafe();
    return new Uint8Array(await safeStorage.encryptStringAsync(secret));
  },
  open: async (sealed) => {
    await assertSafe();
    try {
      return (await safeStorage.decryptStringAsync(Buffer.from(sealed))).result;
    } catch (cause) {
      throw new AppError('storage_failed', msg`The keychain cannot open this secret; enter it again`, {}, { cause });
    }
  },
};
