import type { ReadDb } from '../../storage/db';
import { countObject, listFirstMatches, listRidsAt } from '../query/record-places.sql';
import type { CompiledList } from '../query/record-set';

/** The beginning of a list whose end was not looked for. */
export interface ListStart {
  /** The first records, in order. */
  readonly rids: readonly number[];
  /** About how many the list has, if they lie as close to each other everywhere as they do here. */
  readonly estimate: number;
}

const FIRST_STEPS = 1024;
const GROWTH = 4;

/** The row ids of the whole object in the list's order, up to the last one of `rids`. */
const stepsTo = (db: ReadDb, list: CompiledList, rids: ReadonlySet<number>, maxSteps: number): readonly number[] => {
  const whole: CompiledList = { ...list, where: list.whole, isFiltered: false };
  for (let count = FIRST_STEPS; ; count *= GROWTH) {
    const steps = listRidsAt(db, whole, 0, Math.min(count, maxSteps));
    const end = steps.findLastIndex((rid) => rids.has(rid)) + 1;
    const found = steps.slice(0, end);
    if (count >= maxSteps || found.filter((rid) => rids.has(rid)).length === rids.size) return found;
  }
};

/**
 * The first `length` records of a filtered list whose order an index has, found within its first `maxSteps` entries; undefined where there are
 * fewer.
 */
export const findListStart = (
  db: ReadDb,
  list: CompiledList,
  length: number,
  maxSteps: number,
): ListStart | undefined => {
  const found = listFirstMatches(db, list, maxSteps, length);
  if (found.length < length) return undefined;
  const members = new Set(found);
  const steps = stepsTo(db, list, members, maxSteps);
  const share = length / Math.max(1, steps.length);
  return {
    rids: steps.filter((rid) => members.has(rid)),
    estimate: Math.max(length, Math.round(countObject(db, list) * share)),
  };
};
