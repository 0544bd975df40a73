import { type Condition, type Filter, RELATIVE_OPERATORS, RelativeDay } from '@shared/domain/query';

/** "In the last 30 days", or a comparison with a day counted from today, as an end of a range too. */
export const isRelativeCondition = ({ op, value }: Condition): boolean =>
  RELATIVE_OPERATORS.has(op) ||
  (Array.isArray(value) ? value : [value]).some((each) => RelativeDay.safeParse(each).success);

/** Whether a filter means other records each day. */
export const isRelative = (filter: Filter | undefined): boolean => {
  if (!filter) return false;
  if ('and' in filter) return filter.and.some(isRelative);
  if ('or' in filter) return filter.or.some(isRelative);
  if ('not' in filter) return isRelative(filter.not);
  if ('related' in filter) return isRelative(filter.where);
  return isRelativeCondition(filter);
};

const formats = new Map<string, Intl.DateTimeFormat>();

/** The day it is somewhere. */
export const dayIn = (timeZone: string, nowMs: number): string => {
  const known = formats.get(timeZone);
  const format = known ?? new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  if (!known) formats.set(timeZone, format);
  return format.format(nowMs);
};
