import type { SearchHit, SearchResults } from '@shared/contract/search.contract';

/** What a search answers that found these, with nothing marked. */
export const foundRecords = (
  hits: readonly (Pick<SearchHit, 'object' | 'id' | 'title' | 'subtitle'> & Partial<SearchHit>)[],
): SearchResults => ({
  results: hits.map((hit) => ({ titleRanges: [], subtitleRanges: [], snippet: null, ...hit })),
  counts: [...Map.groupBy(hits, ({ object }) => object)].map(([object, { length }]) => ({ object, count: length })),
  isTruncated: false,
});
