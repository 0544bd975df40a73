import { foldText } from '@shared/domain/field-types/clean-text';
import type { SearchHit } from '@shared/contract/search.contract';
import { useEngineQuery } from '../rpc/use-engine-query';

const MAX_HITS = 8;

export interface TargetSearch {
  readonly hits: readonly SearchHit[];
  /** Whether one of them shows every word that was typed: a search also finds words out of sight, which Enter must not take. */
  readonly hasShown: boolean;
}

/** Records that a link may lead to, found as one types; of all objects where none is named. */
export const useTargetSearch = (query: string, objects: readonly string[]): TargetSearch => {
  const found = useEngineQuery('search.find', {
    text: query.trim(),
    limit: MAX_HITS,
    ...(objects.length > 0 ? { objects: [...objects] } : {}),
  });
  const hits = found.data?.results ?? [];
  const words = foldText(query).split(/\s+/);
  return {
    hits,
    hasShown: hits.some(({ title, subtitle }) => {
      const shown = foldText(`${title} ${subtitle}`);
      return words.every((word) => shown.includes(word));
    }),
  };
};
