import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/min';
import { linkHost } from '@shared/domain/field-types/links';
import { foldForSearch, isAscii, pairsOf, spellOut, splitUnspaced } from './search-fold';

/** A word that was typed, in all the ways it may be written in records. */
export interface SearchTerm {
  /** Folded; as it was typed first, then spelled out. */
  readonly forms: readonly string[];
  /** In a script without spaces: what is looked for anywhere in a text. */
  readonly isUnspaced: boolean;
}

/** A folded text that is looked for as it is. */
export const exactTerm = (text: string): SearchTerm => ({ forms: [text], isUnspaced: false });

/** FTS5 expressions. */
export interface WordMatch {
  readonly whole: string;
  /** Words that begin with those typed. */
  readonly beginning: string;
}

/** What was typed, as the indexes understand it. */
export interface SearchText {
  /** Without case and accents, for comparing with titles. */
  readonly folded: string;
  readonly terms: readonly SearchTerm[];
  /** Folded texts in quotes: to be found as they are. */
  readonly phrases: readonly string[];
  /** Folded words and texts that records must not have. */
  readonly excluded: readonly string[];
  /** Of what is wanted; undefined when there is nothing to find by words. */
  readonly match: WordMatch | undefined;
  /** What records must not have, as an expression. */
  readonly unwanted: string | undefined;
  /** Beginnings of normalised values, where an e-mail address, a host or a phone number may be meant. */
  readonly valuePrefixes: readonly string[];
  /** Digits of a phone number, without trunk zeros; undefined where none is meant. */
  readonly digits: string | undefined;
}

/** The parts of a typed text that are no scopes. */
export interface FreeText {
  readonly text: string;
  readonly phrases: readonly string[];
  readonly excluded: readonly string[];
}

const MAX_WORDS = 12;
/** What FTS5's unicode61 makes words of: letters, digits and private use, with their marks; the rest separates. */
const WORD = /[\p{L}\p{N}\p{Co}\p{M}]+/gu;
const PHONE = /^\+?[\d\s().\-/]+$/;
const MIN_DIGITS = 3;
const MIN_HOST = 3;
/** The index keeps beginnings from this length on; a single letter would gather all words that begin with it. */
const MIN_PREFIX = 2;

const ASCII_WORD = /[a-z0-9]+/g;

/** Words of a folded text. */
export const splitWords = (folded: string): readonly string[] =>
  folded.match(isAscii(folded) ? ASCII_WORD : WORD) ?? [];

/** In double quotes nothing is an operator (FTS5 3.1); that words hold no quote is the second lock. */
const quoted = (word: string): string => `"${word.replaceAll('"', '""')}"`;

// FTS5 counts a beginning's length in code points.
const isLong = (word: string): boolean => Array.from(word).length >= MIN_PREFIX;

const wordTerms = (word: string, spelled: string | undefined): readonly SearchTerm[] =>
  splitUnspaced(word).map(({ text, isUnspaced }, _, parts) => ({
    isUnspaced,
    forms: spelled === undefined || parts.length > 1 || spelled === text ? [text] : [text, spelled],
  }));

const termsOf = (text: string): readonly SearchTerm[] => {
  const words = splitWords(foldForSearch(text));
  const spelledText = spellOut(text);
  const spelled = spelledText === undefined ? [] : splitWords(foldForSearch(spelledText));
  return words.flatMap((word, i) => wordTerms(word, spelled.length === words.length ? spelled[i] : undefined));
};

const formMatch = (form: string, isUnspaced: boolean, isBeginning: boolean): string => {
  if (!isUnspaced) return `${quoted(form)}${isBeginning && isLong(form) ? '*' : ''}`;
  const pairs = pairsOf(form);
  // One character begins the pairs that it stands in.
  return pairs.length === 1 && !isLong(form) ? `${quoted(form)}*` : quoted(pairs.join(' '));
};

const termMatch = ({ forms, isUnspaced }: SearchTerm, isBeginning: boolean): string =>
  `(${forms.map((form) => formMatch(form, isUnspaced, isBeginning)).join(' OR ')})`;

/** The words of a folded text one after the other. */
const phraseMatch = (folded: string): string | undefined => {
  const words = splitWords(folded).flatMap((word) =>
    splitUnspaced(word).flatMap(({ text, isUnspaced }) => (isUnspaced ? pairsOf(text) : [text])),
  );
  if (words.length === 0) return undefined;
  const [only] = words;
  return words.length === 1 && only !== undefined && splitUnspaced(only)[0]?.isUnspaced === true
    ? `${quoted(only)}*`
    : quoted(words.join(' '));
};

/** What finds all of the terms, and the phrases too. Single letters are left out where longer words decide; titles are compared with them afterwards. */
export const matchOf = (terms: readonly SearchTerm[], phrases: readonly string[]): WordMatch | undefined => {
  const long = terms.filter(({ forms: [form = ''], isUnspaced }) => isUnspaced || isLong(form));
  const used = long.length > 0 ? long : terms;
  const fixed = phrases.flatMap((phrase) => phraseMatch(phrase) ?? []);
  if (used.length + fixed.length === 0) return undefined;
  const all = (isBeginning: boolean): string =>
    [...used.map((term) => termMatch(term, isBeginning)), ...fixed].join(' AND ');
  return { whole: all(false), beginning: all(true) };
};

/** What finds the same without what has the unwanted. */
export const matchWithout = ({ whole, beginning }: WordMatch, unwanted: string): WordMatch => ({
  whole: `(${whole}) NOT ${unwanted}`,
  beginning: `(${beginning}) NOT ${unwanted}`,
});

/** What finds records by some of the words alone, whatever else was typed. */
export const onlyTerms = (text: SearchText, terms: readonly SearchTerm[]): SearchText => ({
  ...text,
  folded: terms.map(({ forms: [form = ''] }) => form).join(' '),
  terms,
  phrases: [],
  excluded: [],
  match: matchOf(terms, []),
  unwanted: undefined,
  valuePrefixes: [],
  digits: undefined,
});

const unwantedOf = (excluded: readonly string[]): string | undefined => {
  const parts = excluded.flatMap((text) => phraseMatch(text) ?? []);
  return parts.length === 0 ? undefined : `(${parts.join(' OR ')})`;
};

const digitsOf = (text: string): string | undefined => {
  const digits = PHONE.test(text) ? text.replaceAll(/\D/g, '') : '';
  return digits.length < MIN_DIGITS ? undefined : digits;
};

/** Digits as they may begin in the index: as typed, and with the country's code for the leading zero. */
const phonePrefixes = (text: string, digits: string | undefined, phoneRegion: string): readonly string[] => {
  if (digits === undefined) return [];
  if (text.startsWith('+')) return [digits];
  if (digits.startsWith('00')) return [digits.slice(2)];
  const local = isSupportedCountry(phoneRegion)
    ? [`${getCountryCallingCode(phoneRegion)}${digits.replace(/^0/, '')}`]
    : [];
  return [digits, ...local];
};

/** A link as it stands in a browser: what tells is its host. */
const LINK = /^(?:https?:\/\/|www\.)|[^/]\//i;

const addressPrefixes = (text: string): readonly string[] => {
  if (!/^\S+$/.test(text) || !/[@.]/.test(text)) return [];
  const host = LINK.test(text) ? linkHost(text) : '';
  return [text.toLowerCase(), ...(host.length < MIN_HOST ? [] : [host])];
};

/** Reads what a person typed besides scopes. Nothing in it is an operator. */
export const parseSearchText = ({ text, phrases, excluded }: FreeText, phoneRegion: string): SearchText => {
  const trimmed = text.trim();
  const terms = termsOf(trimmed).slice(0, MAX_WORDS);
  const foldedPhrases = phrases.map(foldForSearch);
  const foldedExcluded = excluded.map(foldForSearch);
  const digits = digitsOf(trimmed);
  return {
    folded: foldForSearch([trimmed, ...phrases].filter(Boolean).join(' ')),
    terms,
    phrases: foldedPhrases,
    excluded: foldedExcluded,
    match: matchOf(terms, foldedPhrases),
    unwanted: unwantedOf(foldedExcluded),
    valuePrefixes: [...phonePrefixes(trimmed, digits, phoneRegion), ...addressPrefixes(trimmed)],
    digits: digits?.replace(/^0+/, ''),
  };
};
