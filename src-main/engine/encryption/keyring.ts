import { type DataKey, keyIdOf } from '../storage/keys/data-key';
import type { KeyFile } from '../storage/keys/key-file';

/** What is to become of the workspace once its owner has the recovery phrase. */
export interface PreparedEncryption {
  readonly key: DataKey;
  readonly keyFile: KeyFile;
}

/** Keys that were opened since the engine started. In memory only. */
export interface Keyring {
  readonly all: () => readonly DataKey[];
  readonly add: (key: DataKey) => void;
  readonly prepare: (prepared: PreparedEncryption) => void;
  /** What was prepared last, once. */
  readonly takePrepared: () => PreparedEncryption | undefined;
}

export const createKeyring = (workspaceKey: DataKey | undefined): Keyring => {
  const keysById = new Map<string, DataKey>();
  const add = (key: DataKey): void => void keysById.set(keyIdOf(key), key);
  if (workspaceKey) add(workspaceKey);
  let prepared: PreparedEncryption | undefined;
  return {
    all: () => [...keysById.values()],
    add,
    prepare: (next) => {
      prepared = next;
    },
    takePrepared: () => {
      const taken = prepared;
      prepared = undefined;
      return taken;
    },
  };
};
