import { msg } from '@lingui/core/macro';
import { z } from 'zod';
import type { AggregateResult } from '@shared/contract/records.contract';
import { AggregateQuery } from '@shared/domain/query';
import type { Log } from '../../kernel/ports';
import { defineJob, type JobRun, noResult } from '../../jobs/job-definition';
import type { JobQueue } from '../../jobs/job-queue';
import { upkeepQueue } from '../../jobs/queues';
import type { FieldModel } from '../../schema/model';
import type { SeenSchema } from '../../schema/registry';
import type { InTransaction, ReadDb } from '../../storage/db';
import { areKept, questionOf, totalsFor, type WholeQuestion } from './answer-totals';
import { groupKey, type KeptTotal, type TotalValue } from './total.rules';
import { deleteKeptTotal, insertKeptTotal, listKeptTotals, logEnd } from './totals.sql';

/** Counts the answer to a question, to be kept from then on. It is asked for again when it is lost. */
export const keepTotalsJob = defineJob({
  kind: 'records.keepTotals',
  queue: upkeepQueue,
  payload: z.strictObject({ query: AggregateQuery, label: z.string() }),
  result: noResult,
  title: ({ label }) => msg`Add up ${label}`,
  retry: { attempts: 1 },
});

/** Decides which totals are worth keeping: those that are asked for again and again. */
export interface TotalsKeeper {
  /** Hears of every question about totals, before it is answered. */
  readonly asked: (input: unknown) => void;
  /** Does `keepTotalsJob`. */
  readonly keep: (query: AggregateQuery, run: Pick<JobRun, 'signal'>) => Promise<undefined>;
  /** The data model changed: what was kept of fields that are gone or of another type goes. */
  readonly schemaChanged: () => void;
  readonly close: () => void;
}

export interface KeeperDeps {
  readonly schema: SeenSchema;
  readonly read: ReadDb;
  readonly inTransaction: InTransaction;
  /** Counts where it holds nobody up. */
  readonly aggregate: (query: AggregateQuery) => Promise<AggregateResult>;
  readonly jobs: Pick<JobQueue, 'enqueue'>;
  readonly log: Log;
}

/** A question asked this often is asked again. */
const TIMES = 2;
/** Every write pays a little for each. */
const MAX_KEPT = 60;
const MAX_COUNTED = 500;
/** Lets whoever asked have their answer first. */
const PAUSE_MS = 200;
const MAX_TRIES = 5;

const questionKey = ({ object, by, of }: WholeQuestion): string =>
  [object.def.key, by?.def.key ?? '', ...of.map(({ def }) => def.key).toSorted()].join(' ');

const isMoney = (field: FieldModel | undefined): boolean => field?.def.type === 'currency';

/** Asks for what is kept of one field: how many have a value, and their sum; money by its currency. */
const queryFor = ({ object, by }: WholeQuestion, field: FieldModel | undefined): AggregateQuery => {
  const name = field?.def.name ?? '';
  const amount = isMoney(field) ? `${name}.amountMinor` : name;
  const groupBy = [...(by ? [by.def.name] : []), ...(isMoney(field) ? [`${name}.currency`] : [])];
  return {
    object: object.def.name,
    ...(groupBy.length > 0 ? { groupBy } : {}),
    aggregates: field
      ? [
          { fn: 'countFilled', field: amount },
          { fn: 'sum', field: amount },
        ]
      : [{ fn: 'count' }],
  };
};

const toValues = (
  { by }: WholeQuestion,
  field: FieldModel | undefined,
  result: AggregateResult,
): readonly TotalValue[] =>
  result.groups.map(({ keys, values: [count, total] }) => ({
    key: by ? groupKey(by.storage.toColumns(keys[0] ?? null)[0]) : '',
    currency: isMoney(field) ? String(keys.at(-1) ?? '') : '',
    count: typeof count === 'number' ? count : 0,
    total: typeof total === 'number' ? total : 0,
  }));

export const createTotalsKeeper = (deps: KeeperDeps): TotalsKeeper => {
  const counts = new Map<string, number>();
  const timers = new Set<NodeJS.Timeout>();

  const find = (input: unknown): WholeQuestion | undefined => {
    const { data } = AggregateQuery.safeParse(input);
    return data && questionOf(deps.schema.current(), data);
  };

  /** Counts until nothing was written meanwhile, and keeps the result from then on. */
  const keep = async (question: WholeQuestion, signal: AbortSignal, tries = 0): Promise<undefined> => {
    if (tries === MAX_TRIES) return undefined;
    const before = logEnd(deps.read);
    const fields = [undefined, ...question.of];
    const values: (readonly TotalValue[])[] = [];
    for (const field of fields) values.push(toValues(question, field, await deps.aggregate(queryFor(question, field))));
    signal.throwIfAborted();
    if (logEnd(deps.read) !== before) return keep(question, signal, tries + 1);
    deps.inTransaction((db) => {
      for (const [index, kept] of totalsFor(question).entries()) insertKeptTotal(db, kept, values[index] ?? []);
    });
    return undefined;
  };

  const later = (query: AggregateQuery): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      try {
        const label = deps.schema.current().objects.get(query.object)?.def.labelPlural ?? query.object;
        deps.inTransaction((db) => deps.jobs.enqueue(db, keepTotalsJob, { query, label }));
      } catch (cause) {
        // Nobody waits for it, and it is asked for again.
        deps.log.error('totals could not be asked for', cause);
      }
    }, PAUSE_MS);
    timers.add(timer);
  };

  const isStale = (kept: KeptTotal): boolean => {
    const object = deps.schema.current().objectsByKey.get(kept.obj);
    const typeOf = (key: string): string => {
      const def = object?.fieldsByKey.get(key)?.def;
      return def && def.deletedAtMs === null ? def.type : '';
    };
    return !object || typeOf(kept.by) !== kept.byType || typeOf(kept.of) !== kept.ofType;
  };

  return {
    asked: (input) => {
      const question = find(input);
      if (!question || areKept(deps.read, question)) return;
      const key = questionKey(question);
      if (counts.size >= MAX_COUNTED) counts.clear();
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      if (count === TIMES && listKeptTotals(deps.read).length + totalsFor(question).length <= MAX_KEPT)
        later(AggregateQuery.parse(input));
    },
    keep: async (query, { signal }) => {
      const question = find(query);
      return question && !areKept(deps.read, question) ? keep(question, signal) : undefined;
    },
    schemaChanged: () => {
      counts.clear();
      const stale = listKeptTotals(deps.read).filter(isStale);
      if (stale.length === 0) return;
      deps.inTransaction((db) => {
        for (const kept of stale) deleteKeptTotal(db, kept);
      });
    },
    close: () => {
      for (const timer of timers) clearTimeout(timer);
    },
  };
};
