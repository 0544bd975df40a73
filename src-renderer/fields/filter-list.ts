import type { Condition, Filter, RelatedCondition } from '@shared/domain/query';

/** Whether all conditions of a list must hold, or one of them is enough. */
export type FilterMatch = 'all' | 'any';

/** On a field, or on related records. */
export type ListedCondition = Condition | RelatedCondition;

export interface FilterList {
  readonly match: FilterMatch;
  readonly conditions: readonly ListedCondition[];
}

const isListed = (filter: Filter): filter is ListedCondition => 'field' in filter || 'related' in filter;

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
export const fromFilterList = ({ match, conditions }: FilterList): Filter | undefined => {
  if (conditions.length === 0) return undefined;
  return match === 'any' ? { or: conditions } : { and: conditions };
};
