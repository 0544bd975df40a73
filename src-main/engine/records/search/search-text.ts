import { foldText } from '@shared/domain/field-types/clean-text';
import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/min';

/** What was typed, as the full-text index and the value index understand it. */
export interface SearchText {
  /** Without case and accents, for comparing with titles. */
  readonly folded: string;
  readonly words: readonly string[];
  /** FTS5 expressions for the whole words, and for words that begin with them; undefined when there are none. */
  readonly match: { readonly whole: string; readonly beginning: string } | undefined;
  /** Beginnings of normalised values, where an e-mail address, a host or a phone number may be meant. */
  readonly valuePrefixes: readonly string[];
}

const MAX_WORDS = 12;
/** What FTS5's unicode61 makes words of: letters, digits and private use, with their marks; the rest separates. */
const WORD = /[\p{L}\p{N}\p{Co}\p{M}]+/gu;
const PHONE = /^\+?[\d\s().\-/]+$/;
const MIN_DIGITS = 3;
/** The index keeps beginnings from this length on; a single letter would gather all words that begin with it. */
const MIN_PREFIX = 2;

export const wordsOf = (text: string): readonly string[] => foldText(text).match(WORD) ?? [];

/** In double quotes nothing is an operator (FTS5 3.1); that words hold no quote is the second lock. */
const quoted = (word: string): string => `"${word.replaceAll('"', '""')}"`;

// FTS5 counts a beginning's length in code points.
const isLong = (word: string): boolean => Array.from(word).length >= MIN_PREFIX;

/** Single letters are left out where longer words decide; the titles found are compared with them afterwards. */
const matchOf = (words: readonly string[]): SearchText['match'] => {
  const long = words.filter(isLong);
  const used = long.length > 0 ? long : words;
  if (used.length === 0) return undefined;
  return {
    whole: used.map(quoted).join(' AND '),
    beginning: used.map((word) => `${quoted(word)}${isLong(word) ? '*' : ''}`).join(' AND '),
  };
};

/** Digits as they may begin in the index: as typed, and with the country's code for the leading zero. */
const phonePrefixes = (text: string, phoneRegion: string): readonly string[] => {
  if (!PHONE.test(text)) return [];
  const digits = text.replaceAll(/\D/g, '');
  if (digits.length < MIN_DIGITS) return [];
  if (text.startsWith('+')) return [digits];
  if (digits.startsWith('00')) return [digits.slice(2)];
  const local = isSupportedCountry(phoneRegion)
    ? [`${getCountryCallingCode(phoneRegion)}${digits.replace(/^0/, '')}`]
    : [];
  return [digits, ...local];
};

const addressPrefixes = (text: string): readonly string[] =>
  /^\S+$/.test(text) && /[@.]/.test(text) ? [text.toLowerCase()] : [];

/** Reads what a person typed. Nothing in it is an operator. */
export const parseSearchText = (text: string, phoneRegion: string): SearchText => {
  const trimmed = text.trim();
  const words = wordsOf(trimmed).slice(0, MAX_WORDS);
  return {
    folded: foldText(trimmed),
    words,
    match: matchOf(words),
    valuePrefixes: [...phonePrefixes(trimmed, phoneRegion), ...addressPrefixes(trimmed)],
  };
};
