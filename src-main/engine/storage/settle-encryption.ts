import { msg } from '@lingui/core/macro';
import { AppError } from '@shared/errors/app-error';
import type { KeyStore, Secret } from '../kernel/ports';
import { convertDatabase, formOf } from './convert-database';
import { type DataKey, dataKeyOf, keyIdOf } from './keys/data-key';
import { type Envelope, openEnvelope } from './keys/envelope';
import { type KeyFile, readKeyFile, removeKeyFile, writeKeyFile } from './keys/key-file';
import { toStorageFailure } from './storage-failure';

/** A host that keeps no keys. */
export const NO_KEYS: KeyStore = {
  find: () => Promise.resolve(null),
  memory: () => Promise.resolve({ canRemember: false, isRemembered: false }),
  keep: () => undefined,
};

interface Places {
  readonly folder: string;
  readonly database: string;
}

export interface SettledEncryption {
  /** Undefined: the workspace is not encrypted. */
  readonly key: DataKey | undefined;
  /** Why it is not what it was to become. */
  readonly failure: AppError | undefined;
}

const locked = (): AppError =>
  new AppError('sign_in_required', msg`This workspace is encrypted. Enter its passphrase to open it.`, {
    reason: 'workspace_encrypted',
  });

export const wrongPassphrase = (): AppError =>
  new AppError(
    'sign_in_required',
    msg`This is neither the passphrase nor the recovery phrase. Nothing was changed; try again.`,
    { reason: 'wrong_passphrase' },
  );

/** The key that a secret opens. Errors: `sign_in_required`, with `reason: workspace_encrypted` without a secret, `wrong_passphrase` for a wrong one. */
export const openKey = async (envelope: Envelope, secret: Secret | null): Promise<DataKey> => {
  if (!secret) throw locked();
  if (secret.kind === 'passphrase') {
    const key = await openEnvelope(envelope, secret.passphrase);
    if (!key) throw wrongPassphrase();
    return key;
  }
  const key = dataKeyOf(secret.key);
  // That of another workspace which stood in this folder.
  if (keyIdOf(key) !== envelope.keyId) throw locked();
  return key;
};

const keyIsMissing = (): AppError =>
  new AppError(
    'storage_failed',
    msg`This workspace is encrypted, and the file with its sealed key (workspace.key) is not there. Put it back into the folder of the workspace. Nothing was changed.`,
    { reason: 'key_file_missing' },
  );

const notConverted = (cause: unknown): AppError =>
  toStorageFailure(cause) ??
  new AppError(
    'storage_failed',
    msg`The encryption of this workspace could not be changed. It is what it was, and nothing is lost. Check the free space of the disk.`,
    {},
    { cause },
  );

const encrypt = async (places: Places, keyFile: KeyFile, key: DataKey): Promise<SettledEncryption> => {
  try {
    if (formOf(places.database) === 'plain') await convertDatabase({ file: places.database }, key);
  } catch (cause) {
    const failure = notConverted(cause);
    // A backup that was not encrypted was restored: what was encrypted does not become readable because of a full disk.
    if (keyFile.state === 'encrypted') throw failure;
    // What failed came after the copy took its place: without its key file nothing would ever open it. The next opening goes on.
    if (formOf(places.database) === 'encrypted') throw failure;
    removeKeyFile(places.folder);
    return { key: undefined, failure };
  }
  if (keyFile.state !== 'encrypted') writeKeyFile(places.folder, { ...keyFile, state: 'encrypted' });
  return { key, failure: undefined };
};

const decrypt = async (places: Places, keyFile: KeyFile, key: DataKey): Promise<SettledEncryption> => {
  try {
    if (formOf(places.database) === 'encrypted') await convertDatabase({ file: places.database, key }, undefined);
  } catch (cause) {
    const failure = notConverted(cause);
    // What failed came after the copy took its place: it would be encrypted again. The next opening goes on.
    if (formOf(places.database) === 'plain') throw failure;
    writeKeyFile(places.folder, { ...keyFile, state: 'encrypted' });
    return { key, failure };
  }
  removeKeyFile(places.folder);
  return { key: undefined, failure: undefined };
};

/**
 * Makes the database what its key file says it is to be, and answers with what it opens. Under the workspace's lock, before the database is opened.
 * Errors: those of `openKey`; `storage_failed`.
 */
export const settleEncryption = async (places: Places, keys: KeyStore): Promise<SettledEncryption> => {
  const keyFile = readKeyFile(places.folder);
  if (!keyFile) {
    if (formOf(places.database) === 'encrypted') throw keyIsMissing();
    return { key: undefined, failure: undefined };
  }
  const key = await openKey(keyFile.envelope, await keys.find());
  if (keyFile.state !== 'decrypting') return encrypt(places, keyFile, key);
  const settled = await decrypt(places, keyFile, key);
  if (!settled.key) keys.keep(null, false);
  return settled;
};
