import { z } from 'zod';
import type { QueryShape } from '@shared/contract/diagnostics.contract';
import { Aggregate, FieldPath, Filter, Grouping, Sort } from '@shared/domain/query';

/** The parts of a question that decide how it is answered; each call has some of them. */
const Question = z.object({
  object: z.string().optional(),
  state: z.string().optional(),
  filter: Filter.optional(),
  sort: z.array(Sort).optional(),
  groupBy: z.array(Grouping).optional(),
  aggregates: z.array(Aggregate).optional(),
  field: FieldPath.optional(),
});

/** The same conditions without what they compare with. */
const withoutValues = (filter: Filter): Filter => {
  if ('and' in filter) return { and: filter.and.map(withoutValues) };
  if ('or' in filter) return { or: filter.or.map(withoutValues) };
  if ('not' in filter) return { not: withoutValues(filter.not) };
  if ('field' in filter) return { field: filter.field, op: filter.op };
  const { related, where } = filter;
  // In the order of its schema: a shape is found again by its text.
  const list = 'has' in filter ? { related, has: filter.has } : { related, count: { op: filter.count.op, value: 0 } };
  return where === undefined ? list : { ...list, where: withoutValues(where) };
};

/** What was asked, without values that somebody typed. */
export const shapeOf = (path: string, input: unknown): QueryShape => {
  const { data } = Question.safeParse(input);
  return {
    path,
    object: data?.object ?? null,
    isTrash: data?.state === 'trash',
    filter: data?.filter ? withoutValues(data.filter) : null,
    sort: data?.sort ?? [],
    groupBy: data?.groupBy ?? [],
    aggregates: data?.aggregates ?? [],
    field: data?.field ?? null,
  };
};
