import type { KeyStore, Secret } from '@main/engine/kernel/ports';

/** A host with a keychain. */
export interface TestKeyStore extends KeyStore {
  /** What the next engine is given. */
  readonly give: (secret: Secret | null) => void;
  readonly secret: () => Secret | null;
  readonly isRemembered: () => boolean;
}

export const passphraseOf = (passphrase: string): Secret => ({ kind: 'passphrase', passphrase });

export const testKeyStore = (first: Secret | null = null): TestKeyStore => {
  let secret = first;
  let isRemembered = false;
  return {
    find: () => Promise.resolve(secret),
    memory: () => Promise.resolve({ canRemember: true, isRemembered }),
    keep: (key, remember) => {
      secret = key ? { kind: 'key', key } : null;
      isRemembered = key !== null && remember;
    },
    give: (next) => {
      secret = next;
      isRemembered = false;
    },
    secret: () => secret,
    isRemembered: () => isRemembered,
  };
};
