import type { Condition, Filter, RelatedCondition } from '@shared/domain/query';

/** Whether all conditions of a list must hold, or one of them is enough. */
export type FilterMatch = 'all' | 'any';

/** On a field, or on related records. */
export type ListedCondition = Condition | RelatedCondition;

export interface FilterList {
  readonly match: FilterMatch;
  readonly conditions: readonly ListedCondition[];
}

export const isListed = (filter: Filter): filter is ListedCondition => 'field' in filter || 'related' in filter;

/** A filter that is a plain "all of these" or "any of these" as a list; null when it is built in another way. */
export const toFilterList = (filter: Filter | undefined): FilterList | null => {
  if (!filter) return { match: 'all', conditions: [] };
  if (isListed(filter)) return { match: 'all', conditions: [filter] };
  const match = 'or' in filter ? 'any' : 'all';
  const parts = 'or' in filter ? filter.or : 'and' in filter ? filter.and : null;
  // It matches nothing, which a list without conditions does not say.
  if (match === 'any' && parts?.length === 0) return null;
  const conditions = parts?.flatMap((part) => (isListed(part) ? [part] : []));
  return conditions && conditions.length === parts?.length ? { match, conditions } : null;
};

/** No conditions are no filter. */
export const fromFilterList = ({ match, conditions }: FilterList): Filter | undefined =>
  fromFilterParts({ match, parts: conditions });

/** The top of a filter, taken apart: conditions, and what is combined of several. */
export interface FilterParts {
  readonly match: FilterMatch;
  readonly parts: readonly Filter[];
}

/** What stands side by side at the top of a filter, whatever it is made of. */
export const toFilterParts = (filter: Filter | undefined): FilterParts => {
  if (!filter) return { match: 'all', parts: [] };
  if ('and' in filter) return { match: 'all', parts: filter.and };
  // An empty one matches nothing, which a list without parts does not say.
  return 'or' in filter && filter.or.length > 0
    ? { match: 'any', parts: filter.or }
    : { match: 'all', parts: [filter] };
};

/** No parts are no filter. */
export const fromFilterParts = ({ match, parts }: FilterParts): Filter | undefined => {
  if (parts.length === 0) return undefined;
  return match === 'any' ? { or: parts } : { and: parts };
};
