import { z } from 'zod';
import { type DataKey, dataKeyOf, keyIdOf } from '../storage/keys/data-key';
import { Envelope, openEnvelope } from '../storage/keys/envelope';
import { sealOf } from '../storage/backups';
import type { ReadDb, WriteDb } from '../storage/db';
import type { DatabaseSource } from '../storage/open-database';
import { findSealed, type Seal } from '../storage/sealed-backup';
import { deleteSetting, findSetting, saveSetting } from '../storage/setting.sql';
import { toStorageFailure } from '../storage/storage-failure';
import { wrongPassphrase } from '../storage/settle-encryption';
import type { Keyring } from './keyring';

const SETTING = 'backup_seal';

/** The key stands in a workspace that is not encrypted itself: what it keeps from others is the backups, wherever they go. */
const Stored = z.object({ envelope: Envelope, key: z.base64() });

export interface SealDeps {
  readonly paths: { readonly folder: string };
  readonly source: DatabaseSource;
  readonly read: ReadDb;
  readonly keyring: Keyring;
}

const findOwnSeal = (db: ReadDb): Seal | undefined => {
  const text = findSetting(db, SETTING);
  if (text === undefined) return undefined;
  const { envelope, key } = Stored.parse(JSON.parse(text));
  return { envelope, key: dataKeyOf(Buffer.from(key, 'base64')) };
};

/** What backups are encrypted with; undefined: they are not. */
export const findBackupSeal = ({ paths, source, read }: SealDeps): Seal | undefined =>
  source.key ? sealOf(paths.folder, source.key) : findOwnSeal(read);

export const saveBackupSeal = (db: WriteDb, { envelope, key }: Seal): void =>
  saveSetting(
    db,
    SETTING,
    JSON.stringify({ envelope, key: key.export().toString('base64') } satisfies z.infer<typeof Stored>),
  );

export const forgetBackupSeal = (db: WriteDb): void => deleteSetting(db, SETTING);

/** All keys that may open a backup without a passphrase. */
export const backupKeys = (deps: SealDeps): readonly DataKey[] => {
  const own = findOwnSeal(deps.read);
  return own ? [...deps.keyring.all(), own.key] : deps.keyring.all();
};

const sealedBackup = async (backup: string) => {
  try {
    return await findSealed(backup);
  } catch (cause) {
    const failure = toStorageFailure(cause);
    if (failure) throw failure;
    // Gone or damaged: whoever unpacks it says so.
    return undefined;
  }
};

/** What opens a backup; undefined for one that is not encrypted, or whose key is among `known`. Errors: `sign_in_required` (`reason: wrong_passphrase`). */
export const openSeal = async (
  backup: string,
  passphrase: string,
  known: ReadonlySet<string> = new Set(),
): Promise<Seal | undefined> => {
  const sealed = await sealedBackup(backup);
  if (!sealed || known.has(sealed.envelope.keyId)) return undefined;
  const key = await openEnvelope(sealed.envelope, passphrase);
  if (!key) throw wrongPassphrase();
  return { key, envelope: sealed.envelope };
};

/**
 * Opens the key of a backup that another passphrase protects, for as long as the engine runs, so that none goes into a job. Errors: `sign_in_required`
 * (`reason: wrong_passphrase`).
 */
export const openBackupKey = async (deps: SealDeps, backup: string, passphrase: string | undefined): Promise<void> => {
  if (passphrase === undefined) return;
  const known = new Set(backupKeys(deps).map(keyIdOf));
  const seal = await openSeal(backup, passphrase, known);
  if (seal) deps.keyring.add(seal.key);
};
