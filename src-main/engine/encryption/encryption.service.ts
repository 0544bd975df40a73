import { stat, statfs } from 'node:fs/promises';
import { msg } from '@lingui/core/macro';
import type { EncryptionStatus } from '@shared/contract/encryption.contract';
import { AppError } from '@shared/errors/app-error';
import type { ChangeBus } from '../kernel/event-bus';
import type { KeyStore, Random } from '../kernel/ports';
import { assertMaySet } from '../schema/access';
import type { SeenSchema } from '../schema/registry';
import type { InTransaction } from '../storage/db';
import { type DataKey, newDataKey } from '../storage/keys/data-key';
import { openEnvelope, resealKey, sealKey, type WrapDeps } from '../storage/keys/envelope';
import { type KeyFile, readKeyFile, writeKeyFile } from '../storage/keys/key-file';
import { newRecoveryPhrase } from '../storage/keys/recovery-phrase';
import { wrongPassphrase } from '../storage/settle-encryption';
import type { WorkspacePaths } from '../storage/workspace-folder';
import { findBackupSeal, forgetBackupSeal, saveBackupSeal, type SealDeps } from './backup-seal';
import { countPlainCopies, removePlainCopies } from './plain-copies';

export interface EncryptionDeps extends SealDeps, WrapDeps {
  readonly random: Random;
  readonly schema: SeenSchema;
  readonly paths: WorkspacePaths;
  readonly keys: KeyStore;
  readonly inTransaction: InTransaction;
  readonly bus: ChangeBus;
  /** Why the workspace is not what was asked for. */
  readonly encryptionFailure: AppError | undefined;
  readonly restart: () => void;
}

const bytesOf = (key: DataKey): Uint8Array => new Uint8Array(key.export());

/** Errors: `forbidden`, `storage_failed`. */
export const getEncryption = async (deps: EncryptionDeps): Promise<EncryptionStatus> => {
  assertMaySet(deps.schema.current(), 'workspace');
  const { canRemember, isRemembered } = await deps.keys.memory();
  return {
    isEncrypted: deps.source.key !== undefined,
    canRemember,
    isRemembered,
    plainCopies: await countPlainCopies(deps.paths),
    areBackupsEncrypted: findBackupSeal(deps) !== undefined,
    failure: deps.encryptionFailure?.words ?? null,
  };
};

const alreadyOn = (): AppError => new AppError('conflict', msg`This workspace is encrypted already.`);
const notOn = (): AppError => new AppError('conflict', msg`This workspace is not encrypted.`);

/** A copy, and what SQLite writes while it encrypts that. */
const ROOM = 2.2;
const MEGABYTE = 1_000_000;

const assertRoom = async ({ paths }: EncryptionDeps): Promise<void> => {
  const { bavail, bsize } = await statfs(paths.folder);
  const neededBytes = (await stat(paths.database)).size * ROOM;
  if (bavail * bsize >= neededBytes) return;
  const neededMegabytes = Math.ceil(neededBytes / MEGABYTE);
  throw new AppError(
    'storage_failed',
    msg`There is too little room on the disk: this needs ${neededMegabytes} MB for a while. Nothing was changed.`,
    { reason: 'no_room', neededBytes },
  );
};

/**
 * Makes a key and its recovery phrase, which is answered this once, and keeps both in memory until `turnOnEncryption`. Errors: `forbidden`, `conflict` where the
 * workspace is encrypted already, `storage_failed` for too little room.
 */
export const prepareEncryption = async (
  deps: EncryptionDeps,
  { passphrase }: { readonly passphrase: string },
): Promise<{ readonly recoveryPhrase: string }> => {
  assertMaySet(deps.schema.current(), 'workspace');
  if (deps.source.key) throw alreadyOn();
  await assertRoom(deps);
  const key = newDataKey(deps.random);
  const recoveryPhrase = newRecoveryPhrase(deps.random);
  const envelope = await sealKey(deps, key, { passphrase, recoveryPhrase });
  deps.keyring.prepare({ key, keyFile: { form: 1, state: 'encrypting', envelope } });
  return { recoveryPhrase };
};

/** Has the next opening encrypt the workspace, and restarts. Errors: `forbidden`, `conflict` when nothing is prepared, `storage_failed`. */
export const turnOnEncryption = async (
  deps: EncryptionDeps,
  { remember }: { readonly remember: boolean },
): Promise<Record<string, never>> => {
  assertMaySet(deps.schema.current(), 'workspace');
  const prepared = deps.keyring.takePrepared();
  if (deps.source.key) throw alreadyOn();
  if (!prepared) {
    throw new AppError('conflict', msg`Outpost was started anew meanwhile. Begin again; nothing was changed.`);
  }
  deps.inTransaction(forgetBackupSeal);
  // Before the file: without the key the engine would ask for the passphrase.
  deps.keys.keep(bytesOf(prepared.key), remember);
  writeKeyFile(deps.paths.folder, prepared.keyFile);
  deps.restart();
  return {};
};

const keyFileFor = async (
  deps: EncryptionDeps,
  passphrase: string,
): Promise<{ readonly keyFile: KeyFile; readonly key: DataKey }> => {
  assertMaySet(deps.schema.current(), 'workspace');
  const keyFile = deps.source.key && readKeyFile(deps.paths.folder);
  if (!keyFile) throw notOn();
  const key = await openEnvelope(keyFile.envelope, passphrase);
  if (!key) throw wrongPassphrase();
  return { keyFile, key };
};

/** Has the next opening decrypt the workspace, and restarts. Errors: `forbidden`, `conflict`, `sign_in_required` for a wrong passphrase, `storage_failed`. */
export const turnOffEncryption = async (
  deps: EncryptionDeps,
  { passphrase }: { readonly passphrase: string },
): Promise<Record<string, never>> => {
  const { keyFile, key } = await keyFileFor(deps, passphrase);
  await assertRoom(deps);
  const { isRemembered } = await deps.keys.memory();
  deps.keys.keep(bytesOf(key), isRemembered);
  writeKeyFile(deps.paths.folder, { ...keyFile, state: 'decrypting' });
  deps.restart();
  return {};
};

/** `current` may be the recovery phrase, which stays what it is. Errors: those of `turnOffEncryption`. */
export const changePassphrase = async (
  deps: EncryptionDeps,
  { current, next }: { readonly current: string; readonly next: string },
): Promise<Record<string, never>> => {
  const { keyFile, key } = await keyFileFor(deps, current);
  writeKeyFile(deps.paths.folder, { ...keyFile, envelope: await resealKey(deps, keyFile.envelope, key, next) });
  return {};
};

const changed = (deps: EncryptionDeps): void => deps.bus.publish({ topics: ['workspace', 'backups'], records: [] });

/** Errors: `forbidden`, `conflict` where the workspace is not encrypted. */
export const rememberKey = async (
  deps: EncryptionDeps,
  { remember }: { readonly remember: boolean },
): Promise<EncryptionStatus> => {
  assertMaySet(deps.schema.current(), 'workspace');
  if (!deps.source.key) throw notOn();
  deps.keys.keep(bytesOf(deps.source.key), remember);
  changed(deps);
  return getEncryption(deps);
};

/** Errors: `forbidden`, `storage_failed`. */
export const dropPlainCopies = async (deps: EncryptionDeps): Promise<{ readonly removed: number }> => {
  assertMaySet(deps.schema.current(), 'workspace');
  const removed = await removePlainCopies(deps.paths);
  changed(deps);
  return { removed };
};

/** Errors: `forbidden`, `conflict` where the workspace is encrypted, whose backups always are. */
export const encryptBackups = async (
  deps: EncryptionDeps,
  { passphrase }: { readonly passphrase: string | null },
): Promise<EncryptionStatus> => {
  assertMaySet(deps.schema.current(), 'backups');
  if (deps.source.key) throw alreadyOn();
  if (passphrase === null) deps.inTransaction(forgetBackupSeal);
  else {
    const key = newDataKey(deps.random);
    const envelope = await sealKey(deps, key, { passphrase });
    deps.inTransaction((db) => saveBackupSeal(db, { key, envelope }));
  }
  changed(deps);
  return getEncryption(deps);
};
