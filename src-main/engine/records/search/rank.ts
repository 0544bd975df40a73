import type { Candidate } from './candidates.sql';
import { type FoldedTitle, foldTitle, hasBeginning, hasPiece, hasWord, phraseTerm } from './matching';
import type { SearchTerm, SearchText } from './search-text';

/** How a record was come upon, where its title does not tell: by a number or address, by words, by an option that some of them name, by fragments, with the title of a related record, or only because it was opened lately. */
export type FoundBy = 'value' | 'words' | 'option' | 'pieces' | 'related' | 'use';

/** A record that may be shown, and how it was found. */
export interface Found {
  readonly candidate: Candidate;
  readonly by: FoundBy;
  /** What it was found by: the words typed, or what they may have meant. */
  readonly terms: readonly SearchTerm[];
  readonly isCorrected: boolean;
}

export interface Ranked extends Found {
  readonly tier: number;
}

const TIER_OF: Readonly<Record<Exclude<FoundBy, 'use'>, number>> = {
  value: 5,
  words: 7,
  option: 7,
  pieces: 8,
  related: 9,
};
/** Whatever was typed exactly comes before what may have been meant. */
const CORRECTED = 10;

/** How well a title answers what was typed, 0 is best; undefined when it does not. */
const titleTier = (own: FoldedTitle, folded: string, terms: readonly SearchTerm[]): number | undefined => {
  if (terms.length === 0) return undefined;
  if (own.text === folded) return 0;
  if (terms.every((term) => hasWord(own, term))) return own.text.startsWith(folded) ? 1 : 2;
  if (terms.every((term) => hasBeginning(own, term))) return own.text.startsWith(folded) ? 3 : 4;
  return terms.every((term) => hasPiece(own.pieces(), term)) ? 6 : undefined;
};

const rank = (found: Found, { folded, phrases }: SearchText): Ranked | undefined => {
  const terms = [...found.terms, ...phrases.map(phraseTerm)];
  const own = foldTitle(found.candidate.title);
  const title = titleTier(own, folded, terms);
  const other = found.by === 'use' ? undefined : TIER_OF[found.by];
  const tier = Math.min(title ?? Infinity, other ?? Infinity);
  // Half of the words in the title is better than none of them.
  const inTitle =
    tier === TIER_OF.words || tier === TIER_OF.related ? terms.filter((term) => hasBeginning(own, term)).length : 0;
  const partly = inTitle / (1 + terms.length);
  return Number.isFinite(tier) ? { ...found, tier: tier - partly + (found.isCorrected ? CORRECTED : 0) } : undefined;
};

/** Ten days or a third of the visits more are no difference that anybody would see; where nothing was typed, any is. */
const stepOf = (presence: number, { folded }: SearchText): number =>
  folded === '' ? presence : Math.round(Math.log2(presence) * 3);

/** Best first: by how well the title answers, then by how present a record is (`presenceOf`), then the shorter title, then the newest. */
export const rankFound = (
  all: readonly Found[],
  text: SearchText,
  presence: ReadonlyMap<number, number>,
): readonly Ranked[] =>
  all
    .flatMap((found) => {
      const ranked = rank(found, text);
      return ranked ? [{ ranked, step: stepOf(presence.get(found.candidate.rid) ?? 0, text) }] : [];
    })
    .toSorted(
      (a, b) =>
        a.ranked.tier - b.ranked.tier ||
        b.step - a.step ||
        (text.folded === '' ? 0 : a.ranked.candidate.title.length - b.ranked.candidate.title.length) ||
        b.ranked.candidate.updatedAtMs - a.ranked.candidate.updatedAtMs ||
        b.ranked.candidate.rid - a.ranked.candidate.rid,
    )
    .map(({ ranked }) => ranked);
