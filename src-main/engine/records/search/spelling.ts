import type { ReadDb } from '../../storage/db';
import { findKnownBeginnings } from './find-records.sql';
import type { SearchTerm } from './search-text';

/** From this length on a word may have one letter wrong, too many or missing; in one letter less, two neighbours may have changed places. */
const MIN_LETTERS = 5;
/** Longer words have so many neighbours that looking for all of them would be felt. */
const MAX_LETTERS = 24;

/** Letters that may be missing or wrong, by script. */
const ALPHABETS: readonly (readonly [first: string, last: string])[] = [
  ['a', 'z'],
  ['а', 'я'],
  ['α', 'ω'],
  ['ա', 'ֆ'],
  ['א', 'ת'],
  ['ء', 'ي'],
  ['ა', 'ჰ'],
];

const alphabetOf = (letter: string): readonly string[] => {
  const range = ALPHABETS.find(([first, last]) => letter >= first && letter <= last);
  if (!range) return [];
  const [from = 0, to = 0] = range.map((each) => each.codePointAt(0) ?? 0);
  return Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i));
};

const swaps = (letters: readonly string[]): readonly string[] =>
  letters.slice(1).flatMap((letter, i) => {
    const swapped = letters.with(i, letter).with(i + 1, letters[i] ?? '');
    return letters[i] === letter ? [] : [swapped.join('')];
  });

const deletions = (letters: readonly string[]): readonly string[] =>
  letters.map((_, i) => letters.toSpliced(i, 1).join(''));

const replacements = (letters: readonly string[], alphabet: readonly string[]): readonly string[] =>
  letters.flatMap((_, i) => alphabet.map((letter) => letters.with(i, letter).join('')));

const insertions = (letters: readonly string[], alphabet: readonly string[]): readonly string[] =>
  Array.from({ length: letters.length + 1 }, (_, i) => i).flatMap((i) =>
    alphabet.map((letter) => letters.toSpliced(i, 0, letter).join('')),
  );

/** Everything one slip away from a word, likelier slips first: neighbours swapped, a letter wrong, missing, too many. */
export const neighboursOf = (word: string): readonly string[] => {
  const letters = Array.from(word);
  if (letters.length < MIN_LETTERS - 1 || letters.length > MAX_LETTERS) return [];
  if (letters.length < MIN_LETTERS) return swaps(letters);
  const alphabet = alphabetOf(letters[0] ?? '');
  const all = [
    ...swaps(letters),
    ...replacements(letters, alphabet),
    ...insertions(letters, alphabet),
    ...deletions(letters),
  ];
  return [...new Set(all)].filter((each) => each !== word);
};

/**
 * The term as it may have been meant: beginnings of words of records that are one slip away, the likelier first. The first letter is seldom wrong,
 * so what shares it goes before. Empty where there are none, or the word is too short to tell.
 */
export const correctTerm = (
  db: ReadDb,
  { forms, isUnspaced }: SearchTerm,
  maxCorrections: number,
): SearchTerm | undefined => {
  const [word = ''] = forms;
  if (isUnspaced || !/^\p{L}+$/u.test(word)) return undefined;
  const neighbours = neighboursOf(word);
  const known = new Set(neighbours.length === 0 ? [] : findKnownBeginnings(db, neighbours));
  const found = neighbours.filter((each) => known.has(each));
  const first = found.filter((each) => each[0] === word[0]);
  const others = found.filter((each) => each[0] !== word[0]);
  const corrected = [...first, ...others].slice(0, maxCorrections);
  return corrected.length === 0 ? undefined : { forms: corrected, isUnspaced: false };
};
