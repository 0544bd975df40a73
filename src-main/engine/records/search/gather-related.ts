import type { Filter } from '@shared/domain/query';
import type { FieldModel, ObjectModel } from '../../schema/model';
import type { ReadDb } from '../../storage/db';
import { type Candidate, readCandidates } from './candidates.sql';
import { findByTitle, idsOf, listSomeRids, objectKeysOf } from './find-records.sql';
import { gatherMatches, MAX_BY_TITLE, MAX_HITS, type WordHits, withoutUnwanted } from './gather-words';
import { foldTitle, hasBeginning, hasWord } from './matching';
import type { Found } from './rank';
import type { SearchPlan } from './search-plan';
import { seenFound } from './seen-hits';
import { matchOf, onlyTerms, type SearchTerm } from './search-text';
import { readSearchedTexts } from './searched-texts';

/** Each way to take what was typed apart is asked for; of more words there are too many. */
const MAX_TERMS = 5;
/** Related records whose title has the words. */
const MAX_RELATED = 50;
/** Records that lead to them over one field. */
export const MAX_LINKED = 200;

/** With so many found, words are not taken apart in yet another way. */
const ENOUGH = 3;

interface Split {
  /** What the record itself has. */
  readonly own: readonly SearchTerm[];
  /** What the title of a related one has. */
  readonly other: readonly SearchTerm[];
}

/** "anna maria acme": what stands first, or last, is one record's. */
const splitsOf = (terms: readonly SearchTerm[]): readonly Split[] =>
  terms.slice(1).flatMap((_, i) => {
    const [first, last] = [terms.slice(0, i + 1), terms.slice(i + 1)];
    return [
      { own: first, other: last },
      { own: last, other: first },
    ];
  });

export type HitsOf = (terms: readonly SearchTerm[]) => WordHits;

/** Hits of words, each asked for once: what one split looks for in records the next one looks for in titles. */
export const createHits = (db: ReadDb): HitsOf => {
  const known = new Map<string, WordHits>();
  return (terms) => {
    const match = matchOf(terms, []);
    if (!match) return { rids: [], isCut: false };
    const hits = known.get(match.whole) ?? gatherMatches(db, match, MAX_HITS);
    known.set(match.whole, hits);
    return hits;
  };
};

type IdsByObject = ReadonlyMap<string, readonly string[]>;

const hasTitle = ({ title }: Candidate, terms: readonly SearchTerm[]): boolean => {
  const own = foldTitle(title);
  return terms.every((term) => hasBeginning(own, term));
};

/** Ids of records in sight whose title has the words, the whole ones before those that begin so; by name of their object. */
export const findRelated = (
  db: ReadDb,
  { schema, text, compile }: SearchPlan,
  terms: readonly SearchTerm[],
  hitsOf: HitsOf,
): IdsByObject => {
  const { folded } = onlyTerms(text, terms);
  if (folded.length < 2) return new Map();
  const objects = [...schema.objects.values()];
  const byTitle = objects.flatMap((object) => findByTitle(db, object, folded, MAX_BY_TITLE));
  const rids = [...new Set([...byTitle, ...hitsOf(terms).rids])];
  const keyByRid = objectKeysOf(db, rids);
  const byKey = Map.groupBy(rids, (rid) => keyByRid.get(rid) ?? '');
  const named = objects
    .flatMap((object) => readCandidates(db, compile(object), byKey.get(object.def.key) ?? []))
    .filter((candidate) => hasTitle(candidate, terms));
  const isWhole = ({ title }: Candidate): boolean => terms.every((term) => hasWord(foldTitle(title), term));
  const best = [...named.filter(isWhole), ...named.filter((each) => !isWhole(each))].slice(0, MAX_RELATED);
  const ids = idsOf(
    db,
    best.map(({ rid }) => rid),
  );
  return new Map(
    [...Map.groupBy(best, ({ object }) => object.def.name)].map(([object, group]) => [
      object,
      group.flatMap(({ rid }) => ids.get(rid) ?? []),
    ]),
  );
};

/** What the field must hold to lead to one of the records; undefined where it cannot. */
export const linkFilter = ({ def }: FieldModel, related: IdsByObject): Filter | undefined => {
  const isOne = def.type === 'relation' || def.type === 'relations';
  const value = isOne
    ? [...(related.get(def.settings.target ?? '') ?? [])]
    : [...related].flatMap(([object, ids]) =>
        def.settings.targets?.includes(object) === false ? [] : ids.map((id) => `${object}:${id}`),
      );
  if ((!isOne && def.type !== 'morphRelation') || value.length === 0) return undefined;
  return { field: def.name, op: 'isAnyOf', value };
};

export const both = (filter: Filter, wanted: Filter | undefined): Filter =>
  wanted ? { and: [filter, wanted] } : filter;

/** Records of an object that lead to the related ones and have the other words: found by those words, or, as a common word has too many hits, on the way back. */
const gatherLinked = (
  db: ReadDb,
  plan: SearchPlan,
  target: { readonly object: ObjectModel; readonly filter: Filter | undefined },
  links: readonly Filter[],
  hits: WordHits,
): readonly Found[] => {
  const { terms } = plan.text;
  const { object, filter } = target;
  const byWords = readCandidates(db, plan.compile(object, both({ or: [...links] }, filter)), hits.rids);
  const known = new Set(byWords.map(({ rid }) => rid));
  const led = links.flatMap((link) => {
    const set = plan.compile(object, both(link, filter));
    const rids = listSomeRids(db, set, MAX_LINKED).filter((rid) => !known.has(rid));
    return rids.length === 0 ? [] : readCandidates(db, set, rids);
  });
  const untitled = hits.isCut ? led.filter((each) => !hasTitle(each, terms)) : [];
  const texts = readSearchedTexts(
    db,
    plan.schema,
    object,
    untitled.map(({ rid }) => rid),
  );
  const byText = untitled.filter((each) => {
    const own = foldTitle([each.title, ...(texts.get(each.rid) ?? []).map(({ text }) => text)].join('\n'));
    return terms.every((term) => hasBeginning(own, term));
  });
  const asFound = (candidate: Candidate): Found => ({ candidate, by: 'related', terms, isCorrected: false });
  return [
    ...seenFound(db, plan, byWords.map(asFound)),
    ...[...led.filter((each) => hasTitle(each, terms)), ...byText].map(asFound),
  ];
};

const gatherSplit = (db: ReadDb, plan: SearchPlan, { own, other }: Split, hitsOf: HitsOf): readonly Found[] => {
  const related = findRelated(db, plan, other, hitsOf);
  if (related.size === 0) return [];
  const linked = plan.targets.flatMap((target) => {
    const links = [...target.object.fields.values()].flatMap((field) => linkFilter(field, related) ?? []);
    return links.length === 0 ? [] : [{ target, links }];
  });
  if (linked.length === 0) return [];
  const alone = { ...plan, text: onlyTerms(plan.text, own) };
  return linked.flatMap(({ target, links }) => gatherLinked(db, alone, target, links, hitsOf(own)));
};

/**
 * Records that have some of the words while the title of a record that they lead to has the others: "anna acme" is Anna of the company Acme. Nothing is
 * kept for it, so renaming a company changes what is found at once. A bounded number of related records and of their links is looked at.
 */
export const gatherRelated = (db: ReadDb, plan: SearchPlan, known: ReadonlySet<number>): readonly Found[] => {
  const { terms, phrases, valuePrefixes } = plan.text;
  if (terms.length < 2 || terms.length > MAX_TERMS || phrases.length + valuePrefixes.length > 0) return [];
  const found = new Map<number, Found>();
  const hitsOf = createHits(db);
  for (const split of splitsOf(terms)) {
    for (const each of gatherSplit(db, plan, split, hitsOf)) {
      const { rid } = each.candidate;
      if (!known.has(rid) && !found.has(rid)) found.set(rid, { ...each, terms });
    }
    if (found.size >= ENOUGH) break;
  }
  return withoutUnwanted(db, plan, [...found.keys()]).flatMap((rid) => found.get(rid) ?? []);
};
