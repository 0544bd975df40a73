import type { ReadDb } from '../../storage/db';
import { type Candidate, readCandidates } from './candidates.sql';
import { filterByWords, findByPieces, findByTitle, findByValue, findByWords, objectKeysOf } from './find-records.sql';
import { coveringMatch, fragmentMatch } from './fragments.sql';
import { hasPiece, piecesOf } from './matching';
import type { Found, FoundBy } from './rank';
import { listLastOpened } from './record-use.sql';
import { foldToPieces } from './search-fold';
import type { SearchPlan } from './search-plan';
import { hidesSomeField, isPartial, seenFound, undecided } from './seen-hits';
import { exactTerm, matchOf, matchWithout, type SearchTerm, type WordMatch } from './search-text';
import { readSearchedTexts } from './searched-texts';
import { correctTerm } from './spelling';

/** Newest hits that are ranked: what makes a common word as quick as a rare one. */
const MAX_HITS = 200;
/** The same where only some objects are wanted, and hits of others lie between. */
const MAX_HITS_OF_SOME = 2000;
/** The same where a filter decides. */
const MAX_HITS_OF_FILTERED = 5000;
const MAX_BY_VALUE = 100;
const MAX_BY_TITLE = 20;
const MAX_LAST_OPENED = 100;
const MAX_BY_PIECES = 100;
/** With fewer, parts of words are looked for; with fewer still, what may have been mistyped. */
const FEW = 8;
const VERY_FEW = 3;
/** Shorter parts of phone numbers say nothing. */
const MIN_DIGITS = 4;

const maxHits = (plan: SearchPlan): number =>
  plan.isFiltered || isPartial(plan) ? MAX_HITS_OF_FILTERED : plan.isLimited ? MAX_HITS_OF_SOME : MAX_HITS;

/** Those of the records that are wanted, with their titles: a statement for each object, however many records. */
const candidatesOf = (db: ReadDb, plan: SearchPlan, rids: readonly number[]): readonly Candidate[] => {
  if (rids.length === 0) return [];
  const keyByRid = objectKeysOf(db, rids);
  const byKey = Map.groupBy(rids, (rid) => keyByRid.get(rid) ?? '');
  return plan.sets.flatMap((set) => {
    const group = byKey.get(set.object.def.key);
    return group ? readCandidates(db, set, group) : [];
  });
};

/** Those of the records that have none of the words after a minus. */
export const withoutUnwanted = (db: ReadDb, plan: SearchPlan, rids: readonly number[]): readonly number[] => {
  const { unwanted } = plan.text;
  if (unwanted === undefined || rids.length === 0) return rids;
  const found = filterByWords(db, unwanted, rids);
  const open = undecided(db, plan, found);
  return rids.filter((rid) => !found.has(rid) || open.has(rid));
};

interface WordHits {
  readonly rids: readonly number[];
  /** There are more of them. */
  readonly isCut: boolean;
}

/**
 * Hits of the words, newest first. Whole words come straight off the index however many there are, while SQLite gathers
 * all that begin alike before it gives the first: that is asked only where whole words do not suffice. Nor is it asked for
 * words in titles alone: where there are none it goes through every hit before it says so.
 */
const gatherMatches = (db: ReadDb, match: WordMatch, limit: number): WordHits => {
  const whole = findByWords(db, match.whole, limit);
  if (whole.length === limit) return { rids: whole, isCut: true };
  const beginning = findByWords(db, match.beginning, limit);
  return { rids: [...new Set([...whole, ...beginning])], isCut: beginning.length === limit };
};

/** Hits of the words without those that have unwanted ones. The index is asked for both at once, unless it knows words of fields out of sight. */
const gatherWords = (db: ReadDb, plan: SearchPlan, match: WordMatch, limit: number): WordHits => {
  const { unwanted } = plan.text;
  if (unwanted === undefined) return gatherMatches(db, match, limit);
  if (!hidesSomeField(plan)) return gatherMatches(db, matchWithout(match, unwanted), limit);
  const { rids, isCut } = gatherMatches(db, match, limit);
  return { rids: withoutUnwanted(db, plan, rids), isCut };
};

/** Where only some objects are wanted, the newest hits that belong to them. */
const ofSearchedObjects = (db: ReadDb, plan: SearchPlan, hits: WordHits): WordHits => {
  if (plan.isFiltered || !plan.isLimited) return hits;
  const wanted = new Set(plan.sets.map(({ object }) => object.def.key));
  const keyByRid = objectKeysOf(db, hits.rids);
  const rids = hits.rids.filter((rid) => wanted.has(keyByRid.get(rid) ?? ''));
  return { rids: rids.slice(0, MAX_HITS), isCut: hits.isCut || rids.length > MAX_HITS };
};

export interface Gathered {
  readonly found: readonly Found[];
  /** There are more than were looked at. */
  readonly isCut: boolean;
}

/** By numbers and addresses, titles and words: what a search finds nearly always. */
const gatherExact = (db: ReadDb, plan: SearchPlan): Gathered => {
  const { text } = plan;
  const byValue = text.valuePrefixes.flatMap((prefix) => findByValue(db, prefix, MAX_BY_VALUE));
  const byTitle = plan.sets.flatMap(({ object }) => findByTitle(db, object, text.folded, MAX_BY_TITLE));
  // A number or an address that many have is looked for as such, not as a word too.
  const byWords =
    text.match && byValue.length < MAX_BY_VALUE
      ? ofSearchedObjects(db, plan, gatherWords(db, plan, text.match, maxHits(plan)))
      : { rids: [], isCut: text.match !== undefined };
  // Of a word that very many have, the newest are found, and those that people work with.
  const lastOpened = byWords.isCut ? listLastOpened(db, MAX_LAST_OPENED) : [];
  const others = new Set([...lastOpened, ...byTitle, ...byValue]);
  for (const rid of byWords.rids) others.delete(rid);
  const wanted = new Set(withoutUnwanted(db, plan, [...others]));
  const how = new Map<number, FoundBy>();
  for (const rid of wanted) how.set(rid, 'use');
  for (const rid of byWords.rids) how.set(rid, 'words');
  for (const rid of byValue) if (how.has(rid)) how.set(rid, 'value');
  const hits = candidatesOf(db, plan, [...how.keys()]).map((candidate) => ({
    candidate,
    by: how.get(candidate.rid) ?? 'words',
    terms: text.terms,
    isCorrected: false,
  }));
  return { found: seenFound(db, plan, hits), isCut: byWords.isCut && !isPartial(plan) };
};

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
const gatherPieces = (db: ReadDb, plan: SearchPlan, known: ReadonlySet<number>): readonly Found[] => {
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

/** Words that may have been meant. Where every word typed is known to some record, any of them may be the wrong one. */
const gatherCorrected = (db: ReadDb, plan: SearchPlan, known: ReadonlySet<number>): readonly Found[] => {
  const { text } = plan;
  const isKnown = text.terms.map((term) => {
    const match = matchOf([term], []);
    return match !== undefined && findByWords(db, match.beginning, 1).length > 0;
  });
  const areAllKnown = isKnown.every(Boolean);
  const corrected = text.terms.map((term, i) =>
    areAllKnown || isKnown[i] !== true ? correctTerm(db, term) : undefined,
  );
  if (corrected.every((term) => term === undefined)) return [];
  const terms = text.terms.map((term, i): SearchTerm => {
    const meant = corrected[i];
    return meant ? { ...meant, forms: isKnown[i] === true ? [...term.forms, ...meant.forms] : meant.forms } : term;
  });
  const match = matchOf(terms, text.phrases);
  const rids = match ? gatherWords(db, plan, match, MAX_HITS).rids.filter((rid) => !known.has(rid)) : [];
  const hits = candidatesOf(db, plan, rids).map((candidate): Found => ({
    candidate,
    by: 'words',
    terms,
    isCorrected: true,
  }));
  return seenFound(db, plan, hits);
};

/** Records that are worth ranking: a bounded number, however many there are. */
export const gather = (db: ReadDb, plan: SearchPlan): Gathered => {
  const exact = gatherExact(db, plan);
  if (exact.found.length >= FEW) return exact;
  const ridsOf = (found: readonly Found[]) => new Set(found.map(({ candidate }) => candidate.rid));
  // Those that only a title's order brought may turn out to be something else.
  const sure = exact.found.filter(({ by }) => by !== 'use');
  const pieces = seenFound(db, plan, gatherPieces(db, plan, ridsOf(sure)));
  const found = [
    ...exact.found.filter(({ by, candidate }) => by !== 'use' || !ridsOf(pieces).has(candidate.rid)),
    ...pieces,
  ];
  if (sure.length + pieces.length >= VERY_FEW) return { found, isCut: exact.isCut };
  return { found: [...found, ...gatherCorrected(db, plan, ridsOf(found))], isCut: exact.isCut };
};
