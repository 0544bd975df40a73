import { foldText } from '@shared/domain/field-types/clean-text';
import type { Candidate } from './candidates.sql';
import { type SearchText, wordsOf } from './search-text';

const hasAll = (words: readonly string[], test: (word: string) => boolean): boolean =>
  words.length > 0 && words.every(test);

/** How well a title answers what was typed, 0 is best. */
const closeness = (title: string, { folded, words }: SearchText): number => {
  const text = foldText(title);
  if (text === folded) return 0;
  const own = wordsOf(title);
  if (hasAll(words, (word) => own.includes(word))) return text.startsWith(folded) ? 1 : 2;
  if (hasAll(words, (word) => own.some((each) => each.startsWith(word)))) return text.startsWith(folded) ? 3 : 4;
  return 5;
};

/** Best first: by the title, then the latest changed. */
export const rankCandidates = (candidates: readonly Candidate[], text: SearchText): readonly Candidate[] =>
  candidates
    .map((candidate) => ({ candidate, tier: closeness(candidate.title, text) }))
    .toSorted(
      (a, b) =>
        a.tier - b.tier || b.candidate.updatedAtMs - a.candidate.updatedAtMs || b.candidate.rid - a.candidate.rid,
    )
    .map(({ candidate }) => candidate);
