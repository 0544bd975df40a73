import type { Condition, Filter } from '@shared/domain/query';

/** Whether all conditions of a list must hold, or one of them is enough. */
export type FilterMatch = 'all' | 'any';

export interface FilterList {
  readonly match: FilterMatch;
  readonly conditions: readonly Condition[];
}

/** A filter that is a plain "all of these" or "any of these" as a list; null when it is built in another way. */
export const toFilterList = (filter: Filter | undefined): FilterList | null => {
  if (!filter) return { match: 'all', conditions: [] };
  if ('field' in filter) return { match: 'all', conditions: [filter] };
  const match = 'or' in filter ? 'any' : 'all';
  const parts = 'or' in filter ? filter.or : 'and' in filter ? filter.and : null;
  // It matches nothing, which a list without conditions does not say.
  if (match === 'any' && parts?.length === 0) return null;
  const conditions = parts?.flatMap((part) => ('field' in part ? [part] : []));
  return conditions && conditions.length === parts?.length ? { match, conditions } : null;
};

/** No conditions are no filter. */
export const fromFilterList = ({ match, conditions }: FilterList): Filter | undefined => {
  if (conditions.length === 0) return undefined;
  return match === 'any' ? { or: conditions } : { and: conditions };
};
