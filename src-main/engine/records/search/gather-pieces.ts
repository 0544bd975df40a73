import type { ReadDb } from '../../storage/db';
import { findByPieces } from './find-records.sql';
import { coveringMatch, fragmentMatch } from './fragments.sql';
import { candidatesOf } from './gather-words';
import { hasPiece, piecesOf } from './matching';
import type { Found } from './rank';
import { foldToPieces } from './search-fold';
import type { SearchPlan } from './search-plan';
import { exactTerm, type SearchTerm } from './search-text';
import { readSearchedTexts } from './searched-texts';

const MAX_BY_PIECES = 100;
/** Shorter parts of phone numbers say nothing. */
const MIN_DIGITS = 4;

/** Fragments of all terms; terms too short for one are compared afterwards. */
const piecesMatch = (terms: readonly SearchTerm[], matchText: typeof fragmentMatch): string | undefined => {
  const matches = terms.flatMap(({ forms }) => {
    const [match, ...others] = forms.flatMap((form) => matchText(form) ?? []);
    return match === undefined ? [] : [others.length === 0 ? match : `(${[match, ...others].join(') OR (')})`];
  });
  return matches.length === 0 ? undefined : matches.map((match) => `(${match})`).join(' AND ');
};

/**
 * The newest records with the fragments of some terms. Each fragment has its price, so the few that cover the terms are asked first; all
 * of them only where those find so many that what is meant may not be among them.
 */
const findPieces = (
  db: ReadDb,
  index: 'fragment_title' | 'fragment_body',
  terms: readonly SearchTerm[],
): readonly number[] => {
  const covering = piecesMatch(terms, coveringMatch);
  const rids = covering === undefined ? [] : findByPieces(db, index, covering, MAX_BY_PIECES);
  const all = rids.length < MAX_BY_PIECES ? covering : piecesMatch(terms, fragmentMatch);
  return all === undefined || all === covering ? rids : findByPieces(db, index, all, MAX_BY_PIECES);
};

/** Parts of words, of numbers and of addresses. What the index finds is compared with the texts: it knows no order. */
export const gatherPieces = (db: ReadDb, plan: SearchPlan, known: ReadonlySet<number>): readonly Found[] => {
  const { text } = plan;
  const digits = text.digits !== undefined && text.digits.length >= MIN_DIGITS ? text.digits : undefined;
  const rids = [
    ...findPieces(db, 'fragment_title', text.terms),
    ...findPieces(db, 'fragment_body', text.terms),
    ...(digits === undefined ? [] : findPieces(db, 'fragment_body', [{ forms: [digits], isUnspaced: false }])),
  ].filter((rid) => !known.has(rid));
  const candidates = candidatesOf(db, plan, [...new Set(rids)]);
  const unwanted = text.excluded.map(foldToPieces);
  return [...Map.groupBy(candidates, ({ object }) => object)].flatMap(([object, group]) => {
    const texts = readSearchedTexts(
      db,
      plan.schema,
      object,
      group.map(({ rid }) => rid),
    );
    return group
      .filter(({ rid, title }) => {
        const own = [title, ...(texts.get(rid) ?? []).map(({ pieces }) => pieces)].join('\n');
        const pieces = piecesOf(own);
        if (unwanted.some((each) => pieces.includes(each))) return false;
        if (digits !== undefined && pieces.includes(digits)) return true;
        return [...text.terms, ...text.phrases.map(exactTerm)].every((term) => hasPiece(pieces, term));
      })
      .map((candidate): Found => ({ candidate, by: 'pieces', terms: text.terms, isCorrected: false }));
  });
};
