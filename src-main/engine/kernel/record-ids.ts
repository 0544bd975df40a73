import { createHash } from 'node:crypto';
import type { RecordId } from '@shared/domain/ids';
import type { Clock, Random } from './ports';

const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

const toUuid = (bytes: Uint8Array, version: number): string => {
  let text = '';
  for (let i = 0; i < 16; i += 1) {
    let byte = bytes[i] ?? 0;
    if (i === 6) byte = (byte & 0x0f) | (version << 4);
    else if (i === 8) byte = (byte & 0x3f) | 0x80;
    text += i === 4 || i === 6 || i === 8 || i === 10 ? `-${HEX[byte] ?? ''}` : (HEX[byte] ?? '');
  }
  return text;
};

/** A new UUIDv7 (RFC 9562 5.7): 48 bits of milliseconds, then random bits. */
export const newUuid = (deps: { readonly clock: Clock; readonly random: Random }): string => {
  const bytes = new Uint8Array(16);
  let ms = Math.trunc(deps.clock.nowMs());
  for (let i = 5; i >= 0; i -= 1) {
    bytes[i] = ms % 0x100;
    ms = Math.floor(ms / 0x100);
  }
  bytes.set(deps.random.bytes(10), 6);
  return toUuid(bytes, 7);
};

/** A new record's id; later ones sort behind earlier ones. */
export const newRecordId = (deps: { readonly clock: Clock; readonly random: Random }): RecordId =>
  // Made in this very form: checking each of a million costs more than making them.
  newUuid(deps) as RecordId;

/** UUIDv8 of SHA-256 over the parts: two devices make the same record from the same natural key (sync.md 3). */
export const derivedUuid = (...parts: readonly string[]): string =>
  toUuid(createHash('sha256').update(parts.join('\u0000')).digest(), 8);
