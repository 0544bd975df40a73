import { createCipheriv, createDecipheriv, scrypt } from 'node:crypto';
import { z } from 'zod';
import type { Random } from '../../kernel/ports';
import { type DataKey, dataKeyOf, keyIdOf } from './data-key';
import { readPhrase } from './recovery-phrase';

const Base64 = z.base64();

/** A data key that one secret opens: scrypt makes a key of the secret, AES-256-GCM seals the data key with that. */
const Wrapped = z.strictObject({
  kdf: z.literal('scrypt'),
  /** Bounds: whoever changes the file cannot have it take all memory. */
  cost: z
    .int()
    .min(2)
    .max(2 ** 20),
  blockSize: z.int().min(1).max(16),
  salt: Base64,
  nonce: Base64,
  /** Ciphertext, then the tag of 16 bytes. */
  sealed: Base64,
});
type Wrapped = z.infer<typeof Wrapped>;

/** A data key, sealed for whoever knows the passphrase or the recovery phrase. Gives nothing away without one of them. */
export const Envelope = z.strictObject({
  keyId: z.string().regex(/^[0-9a-f]{32}$/),
  passphrase: Wrapped,
  /** Null: there is no other way in than the passphrase. */
  recovery: Wrapped.nullable(),
});
export type Envelope = Readonly<z.infer<typeof Envelope>>;

/** 128 MB and some 0.4 s for each guess. A test takes less. */
export const STANDARD_COST = 2 ** 17;
const BLOCK_SIZE = 8;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const stretch = (secret: string, { cost, blockSize, salt }: Pick<Wrapped, 'cost' | 'blockSize' | 'salt'>) =>
  new Promise<Buffer>((resolve, reject) => {
    const options = { N: cost, r: blockSize, p: 1, maxmem: 2 * 128 * cost * blockSize + 1024 * 1024 };
    // The same letters typed on another system may be other code points.
    scrypt(secret.normalize('NFKC'), Buffer.from(salt, 'base64'), KEY_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });

export interface WrapDeps {
  readonly random: Random;
  /** Of scrypt; a power of two. */
  readonly keyCost: number;
}

/** `slot` says what the secret is, so that what is sealed for one cannot be put in the place of the other. */
const wrap = async ({ random, keyCost }: WrapDeps, key: DataKey, slot: string, secret: string): Promise<Wrapped> => {
  const salt = Buffer.from(random.bytes(SALT_BYTES)).toString('base64');
  const nonce = random.bytes(NONCE_BYTES);
  const cipher = createCipheriv(
    'aes-256-gcm',
    await stretch(secret, { cost: keyCost, blockSize: BLOCK_SIZE, salt }),
    nonce,
  );
  cipher.setAAD(Buffer.from(`${keyIdOf(key)} ${slot}`));
  const sealed = Buffer.concat([cipher.update(key.export()), cipher.final(), cipher.getAuthTag()]);
  return {
    kdf: 'scrypt',
    cost: keyCost,
    blockSize: BLOCK_SIZE,
    salt,
    nonce: Buffer.from(nonce).toString('base64'),
    sealed: sealed.toString('base64'),
  };
};

const unwrap = async (keyId: string, wrapped: Wrapped, slot: string, secret: string): Promise<DataKey | undefined> => {
  const sealed = Buffer.from(wrapped.sealed, 'base64');
  const stretched = await stretch(secret, wrapped);
  try {
    const decipher = createDecipheriv('aes-256-gcm', stretched, Buffer.from(wrapped.nonce, 'base64'));
    decipher.setAAD(Buffer.from(`${keyId} ${slot}`));
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    const key = dataKeyOf(Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]));
    return keyIdOf(key) === keyId ? key : undefined;
  } catch {
    // GCM says only that it does not fit: another secret, or an envelope that was changed.
    return undefined;
  }
};

/** Seals a key. Without `recoveryPhrase` the passphrase is the only way in. */
export const sealKey = async (
  deps: WrapDeps,
  key: DataKey,
  secrets: { readonly passphrase: string; readonly recoveryPhrase?: string },
): Promise<Envelope> => ({
  keyId: keyIdOf(key),
  passphrase: await wrap(deps, key, 'passphrase', secrets.passphrase),
  recovery: secrets.recoveryPhrase === undefined ? null : await wrap(deps, key, 'recovery', secrets.recoveryPhrase),
});

/** The same key under another passphrase; the recovery phrase stays what it was. */
export const resealKey = async (
  deps: WrapDeps,
  envelope: Envelope,
  key: DataKey,
  passphrase: string,
): Promise<Envelope> => ({ ...envelope, passphrase: await wrap(deps, key, 'passphrase', passphrase) });

/** The key, for a passphrase or a recovery phrase; undefined when it is neither. Takes as long as guessing is to take. */
export const openEnvelope = async (envelope: Envelope, secret: string): Promise<DataKey | undefined> => {
  const phrase = envelope.recovery ? readPhrase(secret) : undefined;
  const byPhrase =
    phrase !== undefined && envelope.recovery
      ? await unwrap(envelope.keyId, envelope.recovery, 'recovery', phrase)
      : undefined;
  return byPhrase ?? unwrap(envelope.keyId, envelope.passphrase, 'passphrase', secret);
};
