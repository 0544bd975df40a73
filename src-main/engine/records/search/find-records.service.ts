import type { SearchResults } from '@shared/contract/search.contract';
import type { ReadDb } from '../../storage/db';
import { countSet } from '../query/record-places.sql';
import { compileList } from '../query/record-set';
import { listKey } from '../read/list-key';
import { readListPage } from '../read/list-pages';
import type { SnapshotCache } from '../read/snapshots';
import { readCandidates } from './candidates.sql';
import { describeHits } from './describe-hits';
import { listNewest } from './find-records.sql';
import { gather } from './gather';
import { type Gathered, withoutUnwanted } from './gather-words';
import { type Found, rankFound } from './rank';
import { presenceOf } from './record-use';
import { listLastOpened, listUses } from './record-use.sql';
import { seenFound } from './seen-hits';
import type { SearchTarget } from './scopes';
import { planSearch, type SearchDeps, type SearchPlan } from './search-plan';

interface FindInput {
  readonly text: string;
  readonly objects?: readonly string[] | undefined;
  readonly limit: number;
}

type FindDeps = SearchDeps & { readonly snapshots?: SnapshotCache };

const NEWEST_FIRST = [{ field: 'updatedAt', direction: 'desc', nulls: 'last' }] as const;

interface Latest {
  readonly found: readonly Found[];
  readonly count: number;
}

/** Records of one set that changed or were opened last, and how many are in it. */
const latestOf = (
  deps: FindDeps,
  db: ReadDb,
  plan: SearchPlan,
  { object, filter }: SearchTarget,
  limit: number,
): Latest => {
  const input = { object: object.def.name, filter, sort: NEWEST_FIRST };
  const list = compileList(deps, db, input);
  const key = listKey(list, input, deps.clock.nowMs());
  const page = list.isFiltered
    ? readListPage(db, { list, key, limit, after: undefined }, deps.snapshots)
    : { rids: listNewest(db, object, limit), total: countSet(db, list) };
  const rids = withoutUnwanted(db, plan, [...new Set([...page.rids, ...listLastOpened(db, limit)])]);
  const found = readCandidates(db, list, rids).map((candidate): Found => ({
    candidate,
    by: 'words',
    terms: [],
    isCorrected: false,
  }));
  return { found: seenFound(db, plan, found), count: page.total };
};

type Counts = ReadonlyMap<string, number>;

/** What changed or was opened last, within what scopes leave. */
const gatherLatest = (
  deps: FindDeps,
  db: ReadDb,
  plan: SearchPlan,
  limit: number,
): Gathered & { readonly counts: Counts } => {
  const latest = plan.targets.map((target) => ({ target, ...latestOf(deps, db, plan, target, limit) }));
  return {
    found: latest.flatMap(({ found }) => found),
    // Those with unwanted words are still among the counted.
    isCut: plan.text.unwanted !== undefined,
    counts: new Map(latest.map(({ target, count }) => [target.object.def.name, count])),
  };
};

const presenceOfAll = (deps: SearchDeps, db: ReadDb, found: readonly Found[]): ReadonlyMap<number, number> => {
  const nowMs = deps.clock.nowMs();
  const uses = new Map(
    listUses(
      db,
      found.map(({ candidate }) => candidate.rid),
    ).map((use) => [use.rid, use]),
  );
  return new Map(
    found.map(({ candidate: { rid, updatedAtMs } }) => [rid, presenceOf(updatedAtMs, uses.get(rid), nowMs)]),
  );
};

const countByObject = (found: readonly Found[]): Counts =>
  new Map(
    [...Map.groupBy(found, ({ candidate }) => candidate.object.def.name)].map(([object, group]) => [
      object,
      group.length,
    ]),
  );

/**
 * Records that answer what was typed, best first: how well the title does (itself, whole words, beginnings), numbers and addresses, parts of
 * the title, other texts, then what may have been mistyped; among equals, those that people open and change. Case and
 * accents do not matter, nothing typed is an error or an operator but quotes, a minus and scopes that a field or object is
 * known by. Empty text, or scopes alone, find what was opened or changed last. Of a word that is in very many records the
 * newest are found, those opened last, and all whose title begins with it.
 */
export const findRecords = (deps: FindDeps, db: ReadDb, input: FindInput): SearchResults => {
  const plan = planSearch(deps, db, input);
  const latest = plan.isBlank ? gatherLatest(deps, db, plan, input.limit) : undefined;
  const { found, isCut } = latest ?? gather(db, plan);
  const ranked = rankFound(found, plan.text, presenceOfAll(deps, db, found));
  const objects = new Set(ranked.map(({ candidate }) => candidate.object.def.name));
  const counts = latest?.counts ?? countByObject(ranked);
  return {
    results: [...describeHits(db, plan.schema, ranked.slice(0, input.limit), plan.text)],
    counts: [...objects].map((object) => ({ object, count: counts.get(object) ?? 0 })),
    isTruncated: isCut,
  };
};
