import type { ReadDb } from '../../storage/db';
import { findKnownBeginnings, listKnownWords } from './find-records.sql';
import { candidatesOf, gatherWords, maxHits } from './gather-words';
import type { Found } from './rank';
import type { SearchPlan } from './search-plan';
import { seenFound } from './seen-hits';
import { exactTerm, matchOf, type SearchTerm, type WordMatch } from './search-text';

/** Of more words there are too many ways to join them. */
const MAX_TERMS = 5;
/** Shorter words are not two that were written together. */
const MIN_LETTERS = 6;
const MAX_LETTERS = 24;
const MIN_PART = 2;
/** Words from here on are in the list of words. */
const MIN_LISTED = 4;

const DIGITS = /^\d+$/;
const LETTERS = /^\p{L}+$/u;
const ZERO_CENTS = /^0{2,3}$/;

/** Where postal codes have their space or hyphen, by length: "411 06", "100-0001", "1000-001", "01310-100", "12345-6789"; with letters "K1A 0B1", "1012 AB", "SW1A 1AA". */
const PLACES: Readonly<Record<number, readonly number[]>> = { 5: [3], 7: [3, 4], 8: [5], 9: [5] };
const PLACES_WITH_LETTERS: Readonly<Record<number, readonly number[]>> = { 5: [2], 6: [3, 4], 7: [4] };

const formOf = ({ forms: [form = ''] }: SearchTerm): string => form;

type Parts = readonly [string, string];

/** Every way in which a word may be two: names anywhere, codes where codes are parted. */
const waysToPart = (term: SearchTerm): readonly Parts[] => {
  const word = formOf(term);
  const letters = Array.from(word);
  if (term.isUnspaced || letters.length > MAX_LETTERS) return [];
  const at = (place: number): Parts => [letters.slice(0, place).join(''), letters.slice(place).join('')];
  if (DIGITS.test(word)) return (PLACES[letters.length] ?? []).map(at);
  if (!LETTERS.test(word)) return (PLACES_WITH_LETTERS[letters.length] ?? []).map(at);
  if (letters.length < MIN_LETTERS) return [];
  return letters.slice(MIN_PART, 1 - MIN_PART).map((_, i) => at(i + MIN_PART));
};

const isListed = (word: string): boolean => LETTERS.test(word) && Array.from(word).length >= MIN_LISTED;

/**
 * "annaberg" as "anna berg", "41106" as "411 06". Each phrase has its price, so of names only those are asked for whose longer parts records have: one look-up of
 * all parts tells.
 */
const partTerms = (db: ReadDb, terms: readonly SearchTerm[]): readonly (readonly string[])[] => {
  const ways = terms.map(waysToPart);
  const listed = [...new Set(ways.flat(2).filter(isListed))];
  const known = new Set(listed.length === 0 ? [] : listKnownWords(db, listed));
  const isLikely = (parts: Parts): boolean => {
    const longer = parts.filter(isListed);
    return LETTERS.test(parts.join('')) ? longer.length > 0 && longer.every((part) => known.has(part)) : true;
  };
  return ways.map((parts) => parts.filter(isLikely).map((both) => both.join(' ')));
};

const joined = (terms: readonly SearchTerm[]): SearchTerm => exactTerm(terms.map(formOf).join(''));

interface Reading {
  readonly terms: readonly SearchTerm[];
  readonly match: WordMatch | undefined;
}

/** "mc donald" as "mcdonald", "van der berg" as "vanderberg", "36 000.00" as "36000". */
const joinedReadings = (db: ReadDb, terms: readonly SearchTerm[], phrases: readonly string[]): readonly Reading[] => {
  const { length } = terms;
  const ways = terms.slice(1).map((_, i) => ({ from: i, to: i + 2, rest: terms.slice(i + 2) }));
  if (length > 2) ways.push({ from: 0, to: length, rest: [] });
  // An amount is kept without cents where it has none.
  const last = terms.at(-1);
  const isAmount = terms.every((term) => DIGITS.test(formOf(term)));
  if (isAmount && last && length > 1 && ZERO_CENTS.test(formOf(last))) ways.push({ from: 0, to: length - 1, rest: [] });
  const forms = ways.map(({ from, to }) => formOf(joined(terms.slice(from, to))));
  const words = forms.filter(isListed);
  const known = new Set(words.length === 0 ? [] : findKnownBeginnings(db, words));
  return ways.flatMap(({ from, rest }, i) => {
    const form = forms[i] ?? '';
    if (isListed(form) && !known.has(form)) return [];
    const reading = [...terms.slice(0, from), exactTerm(form), ...rest];
    return [{ terms: reading, match: matchOf(reading, phrases) }];
  });
};

const partedReading = (db: ReadDb, terms: readonly SearchTerm[], phrases: readonly string[]): Reading | undefined => {
  const parted = partTerms(db, terms);
  if (parted.every((forms) => forms.length === 0)) return undefined;
  const reading = terms.map((term, i): SearchTerm => ({ ...term, forms: [...term.forms, ...(parted[i] ?? [])] }));
  const match = matchOf(reading, phrases);
  // Beginnings of the second halves are beginnings of very many words.
  return { terms: reading, match: match && { whole: match.whole, beginning: match.whole } };
};

/** Words that are written in one in some records and apart in others: names, postal codes, amounts. */
export const gatherRegrouped = (db: ReadDb, plan: SearchPlan, known: ReadonlySet<number>): readonly Found[] => {
  const { terms, phrases } = plan.text;
  if (terms.length === 0 || terms.length > MAX_TERMS) return [];
  const apart = partedReading(db, terms, phrases);
  const found = new Map<number, Found>();
  for (const reading of [...joinedReadings(db, terms, phrases), ...(apart ? [apart] : [])]) {
    const hits = reading.match ? gatherWords(db, plan, reading.match, maxHits(plan)).rids : [];
    const rids = hits.filter((rid) => !known.has(rid) && !found.has(rid));
    for (const candidate of candidatesOf(db, plan, rids))
      found.set(candidate.rid, { candidate, by: 'words', terms: reading.terms, isCorrected: false });
  }
  return seenFound(db, plan, [...found.values()]);
};
