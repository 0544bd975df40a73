import type { ReadDb } from '../../storage/db';
import { type Candidate, readCandidates } from './candidates.sql';
import { filterByWords, findByTitle, findByValue, findByWords, objectKeysOf } from './find-records.sql';
import type { Found, FoundBy } from './rank';
import { listLastOpened } from './record-use.sql';
import type { SearchPlan } from './search-plan';
import { hidesSomeField, isPartial, seenFound, undecided } from './seen-hits';
import { matchWithout, type WordMatch } from './search-text';

/** Newest hits that are ranked: what makes a common word as quick as a rare one. */
export const MAX_HITS = 200;
/** The same where only some objects are wanted, and hits of others lie between. */
const MAX_HITS_OF_SOME = 2000;
/** The same where a filter decides. */
const MAX_HITS_OF_FILTERED = 5000;
const MAX_BY_VALUE = 100;
export const MAX_BY_TITLE = 20;
const MAX_LAST_OPENED = 100;

/** How many hits of words are looked at. */
export const maxHits = (plan: SearchPlan): number =>
  plan.isFiltered || isPartial(plan) ? MAX_HITS_OF_FILTERED : plan.isLimited ? MAX_HITS_OF_SOME : MAX_HITS;

/**
 * Those of the records that are wanted, with their titles: a statement for each object, however many records. Hits are mostly of one kind, so all are looked for where the
 * first one is; only the others are asked what they are, which costs as much again.
 */
export const candidatesOf = (db: ReadDb, plan: SearchPlan, rids: readonly number[]): readonly Candidate[] => {
  const [first] = rids;
  if (first === undefined) return [];
  const firstKey = objectKeysOf(db, [first]).get(first);
  const firstSet = plan.sets.find(({ object }) => object.def.key === firstKey);
  const led = firstSet ? readCandidates(db, firstSet, rids) : [];
  const known = new Set(led.map(({ rid }) => rid));
  const rest = rids.filter((rid) => !known.has(rid));
  if (rest.length === 0) return led;
  const keyByRid = objectKeysOf(db, rest);
  const byKey = Map.groupBy(rest, (rid) => keyByRid.get(rid) ?? '');
  const others = plan.sets.flatMap((set) => {
    const group = set === firstSet ? undefined : byKey.get(set.object.def.key);
    return group ? readCandidates(db, set, group) : [];
  });
  return [...led, ...others];
};

/** Those of the records that have none of the words after a minus. */
export const withoutUnwanted = (db: ReadDb, plan: SearchPlan, rids: readonly number[]): readonly number[] => {
  const { unwanted } = plan.text;
  if (unwanted === undefined || rids.length === 0) return rids;
  const found = filterByWords(db, unwanted, rids);
  const open = undecided(db, plan, found);
  return rids.filter((rid) => !found.has(rid) || open.has(rid));
};

export interface WordHits {
  readonly rids: readonly number[];
  /** There are more of them. */
  readonly isCut: boolean;
}

/**
 * Hits of the words, newest first. Whole words come straight off the index however many there are, while SQLite gathers
 * all that begin alike before it gives the first: that is asked only where whole words do not suffice. Nor is it asked for
 * words in titles alone: where there are none it goes through every hit before it says so.
 */
export const gatherMatches = (db: ReadDb, match: WordMatch, limit: number): WordHits => {
  const whole = findByWords(db, match.whole, limit);
  if (whole.length === limit) return { rids: whole, isCut: true };
  const beginning = findByWords(db, match.beginning, limit);
  return { rids: [...new Set([...whole, ...beginning])], isCut: beginning.length === limit };
};

/** Hits of the words without those that have unwanted ones. The index is asked for both at once, unless it knows words of fields out of sight. */
export const gatherWords = (db: ReadDb, plan: SearchPlan, match: WordMatch, limit: number): WordHits => {
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
export const gatherExact = (db: ReadDb, plan: SearchPlan): Gathered => {
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
