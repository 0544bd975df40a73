import {
  type Condition,
  type Filter,
  type Operator,
  type RecordSet,
  RelativeDay,
  type Sort,
} from '@shared/domain/query';
import type { CompiledSet } from '../query/record-set';

const RELATIVE: ReadonlySet<Operator> = new Set([
  'inLast',
  'notInLast',
  'inNext',
  'notInNext',
  'inPeriod',
  'notInPeriod',
]);

/** "In the last 30 days", or a comparison with a day counted from today, as an end of a range too. */
const isRelativeCondition = ({ op, value }: Condition): boolean =>
  RELATIVE.has(op) || (Array.isArray(value) ? value : [value]).some((each) => RelativeDay.safeParse(each).success);

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

/** What a cached list is found by. */
export interface ListKey {
  /** The same for the same records in the same order. */
  readonly list: string;
  /** The same for the same records. */
  readonly set: string;
}

const MOMENT_MS = 60_000;

/** Relative dates mean other records each day, what changes with time alone each minute; and a changed schema may mean others too. */
export const listKey = (
  set: CompiledSet,
  input: RecordSet & { readonly sort?: readonly Sort[] | undefined },
  nowMs: number,
): ListKey => {
  const setKey = JSON.stringify([
    set.object.def.key,
    set.schema.version,
    set.schema.me,
    set.schema.access?.key,
    set.isTrash,
    set.timeZone,
    set.firstWeekday,
    input.filter ?? null,
    isRelative(input.filter) ? dayIn(set.timeZone, nowMs) : null,
    set.reads.some(({ isOfTheMoment }) => isOfTheMoment) ? Math.floor(nowMs / MOMENT_MS) : null,
  ]);
  const order = (input.sort ?? []).map(({ field, direction, nulls }) => [field, direction, nulls]);
  return { set: setKey, list: JSON.stringify(order) + setKey };
};
