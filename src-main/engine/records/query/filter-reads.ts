import type { Filter } from '@shared/domain/query';
import type { ObjectModel, SchemaModel } from '../../schema/model';
import { type FieldRead, resolvePath } from './field-path';
import { lifeOf, resolveRelated } from './related-path';

/** Fields that a filter looks at: what a change must touch to alter who matches. The filter has compiled. */
export const filterReads = (
  schema: SchemaModel,
  object: ObjectModel,
  filter: Filter | undefined,
): readonly FieldRead[] => {
  if (!filter) return [];
  if ('and' in filter) return filter.and.flatMap((part) => filterReads(schema, object, part));
  if ('or' in filter) return filter.or.flatMap((part) => filterReads(schema, object, part));
  if ('not' in filter) return filterReads(schema, object, filter.not);
  if ('field' in filter) {
    const { leaf, reads } = resolvePath(schema, object, filter.field);
    return leaf.links ? [...reads, lifeOf(leaf.links.target)] : reads;
  }
  const list = resolveRelated(schema, object, filter.related);
  const inner = filterReads(schema, list.object, filter.where);
  return [...list.reads, ...inner.map((read) => ({ ...read, isOwn: false }))];
};
