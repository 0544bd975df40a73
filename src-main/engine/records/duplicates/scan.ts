import { LIKELY, type DuplicateReason } from '@shared/domain/duplicates';
import type { ReadDb } from '../../storage/db';
import { blockingKeys, nameKey } from './blocking.rules';
import { listMatchCells } from './duplicates.sql';
import { createFeatureStore, type FeatureStore } from './feature-store';
import { featuresOfCells, type Features } from './features';
import { hash32 } from './hash.rules';
import { createKeyIndex, type KeyIndex } from './key-index';
import type { MatchPlan } from './match-plan';
import { judge } from './score.rules';

/** Two records that look like one; `a` is the one with the lower row id. */
export interface ScannedPair {
  readonly a: number;
  readonly b: number;
  readonly score: number;
  readonly reasons: readonly DuplicateReason[];
}

/** How far a scan is: reading takes about half of the time, comparing the rest. */
export interface ScanProgress {
  readonly step: 'read' | 'compare';
  readonly done: number;
  readonly total: number;
}

export interface ScanOptions {
  /** Records to expect. */
  readonly expected: number;
  /** Pairs with a lower score are left out; default `LIKELY`. */
  readonly threshold?: number;
  /** So many pairs are kept, the likeliest; default 200,000. */
  readonly maxPairs?: number;
}

const READ_AT_ONCE = 2000;
/** Records of a key compared each with each. */
const MAX_BLOCK = 50;
/** Of larger ones, each is compared with so many that stand next to it when they are sorted by all they say. */
const NEIGHBOURS = 3;
const MAX_SORTED = 20_000;
const COMPARED_AT_ONCE = 20_000;
/** Keys of a record to make room for. */
const KEYS_EXPECTED = 8;

interface Read {
  readonly store: FeatureStore;
  /** How many records have the name of each. */
  readonly namesakes: (index: number) => number;
}

/** Calls back with every key that several records have. */
const eachBlock = (keys: KeyIndex, visit: (from: number, to: number) => void): void => {
  for (let from = 0; from < keys.size();) {
    const to = keys.blockEnd(from);
    visit(from, to);
    from = to;
  }
};

const countNamesakes = (plan: MatchPlan, store: FeatureStore): Read['namesakes'] => {
  const count = store.count();
  const names = createKeyIndex(count, count);
  for (let index = 0; index < count; index += 1) names.add(hash32(nameKey(plan, store.features(index))), index);
  names.sort();
  const counts = new Uint16Array(count);
  eachBlock(names, (from, to) => {
    for (let at = from; at < to; at += 1) counts[names.record(at)] = Math.min(0xffff, to - from);
  });
  return (index) => counts[index] ?? 1;
};

function* readRecords(db: ReadDb, plan: MatchPlan, expected: number): Generator<ScanProgress, Read> {
  const store = createFeatureStore(expected);
  for (let after = 0; ;) {
    const rows = listMatchCells(db, plan, after, READ_AT_ONCE);
    const last = rows.at(-1);
    if (!last) break;
    after = Number(last[0]);
    for (const row of rows) store.add(Number(row[0]), featuresOfCells(plan, row, 1));
    yield { step: 'read', done: store.count(), total: Math.max(expected, store.count()) };
  }
  return { store, namesakes: countNamesakes(plan, store) };
}

/** The likeliest pairs, each once. */
const createPairs = (threshold: number, maxPairs: number) => {
  let floor = threshold;
  let known = new Map<number, ScannedPair>();
  return {
    floor: () => floor,
    has: (key: number) => known.has(key),
    add: (key: number, pair: ScannedPair) => {
      known.set(key, pair);
      if (known.size < maxPairs * 1.5) return;
      const best = [...known].toSorted(([, x], [, y]) => y.score - x.score).slice(0, maxPairs);
      floor = best.at(-1)?.[1].score ?? floor;
      known = new Map(best);
    },
    list: () => [...known.values()].toSorted((x, y) => y.score - x.score || x.a - y.a || x.b - y.b).slice(0, maxPairs),
  };
};

/**
 * Finds the pairs of live records that look like one, the likeliest first. Records are read once in order; their features stay in memory outside the heap (some 250 bytes a
 * record) and are compared within blocks, never all with all. Each step takes some milliseconds (sorting the keys of a million records, a second or two).
 */
export function* scanDuplicates(
  db: ReadDb,
  plan: MatchPlan,
  { expected, threshold = LIKELY, maxPairs = 200_000 }: ScanOptions,
): Generator<ScanProgress, readonly ScannedPair[]> {
  const { store, namesakes } = yield* readRecords(db, plan, expected);
  const pairs = createPairs(threshold, maxPairs);
  const count = store.count();
  const keys = createKeyIndex(count, count * KEYS_EXPECTED);
  let compared = 0;

  const compare = (i: number, j: number, a: Features, b: Features): void => {
    compared += 1;
    const key = i < j ? i * count + j : j * count + i;
    if (i === j || pairs.has(key)) return;
    const { score, reasons } = judge(plan, a, b, Math.max(namesakes(i), namesakes(j)));
    if (score < pairs.floor()) return;
    const [low, high] = [store.rid(i), store.rid(j)].toSorted((x, y) => x - y);
    if (low !== undefined && high !== undefined) pairs.add(key, { a: low, b: high, score, reasons });
  };

  const compareAll = (from: number, to: number): void => {
    const block: { readonly index: number; readonly features: Features }[] = [];
    for (let at = from; at < to; at += 1) {
      const index = keys.record(at);
      block.push({ index, features: store.features(index) });
    }
    block.forEach((one, at) => {
      for (const other of block.slice(at + 1)) compare(one.index, other.index, one.features, other.features);
    });
  };

  const compareNeighbours = (from: number, to: number): void => {
    const members: { readonly index: number; readonly text: string }[] = [];
    for (let at = from; at < to; at += 1) members.push({ index: keys.record(at), text: store.text(keys.record(at)) });
    members.sort((x, y) => (x.text < y.text ? -1 : x.text > y.text ? 1 : 0));
    const features = members.map(({ index }) => store.features(index));
    members.forEach(({ index }, at) => {
      for (let next = at + 1; next <= at + NEIGHBOURS && next < members.length; next += 1) {
        const [one, other, neighbour] = [features[at], features[next], members[next]];
        if (one && other && neighbour) compare(index, neighbour.index, one, other);
      }
    });
  };

  // One kind of keys after the other: those of both at once would take twice the memory.
  for (const kind of ['exact', 'loose'] as const) {
    keys.clear();
    for (let index = 0; index < count; index += 1) {
      for (const key of blockingKeys(plan, store.features(index), kind)) keys.add(hash32(key), index);
      if (index % COMPARED_AT_ONCE === 0) yield { step: 'compare', done: halfway(kind), total: 4 };
    }
    keys.sort();
    for (let from = 0, reported = 0; from < keys.size();) {
      const to = keys.blockEnd(from);
      const size = to - from;
      if (size > 1 && size <= MAX_BLOCK) compareAll(from, to);
      else if (size > 1 && kind === 'exact')
        for (let at = from; at < to; at += MAX_SORTED) compareNeighbours(at, Math.min(to, at + MAX_SORTED));
      from = to;
      if (compared + from - reported < COMPARED_AT_ONCE) continue;
      reported = compared + from;
      yield { step: 'compare', done: halfway(kind) + 1 + from / keys.size(), total: 4 };
    }
  }
  return pairs.list();
}

/** Quarters of the comparing that are done when a kind of keys begins. */
const halfway = (kind: 'exact' | 'loose'): number => (kind === 'exact' ? 0 : 2);
