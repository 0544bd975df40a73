import type { ListReading } from '@shared/contract/records.contract';
import type { Filter, RecordSet, Sort } from '@shared/domain/query';
import type { ReadDb } from '../../storage/db';
import type { PlanStep } from '../../storage/query-plan';
import { findMissingIndex, wishFor } from '../indexes/index-wish';
import { fewByFragments, narrowByFragments } from '../query/narrow-by-fragments';
import { countObject, countRows, planOfAll, planOfStart } from '../query/record-places.sql';
import { compileList, type CompiledList, narrowSet } from '../query/record-set';
import { ROOT } from '../query/joins';
import { listKey } from './list-key';
import { isStartOfView, readBeforeCount, type WindowDeps } from './record-window.service';

type ListInput = RecordSet & { readonly sort?: readonly Sort[] | undefined };

/** A first screen. */
const PAGE = 50;
/** What the index of fragments may find for either way (`narrow-by-fragments.ts`). */
const MAX_FEW = 500;
const MAX_BY_FRAGMENTS = 20_000;

const hasRelatedLists = (filter: Filter | undefined): boolean => {
  if (!filter || 'field' in filter) return false;
  if ('and' in filter) return filter.and.some(hasRelatedLists);
  if ('or' in filter) return filter.or.some(hasRelatedLists);
  return 'not' in filter ? hasRelatedLists(filter.not) : true;
};

/** Whether the object's own records are found by an index: "SEARCH t USING INDEX r_person_company (...)". */
const isSearched = (plan: readonly PlanStep[]): boolean =>
  plan.some(({ detail }) => detail.startsWith(`SEARCH ${ROOT} `));

interface Found extends Pick<ListReading, 'way' | 'looked'> {
  readonly plan: readonly PlanStep[];
}

const findByFragments = (db: ReadDb, list: CompiledList, filter: Filter | undefined): Found | undefined => {
  const few = narrowSet(db, list, filter, fewByFragments);
  if (few) return { way: 'few', looked: { count: MAX_FEW, kind: 'atMost' }, plan: planOfAll(db, few) };
  const narrowed = narrowSet(db, list, filter, narrowByFragments);
  return (
    narrowed && {
      way: 'texts',
      looked: { count: MAX_BY_FRAGMENTS, kind: 'atMost' },
      plan: planOfAll(db, narrowed),
    }
  );
};

/** What a grid's first question does (`recordWindow` with `countLater`), told in the order in which it tries. */
const findWay = (deps: WindowDeps, db: ReadDb, list: CompiledList, input: ListInput, records: number): Found => {
  const key = listKey(list, input, deps.clock.nowMs());
  if (deps.snapshots.has(key))
    return { way: 'memory', looked: { count: Math.min(PAGE, records), kind: 'atMost' }, plan: [] };
  const isInOrder = deps.snapshots.isIndexed(db, key, list);
  if (!list.isFiltered && isInOrder)
    return { way: 'inOrder', looked: { count: Math.min(PAGE, records), kind: 'exactly' }, plan: planOfStart(db, list) };
  if (isStartOfView(db, list, { ...input, offset: 0, limit: PAGE }))
    return { way: 'inOrder', looked: { count: Math.min(PAGE, records), kind: 'atMost' }, plan: planOfStart(db, list) };
  const byFragments = findByFragments(db, list, input.filter);
  if (byFragments?.way === 'few') return byFragments;
  const start = readBeforeCount(deps, db, key, list, { offset: 0, limit: PAGE });
  if (start) {
    // The estimate is made of the share of records that fit.
    const count = Math.round((records * PAGE) / start.estimate);
    return { way: 'inOrder', looked: { count, kind: 'about' }, plan: planOfStart(db, list) };
  }
  if (byFragments) return byFragments;
  const plan = planOfAll(db, list);
  if (isSearched(plan)) return { way: 'index', looked: null, plan };
  return { way: 'each', looked: { count: records, kind: 'exactly' }, plan };
};

/**
 * How the first screen of a list is read, without reading it: a few records of an index at most are looked at.
 * Errors: those of `queryRecords`.
 */
export const explainList = (deps: WindowDeps, db: ReadDb, input: ListInput): ListReading => {
  const list = compileList(deps, db, input, { isWide: true });
  const { object, isTrash, schema } = list;
  const access = object.access;
  const seen = access?.rows ? countRows(db, object) : undefined;
  const records = seen ? (isTrash ? seen.trashed : seen.live) : countObject(db, list);
  const { way, looked, plan } = findWay(deps, db, list, input, records);
  const sort = input.sort ?? [];
  const isIndexed = sort.length > 0 && deps.snapshots.isIndexed(db, listKey(list, input, deps.clock.nowMs()), list);
  const index = isTrash || sort.length === 0 ? undefined : findMissingIndex(deps, db, object.def.name, sort);
  return {
    records,
    way,
    // Of records out of sight nothing is said, which are looked at too.
    looked: access?.rows && way === 'each' ? null : looked,
    order: sort.length === 0 ? 'asMade' : isIndexed ? 'index' : 'sorted',
    total: list.isFiltered ? 'counted' : 'kept',
    limits: [...(access?.rows ? (['records'] as const) : []), ...(access?.hidesFields ? (['fields'] as const) : [])],
    hasRelatedLists: hasRelatedLists(input.filter),
    plan: schema.access ? [] : [...plan],
    index: index && !access?.rows ? wishFor(index) : null,
  };
};
