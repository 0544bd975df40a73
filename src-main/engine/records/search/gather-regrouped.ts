import type { ReadDb } from '../../storage/db';
import { candidatesOf, gatherWords, maxHits } from './gather-words';
import type { Found } from './rank';
import type { SearchPlan } from './search-plan';
import { seenFound } from './seen-hits';
import { exactTerm, matchOf, type SearchTerm, type WordMatch } from './search-text';

/** Of more words there are too many ways to join them. */
const MAX_TERMS = 5;
/** Shorter words are not two that were written together. */
const MIN_LETTERS = 6;
const MIN_DIGITS = 4;
/** Each place to part a word is one more text to look for. */
const MAX_LETTERS = 20;
const MIN_PART = 2;

const DIGITS = /^\d+$/;
const ZERO_CENTS = /^0{2,3}$/;

const formOf = ({ forms: [form = ''] }: SearchTerm): string => form;

/** "annaberg" as "anna berg", "41106" as "411 06": every way to part a word in two. */
const parted = (term: SearchTerm): readonly string[] => {
  const word = formOf(term);
  const letters = Array.from(word);
  const least = DIGITS.test(word) ? MIN_DIGITS : MIN_LETTERS;
  if (term.isUnspaced || word.includes(' ') || letters.length < least || letters.length > MAX_LETTERS) return [];
  return letters
    .slice(MIN_PART, 1 - MIN_PART)
    .map((_, i) => `${letters.slice(0, i + MIN_PART).join('')} ${letters.slice(i + MIN_PART).join('')}`);
};

const joined = (terms: readonly SearchTerm[]): SearchTerm => exactTerm(terms.map(formOf).join(''));

interface Reading {
  readonly terms: readonly SearchTerm[];
  readonly match: WordMatch | undefined;
}

/** "mc donald" as "mcdonald", "van der berg" as "vanderberg", "36 000.00" as "36000". */
const joinedReadings = (terms: readonly SearchTerm[], phrases: readonly string[]): readonly Reading[] => {
  const pairs = terms
    .slice(1)
    .map((_, i) => [...terms.slice(0, i), joined(terms.slice(i, i + 2)), ...terms.slice(i + 2)]);
  const whole = terms.length > 2 ? [[joined(terms)]] : [];
  // An amount is kept without cents where it has none.
  const last = terms.at(-1);
  const isAmount = last !== undefined && terms.every((term) => DIGITS.test(formOf(term))) && ZERO_CENTS.test(formOf(last));
  const amount = isAmount && terms.length > 1 ? [[joined(terms.slice(0, -1))]] : [];
  return [...pairs, ...whole, ...amount].map((reading) => ({ terms: reading, match: matchOf(reading, phrases) }));
};

const partedReading = (terms: readonly SearchTerm[], phrases: readonly string[]): Reading | undefined => {
  const reading = terms.map((term): SearchTerm => ({ ...term, forms: [...term.forms, ...parted(term)] }));
  if (reading.every(({ forms }, i) => forms.length === terms[i]?.forms.length)) return undefined;
  const match = matchOf(reading, phrases);
  // Beginnings of the second halves are beginnings of very many words.
  return { terms: reading, match: match && { whole: match.whole, beginning: match.whole } };
};

/** Words that are written in one in some records and apart in others: names, postal codes, amounts. */
export const gatherRegrouped = (db: ReadDb, plan: SearchPlan, known: ReadonlySet<number>): readonly Found[] => {
  const { terms, phrases } = plan.text;
  if (terms.length === 0 || terms.length > MAX_TERMS) return [];
  const apart = partedReading(terms, phrases);
  const found = new Map<number, Found>();
  for (const reading of [...joinedReadings(terms, phrases), ...(apart ? [apart] : [])]) {
    const hits = reading.match ? gatherWords(db, plan, reading.match, maxHits(plan)).rids : [];
    const rids = hits.filter((rid) => !known.has(rid) && !found.has(rid));
    for (const candidate of candidatesOf(db, plan, rids))
      found.set(candidate.rid, { candidate, by: 'words', terms: reading.terms, isCorrected: false });
  }
  return seenFound(db, plan, [...found.values()]);
};
