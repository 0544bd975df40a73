import type { KeptIndexRow } from './indexes.sql';
import type { SortIndex } from './sort-index';

const DAY_MS = 86_400_000;
/** An index that nothing needed for so long goes. */
const UNUSED_MS = 30 * DAY_MS;
/** Every write to an object pays a little for each. */
export const MAX_PER_OBJECT = 12;

export interface IndexNeeds {
  readonly kept: readonly KeptIndexRow[];
  /** Names of the indexes that the file has. */
  readonly present: ReadonlySet<string>;
  /** Whether it still serves the order it was made for: its fields are there, and sort as they did. */
  readonly isCurrent: (kept: KeptIndexRow) => boolean;
  /** Orders of saved views; then orders that were asked for again and again lately. */
  readonly wanted: readonly SortIndex[];
  readonly nowMs: number;
}

export interface IndexPlan {
  readonly drop: readonly string[];
  /** Names of those whose last use is to be noted. */
  readonly touch: readonly string[];
  /** In order of importance. */
  readonly build: readonly SortIndex[];
}

/** What is to be done so that the indexes are those that are of use. */
export const planIndexes = ({ kept, present, isCurrent, wanted, nowMs }: IndexNeeds): IndexPlan => {
  const needed = new Set(wanted.map(({ name }) => name));
  const isOver = (row: KeptIndexRow): boolean => !needed.has(row.name) && nowMs - row.usedAtMs > UNUSED_MS;
  const staying = kept.filter((row) => present.has(row.name) && isCurrent(row) && !isOver(row));
  const stays = new Set(staying.map(({ name }) => name));
  const room = new Map<string, number>();
  for (const { obj } of staying) room.set(obj, (room.get(obj) ?? MAX_PER_OBJECT) - 1);
  const missing = new Map(wanted.filter(({ name }) => !stays.has(name)).map((index) => [index.name, index]));
  const build = [...missing.values()].filter(({ object: { def } }) => {
    const left = room.get(def.key) ?? MAX_PER_OBJECT;
    room.set(def.key, left - 1);
    return left > 0;
  });
  return {
    drop: [...new Set([...present, ...kept.map(({ name }) => name)])].filter((name) => !stays.has(name)),
    touch: staying.filter((row) => needed.has(row.name) && nowMs - row.usedAtMs > DAY_MS).map(({ name }) => name),
    build,
  };
};
