import type { RecordSet, Sort } from '@shared/domain/query';
import type { CompiledSet } from '../query/record-set';
import { dayIn, isRelative } from '../query/relative-days';

/** What a cached list is found by. */
export interface ListKey {
  /** The same for the same records in the same order. */
  readonly list: string;
  /** The same for the same records. */
  readonly set: string;
  /** The same for all lists of the object in this order, whatever their filter. */
  readonly order: string;
}

const MOMENT_MS = 60_000;

const makeKey = (
  set: CompiledSet,
  input: RecordSet & { readonly sort?: readonly Sort[] | undefined },
  nowMs: number,
): ListKey => {
  const object = [set.object.def.key, set.schema.version, set.schema.me, set.schema.access?.key, set.isTrash];
  const setKey = JSON.stringify([
    ...object,
    set.timeZone,
    set.firstWeekday,
    input.filter ?? null,
    isRelative(input.filter) ? dayIn(set.timeZone, nowMs) : null,
    set.reads.some(({ isOfTheMoment }) => isOfTheMoment) ? Math.floor(nowMs / MOMENT_MS) : null,
  ]);
  const sorts = (input.sort ?? []).map(({ field, direction, nulls }) => [field, direction, nulls]);
  const order = JSON.stringify(sorts);
  return { set: setKey, list: order + setKey, order: order + JSON.stringify(object) };
};

/** Of lists that are kept (`compileList`) and do not change with time. */
const keys = new WeakMap<CompiledSet, ListKey>();

/** Relative dates mean other records each day, what changes with time alone each minute; and a changed schema may mean others too. */
export const listKey = (
  set: CompiledSet,
  input: RecordSet & { readonly sort?: readonly Sort[] | undefined },
  nowMs: number,
): ListKey => {
  if (input.filter !== undefined || set.reads.some(({ isOfTheMoment }) => isOfTheMoment))
    return makeKey(set, input, nowMs);
  const known = keys.get(set);
  if (known) return known;
  const key = makeKey(set, input, nowMs);
  keys.set(set, key);
  return key;
};
