import { msg } from '@lingui/core/macro';
import { z } from 'zod';
import { ViewId } from '@shared/domain/ids';
import { Sort } from '@shared/domain/query';
import { defineJob, noResult } from '../../jobs/job-definition';
import type { JobQueue } from '../../jobs/job-queue';
import { upkeepQueue } from '../../jobs/queues';
import type { ChangeBus } from '../../kernel/event-bus';
import type { Log } from '../../kernel/ports';
import type { SchemaModel } from '../../schema/model';
import type { InTransaction, ReadDb } from '../../storage/db';
import { countObject } from '../query/record-places.sql';
import { listViewRows } from '../views/views.sql';
import { planIndexes } from './index-plan.rules';
import { type IndexReadDeps, isLongEnough, isServed, labelledWish, toIndex } from './index-wish';
import { buildIndex, dropIndex, type KeptIndexRow, listIndexNames, listKeptIndexes, saveIndexUse } from './indexes.sql';
import { namedSort, type SortIndex, toSortIndex } from './sort-index';
import { toViewIndex } from './view-index';

/** `label` is what people call the order: its object, and its fields. */
const Order = z.strictObject({
  object: z.string(),
  sort: z.array(Sort),
  /** Whose filter it holds too; what that compares with is no business of whoever looks at jobs. */
  view: ViewId.optional(),
  label: z.strictObject({ object: z.string(), fields: z.string() }),
});

/** Builds the index of an order. What one build failed of, the next would too. */
export const buildIndexJob = defineJob({
  kind: 'records.buildIndex',
  queue: upkeepQueue,
  payload: Order,
  result: noResult,
  title: ({ label: { object, fields } }) => msg`Index ${object} by ${fields}`,
  retry: { attempts: 1 },
});

/** Decides which orders are worth an index: those of saved views, and those that are asked for again and again. */
export interface IndexKeeper {
  /** Hears of every query, before it is answered. */
  readonly asked: (path: string, input: unknown) => void;
  /** Does `buildIndexJob`: nothing where the order has lost its use meanwhile. */
  readonly build: (order: z.infer<typeof Order>) => undefined;
  readonly close: () => void;
}

export interface IndexKeeperDeps extends IndexReadDeps {
  readonly bus: ChangeBus;
  readonly read: ReadDb;
  readonly inTransaction: InTransaction;
  readonly log: Log;
  readonly jobs: Pick<JobQueue, 'enqueue'>;
  /** Nobody wrote for so long, in ms: a build would hold up writes. Default: two seconds. */
  readonly indexQuietMs?: number | undefined;
}

/** An order that nobody has saved is worth an index from so many records on. */
const MIN_OF_ASKED = 5000;
/** Fewer records are looked through while nobody notices. */
const MIN_FILTERED = 20_000;
/** An order asked for this often is asked for again. */
const TIMES = 3;
const MAX_COUNTED = 500;
const QUIET_MS = 2000;
const DAY_MS = 86_400_000;

/** The start of a whole list in an order. */
const AskedList = z.object({
  object: z.string(),
  sort: z.array(Sort).min(1),
  filter: z.undefined().optional(),
  state: z.literal('live').optional(),
  offset: z.literal(0).optional(),
  page: z.object({ cursor: z.undefined().optional() }).optional(),
});

/** Builds and drops indexes in quiet moments, one at a time. `close` before the workspace is closed. */
export const createIndexKeeper = (deps: IndexKeeperDeps): IndexKeeper => {
  const known = new Map<string, SortIndex | undefined>();
  const counts = new Map<string, number>();
  const asked = new Map<string, SortIndex>();
  /** What could not be built, or was of no use, with the data model as it is. */
  const refused = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  const ofViews = (schema: SchemaModel): readonly SortIndex[] =>
    listViewRows(deps.read).flatMap(({ id, object: name, settings }) => {
      const object = schema.objects.get(name);
      if (!object || !isLongEnough(deps.read, object)) return [];
      const filtered = isLongEnough(deps.read, object, MIN_FILTERED)
        ? toViewIndex(schema, object, settings)
        : undefined;
      const ordered = toSortIndex(schema, object, settings.sort);
      return [...(ordered ? [ordered] : []), ...(filtered ? [{ ...filtered, view: id }] : [])];
    });

  const isCurrent = (schema: SchemaModel, { name, obj, sort, filter }: KeptIndexRow): boolean => {
    const object = [...schema.objects.values()].find(({ def }) => def.key === obj);
    const named = object && namedSort(object, sort);
    if (!object || !named) return false;
    return toIndex(schema, { object: object.def.name, sort: [...named], filter })?.name === name;
  };

  const build = (index: SortIndex): void => {
    const nowMs = deps.clock.nowMs();
    const startedAtMs = performance.now();
    const isOfUse = deps.inTransaction((db) => {
      buildIndex(db, index, nowMs);
      const isUsed = isServed(deps, db, index);
      if (!isUsed) dropIndex(db, index.name);
      return isUsed;
    });
    if (isOfUse) refused.delete(index.name);
    const ms = Math.round(performance.now() - startedAtMs);
    deps.log.info('an index was built', { object: index.object.def.name, sort: index.sort, isOfUse, ms });
  };

  /** Does what is due; answers whether more is to be built. */
  const tidy = (): boolean => {
    const schema = deps.schema.current();
    const wanted = [...ofViews(schema), ...asked.values()];
    const plan = planIndexes({
      kept: listKeptIndexes(deps.read),
      present: new Set(listIndexNames(deps.read)),
      isCurrent: (row) => isCurrent(schema, row),
      wanted,
      nowMs: deps.clock.nowMs(),
    });
    if (plan.drop.length + plan.touch.length > 0) {
      deps.inTransaction((db) => {
        for (const name of plan.drop) dropIndex(db, name);
        for (const name of plan.touch) saveIndexUse(db, name, deps.clock.nowMs());
      });
    }
    const [next, ...others] = plan.build.filter(
      (index) => !refused.has(index.name) && !isServed(deps, deps.read, index),
    );
    const waiting = new Set(others.map(({ name }) => name));
    for (const name of asked.keys()) if (!waiting.has(name)) asked.delete(name);
    if (next) {
      // Not tried again should it fail.
      refused.add(next.name);
      deps.inTransaction((db) => deps.jobs.enqueue(db, buildIndexJob, labelledWish(next), { dedupe: next.name }));
    }
    if (plan.drop.length > 0) deps.bus.publish({ topics: ['indexes'], records: [] });
    return others.length > 0;
  };

  const run = (): void => {
    timer = undefined;
    try {
      if (tidy()) due();
    } catch (cause) {
      deps.log.error('the indexes could not be brought up to date', cause);
    }
  };
  const due = (): void => {
    timer ??= setTimeout(run, deps.indexQuietMs ?? QUIET_MS);
    timer.refresh();
  };

  const unsubscribe = deps.bus.subscribe(({ topics, records }) => {
    if (topics.includes('schema')) for (const memory of [known, counts, asked, refused]) memory.clear();
    if (topics.includes('schema') || topics.includes('views') || records.some((change) => change.hasMembershipChange))
      due();
    else if (topics.some((topic) => topic !== 'jobs')) timer?.refresh();
  });
  const daily = setInterval(() => {
    counts.clear();
    due();
  }, DAY_MS).unref();
  due();

  const find = (input: unknown): SortIndex | undefined => {
    const { success, data } = AskedList.safeParse(input);
    if (!success) return undefined;
    const key = JSON.stringify([data.object, data.sort]);
    if (!known.has(key)) {
      if (known.size >= MAX_COUNTED) known.clear();
      const schema = deps.schema.current();
      const object = schema.objects.get(data.object);
      known.set(key, object && toSortIndex(schema, object, data.sort));
    }
    return known.get(key);
  };

  return {
    asked: (path, input) => {
      if (path.startsWith('records.')) timer?.refresh();
      const index = path === 'records.window' || path === 'records.query' ? find(input) : undefined;
      if (!index) return;
      if (counts.size >= MAX_COUNTED) counts.clear();
      const count = (counts.get(index.name) ?? 0) + 1;
      counts.set(index.name, count);
      if (count !== TIMES || countObject(deps.read, { object: index.object, isTrash: false }) < MIN_OF_ASKED) return;
      asked.set(index.name, index);
      due();
    },
    build: (order) => {
      const view = listViewRows(deps.read).find(({ id }) => id === order.view);
      const isGone = order.view !== undefined && view === undefined;
      const index = isGone ? undefined : toIndex(deps.schema.current(), { ...order, filter: view?.settings.filter });
      if (index && !isServed(deps, deps.read, index)) {
        build(index);
        deps.bus.publish({ topics: ['indexes'], records: [] });
      }
      return undefined;
    },
    close: () => {
      unsubscribe();
      clearInterval(daily);
      clearTimeout(timer);
    },
  };
};
