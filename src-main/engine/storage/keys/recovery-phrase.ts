import { createHash } from 'node:crypto';
import type { Random } from '../../kernel/ports';
import { RECOVERY_WORDS } from './recovery-words';

const ENTROPY_BYTES = 16;
const BITS_A_WORD = 11;
const WORDS = 12;

const bitsOf = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');

const checksumBits = (entropy: Uint8Array): string =>
  bitsOf(createHash('sha256').update(entropy).digest()).slice(0, (entropy.length * 8) / 32);

/** 128 bits as twelve words, the last of which checks the others (BIP-0039). */
export const toPhrase = (entropy: Uint8Array): string => {
  const bits = bitsOf(entropy) + checksumBits(entropy);
  return Array.from({ length: bits.length / BITS_A_WORD }, (_, n) => {
    const at = Number.parseInt(bits.slice(n * BITS_A_WORD, (n + 1) * BITS_A_WORD), 2);
    return RECOVERY_WORDS[at] ?? '';
  }).join(' ');
};

export const newRecoveryPhrase = (random: Random): string => toPhrase(random.bytes(ENTROPY_BYTES));

/** Small letters, one blank between words: however a person has typed it. */
export const tidyPhrase = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .trim()
    .split(/[\s,]+/)
    .join(' ');

const placeOf = (word: string): number | undefined => {
  const at = RECOVERY_WORDS.findIndex((each) => each === word || (word.length >= 4 && each.slice(0, 4) === word));
  return at < 0 ? undefined : at;
};

/** The phrase in full, or undefined for what is none; four letters of a word are enough. */
export const readPhrase = (text: string): string | undefined => {
  const places = tidyPhrase(text).split(' ').map(placeOf);
  if (places.length !== WORDS) return undefined;
  let bits = '';
  for (const at of places) {
    if (at === undefined) return undefined;
    bits += at.toString(2).padStart(BITS_A_WORD, '0');
  }
  const entropy = Uint8Array.from({ length: ENTROPY_BYTES }, (_, n) =>
    Number.parseInt(bits.slice(n * 8, (n + 1) * 8), 2),
  );
  return bits.slice(ENTROPY_BYTES * 8) === checksumBits(entropy) ? toPhrase(entropy) : undefined;
};
