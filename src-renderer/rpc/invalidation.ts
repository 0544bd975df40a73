import { canAffect, filterPaths, type ChangeSet, type ReadScope } from '@shared/domain/changes';
import { Filter } from '@shared/domain/query';
import { topicsOf } from './procedures';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const fieldOf = (item: unknown): readonly string[] =>
  isObject(item) && typeof item['field'] === 'string' ? [item['field']] : [];

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** What a call reads of the records; undefined when its input names no object. */
export const readScopeOf = (path: string, input: unknown): ReadScope | undefined => {
  if (!isObject(input) || typeof input['object'] !== 'string') return undefined;
  const object = input['object'];
  if (!path.startsWith('records.')) return { object };
  const filter = input['filter'] === undefined ? undefined : Filter.safeParse(input['filter']).data;
  const looked = [...filterPaths(filter), ...listOf(input['sort']).flatMap(fieldOf)];
  if (path === 'records.position' || path === 'records.count') return { object, paths: looked };
  if (path === 'records.aggregate') {
    const grouped = listOf(input['groupBy']).flatMap((item) => (typeof item === 'string' ? [item] : fieldOf(item)));
    return { object, paths: [...looked, ...grouped, ...listOf(input['aggregates']).flatMap(fieldOf)] };
  }
  if (path === 'records.distinct') return { object, paths: [...looked, ...fieldOf(input)] };
  if (input['fields'] === undefined) return { object };
  return { object, paths: [...looked, ...listOf(input['fields']).filter((item) => typeof item === 'string')] };
};

/** Whether a held result of a call may differ after these changes. */
export const isMadeStale = (path: string, input: unknown, changes: ChangeSet): boolean => {
  const hit = topicsOf(path).filter((topic) => changes.topics.includes(topic));
  if (hit.length === 0) return false;
  if (hit.some((topic) => topic !== 'records')) return true;
  const scope = readScopeOf(path, input);
  return scope ? canAffect(scope, changes) : true;
};
