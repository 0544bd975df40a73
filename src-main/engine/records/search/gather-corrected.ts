import type { ReadDb } from '../../storage/db';
import { findByWords } from './find-records.sql';
import { candidatesOf, gatherWords, maxHits } from './gather-words';
import type { Found } from './rank';
import type { SearchPlan } from './search-plan';
import { isPartial, seenFound } from './seen-hits';
import { matchOf, onlyTerms, type SearchTerm } from './search-text';
import { correctTerm } from './spelling';

/** So many words one slip away are meant at most. */
const MAX_CORRECTIONS = 8;

/**
 * Whether some record has a word that begins so. The index knows the words of records and fields that are out of sight: for who does not see all, a record that
 * they do see must have it, or what is corrected would tell them of the others.
 */
const isKnownTerm = (db: ReadDb, plan: SearchPlan, term: SearchTerm): boolean => {
  const match = matchOf([term], []);
  if (match === undefined) return false;
  // Beginnings of a common word are gathered whole before the first is given.
  if (!isPartial(plan)) return [match.whole, match.beginning].some((words) => findByWords(db, words, 1).length > 0);
  const alone = { ...plan, text: onlyTerms(plan.text, [term]) };
  const { rids } = gatherWords(db, alone, match, maxHits(plan));
  const hits = candidatesOf(db, plan, rids).map((candidate): Found => ({
    candidate,
    by: 'words',
    terms: [term],
    isCorrected: false,
  }));
  return seenFound(db, alone, hits).length > 0;
};

/** Words that may have been meant. Where every word typed is known to some record, any of them may be the wrong one. */
export const gatherCorrected = (db: ReadDb, plan: SearchPlan, known: ReadonlySet<number>): readonly Found[] => {
  const { text } = plan;
  // Words out of sight count too; with a bound they would leave no room for those in sight, and so tell of themselves.
  const maxCorrections = isPartial(plan) ? Infinity : MAX_CORRECTIONS;
  const isKnown = text.terms.map((term) => isKnownTerm(db, plan, term));
  const areAllKnown = isKnown.every(Boolean);
  // Several words that were found together were meant so.
  if (areAllKnown && known.size > 0 && text.terms.length > 1) return [];
  const corrected = text.terms.map((term, i) =>
    areAllKnown || isKnown[i] !== true ? correctTerm(db, term, maxCorrections) : undefined,
  );
  if (corrected.every((term) => term === undefined)) return [];
  const terms = text.terms.map((term, i): SearchTerm => {
    const meant = corrected[i];
    return meant ? { ...meant, forms: isKnown[i] === true ? [...term.forms, ...meant.forms] : meant.forms } : term;
  });
  const match = matchOf(terms, text.phrases);
  const rids = match ? gatherWords(db, plan, match, maxHits(plan)).rids.filter((rid) => !known.has(rid)) : [];
  const hits = candidatesOf(db, plan, rids).map((candidate): Found => ({
    candidate,
    by: 'words',
    terms,
    isCorrected: true,
  }));
  return seenFound(db, plan, hits);
};
