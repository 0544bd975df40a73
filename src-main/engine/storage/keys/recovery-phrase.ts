import { entropyToMnemonic, validateMnemonic } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import type { Random } from '../../kernel/ports';

const ENTROPY_BYTES = 16;
const WORDS = 12;
/** No two words of the list begin with the same four letters. */
const PREFIX = 4;

/** 128 bits as twelve words, the last of which checks the others (BIP-0039). */
export const toPhrase = (entropy: Uint8Array): string => entropyToMnemonic(entropy, wordlist);

export const newRecoveryPhrase = (random: Random): string => toPhrase(random.bytes(ENTROPY_BYTES));

const wordOf = (typed: string): string =>
  typed.length < PREFIX ? typed : (wordlist.find((word) => word.startsWith(typed.slice(0, PREFIX))) ?? typed);

/** The phrase in full, or undefined for what is none. Capitals and blanks do not matter, and the first four letters of a word are enough. */
export const readPhrase = (text: string): string | undefined => {
  const typed = text
    .normalize('NFKD')
    .toLowerCase()
    .trim()
    .split(/[\s,]+/);
  if (typed.length !== WORDS) return undefined;
  const phrase = typed.map(wordOf).join(' ');
  return validateMnemonic(phrase, wordlist) ? phrase : undefined;
};
