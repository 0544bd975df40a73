import { createHmac, createSecretKey, hkdfSync, KeyObject } from 'node:crypto';
import type { Random } from '../../kernel/ports';

/**
 * What a database is encrypted with: 256 random bits. Goes to other threads as it is, and shows nothing of itself in a log, an error or JSON.
 */
export type DataKey = KeyObject;

const KEY_BYTES = 32;

export const newDataKey = (random: Random): DataKey => createSecretKey(random.bytes(KEY_BYTES));

/** Errors: `RangeError` for what is no key. */
export const dataKeyOf = (bytes: Uint8Array): DataKey => {
  if (bytes.length !== KEY_BYTES) throw new RangeError('A data key has 32 bytes');
  return createSecretKey(bytes);
};

/** Names a key without telling anything of it: 32 hex digits. */
export const keyIdOf = (key: DataKey): string =>
  createHmac('sha256', key).update('outpost key id').digest('hex').slice(0, 32);

/** A key that is made of this one and tells nothing of it. */
export const derivedKey = (key: DataKey, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', key, new Uint8Array(), purpose, KEY_BYTES));

/** As the cipher's pragmas take it: the bytes themselves, so that no passphrase is stretched at each opening. */
export const keyLiteral = (key: DataKey): string => `"x'${key.export().toString('hex')}'"`;

/** Whether a value that came from another thread is a key. */
export const isDataKey = (value: unknown): value is DataKey => value instanceof KeyObject && value.type === 'secret';
