import type { QueryShape, SlowQuery } from '@shared/contract/diagnostics.contract';
import { type Filter, groupingPath, type Sort } from '@shared/domain/query';

const list = (parts: readonly Filter[], word: string): string => `(${parts.map(filterText).join(` ${word} `)})`;

/** Conditions by their fields and operators; what they compare with is not known. */
const filterText = (filter: Filter): string => {
  if ('and' in filter) return list(filter.and, 'and');
  if ('or' in filter) return list(filter.or, 'or');
  if ('not' in filter) return `not ${filterText(filter.not)}`;
  if ('field' in filter) return `${filter.field} ${filter.op}`;
  const how = 'has' in filter ? filter.has : `count ${filter.count.op}`;
  return `${how} ${filter.related}${filter.where ? ` where ${filterText(filter.where)}` : ''}`;
};

const sortText = (sort: readonly Sort[]): string =>
  sort.map(({ field, direction }) => (direction === 'asc' ? field : `${field} desc`)).join(', ');

const shapeText = ({ path, object, isTrash, filter, sort, groupBy, aggregates, field }: QueryShape): string =>
  [
    path,
    object,
    isTrash ? 'in the trash' : '',
    field === null ? '' : `values of ${field}`,
    filter ? `where ${filterText(filter)}` : '',
    aggregates.map(({ fn, field: of }) => (of === undefined ? fn : `${fn} of ${of}`)).join(', '),
    groupBy.length > 0 ? `grouped by ${groupBy.map(groupingPath).join(', ')}` : '',
    sort.length > 0 ? `sorted by ${sortText(sort)}` : '',
  ]
    .filter((part) => part !== null && part !== '')
    .join(' ');

const ms = (value: number): string => `${Math.round(value)} ms`;

/** A slow query with its plan and the index that would help, on lines of their own. */
export const slowQueryText = ({ shape, count, p95Ms, worstMs, lastMs, lastRows, plan, index }: SlowQuery): string =>
  [
    shapeText(shape),
    `  ${count} times\tp95 ${ms(p95Ms)}\tworst ${ms(worstMs)}\tlast ${ms(lastMs)}\t${lastRows} rows`,
    ...plan.map(({ depth, detail }) => `  ${'  '.repeat(depth)}${detail}`),
    ...(index ? [`  an index would help: ${index.object} by ${sortText(index.sort)}`] : []),
  ].join('\n');
