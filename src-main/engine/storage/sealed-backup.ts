import { createHmac, timingSafeEqual } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isMissing } from '@shared/errors/system-code';
import { type DataKey, derivedKey } from './keys/data-key';
import { Envelope } from './keys/envelope';
import { KeyFile } from './keys/key-file';

/** A key, and the same sealed, as it goes along with what it encrypts. */
export interface Seal {
  readonly key: DataKey;
  readonly envelope: Envelope;
}

/** Where a backup has its sealed key. */
export interface SealedBackup {
  readonly envelope: Envelope;
  /** The database stands in it from here to `MAC_BYTES` before the end; undefined: it is the database. */
  readonly startsAt: number | undefined;
}

// A line that names the form, a line of JSON with the sealed key, the encrypted database, an HMAC-SHA256 of all that.
const FIRST_LINE = 'outpost encrypted backup 1\n';
const MAC_BYTES = 32;
const MAX_HEAD_BYTES = 16 * 1024;

const newMac = (key: DataKey) => createHmac('sha256', derivedKey(key, 'outpost backup mac'));

/** Lets bytes through and tells `see` of them. */
const tap = (see: (chunk: Buffer) => void): Transform =>
  new Transform({
    transform(chunk: Buffer, _encoding, done) {
      see(chunk);
      done(null, chunk);
    },
  });

/** Writes an encrypted database into one file with what opens it. Aborted, it throws what `signal` was aborted with. Errors: those of the disk. */
export const writeSealed = async (
  database: string,
  to: string,
  { key, envelope }: Seal,
  signal: AbortSignal | undefined,
): Promise<void> => {
  const mac = newMac(key);
  const head = `${FIRST_LINE}${JSON.stringify(envelope)}\n`;
  mac.update(head);
  const parts = async function* (): AsyncGenerator<Buffer> {
    yield Buffer.from(head);
    const content: AsyncIterable<Buffer> = createReadStream(database);
    for await (const chunk of content) {
      mac.update(chunk);
      yield chunk;
    }
    yield mac.digest();
  };
  await pipeline(parts, createWriteStream(to, { flush: true }), signal ? { signal } : {});
};

const readHead = async (file: string): Promise<Buffer> => {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(MAX_HEAD_BYTES), 0, MAX_HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
};

/** Beside a database that became a backup as it was: its key file. */
export const KEY_SUFFIX = '.key';

const readBeside = async (backup: string): Promise<SealedBackup | undefined> => {
  try {
    const { envelope } = KeyFile.parse(JSON.parse(await readFile(`${backup}${KEY_SUFFIX}`, 'utf8')));
    return { envelope, startsAt: undefined };
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    throw cause;
  }
};

/** The sealed key of a backup; undefined for one that is not encrypted. Errors: those of the disk; any for one that is damaged. */
export const findSealed = async (backup: string): Promise<SealedBackup | undefined> => {
  if (!backup.endsWith('.enc')) return readBeside(backup);
  const head = await readHead(backup);
  const end = head.indexOf('\n', FIRST_LINE.length);
  if (end < 0 || head.toString('latin1', 0, FIRST_LINE.length) !== FIRST_LINE) throw new Error('It has no head');
  const envelope = Envelope.parse(JSON.parse(head.toString('utf8', FIRST_LINE.length, end)));
  return { envelope, startsAt: end + 1 };
};

/** Writes the encrypted database of a sealed backup into a file. Errors: those of the disk; any for one that was cut short or changed. */
export const unpackSealed = async (backup: string, startsAt: number, to: string, key: DataKey): Promise<void> => {
  const endsAt = (await stat(backup)).size - MAC_BYTES;
  if (endsAt <= startsAt) throw new Error('The backup was cut short');
  const mac = newMac(key);
  mac.update((await readHead(backup)).subarray(0, startsAt));
  await pipeline(
    createReadStream(backup, { start: startsAt, end: endsAt - 1 }),
    tap((chunk) => mac.update(chunk)),
    createWriteStream(to),
  );
  const handle = await open(backup, 'r');
  try {
    const { buffer: stored } = await handle.read(Buffer.alloc(MAC_BYTES), 0, MAC_BYTES, endsAt);
    if (!timingSafeEqual(stored, mac.digest())) throw new Error('The backup is not what was written');
  } finally {
    await handle.close();
  }
};
