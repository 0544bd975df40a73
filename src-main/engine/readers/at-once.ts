import { checkOutput } from '../handlers/check-output';
import type { ReadDeps } from '../handlers/context';
import type { ChangeBus } from '../kernel/event-bus';
import { isOrderIndexed } from '../records/query/record-places.sql';
import type { CompiledList } from '../records/query/record-set';
import { orderBy } from '../records/query/sort-compile';
import { windowAtOnce } from '../records/read/record-window.service';
import { AggregateQuery, RecordWindow } from '@shared/domain/query';
import { areKept, toWholeQuestion } from '../records/totals/answer-totals';
import type { ReadDb } from '../storage/db';
import { runHandler } from './run-handler';

/** What the writer's thread answers itself: reads that are bounded by a handful of rows found by key. */
const SMALL: ReadonlySet<string> = new Set([
  'records.get',
  'schema.get',
  'views.list',
  'history.state',
  'workspace.status',
  'exchange.importStatus',
]);

/** Answers that need no other thread. */
export interface AtOnce {
  /** Undefined when a reader should answer. */
  readonly answer: (path: string, input: unknown) => unknown;
}

interface AtOnceOptions {
  readonly deps: ReadDeps;
  readonly db: ReadDb;
  readonly bus: ChangeBus;
  /** Told once of each list whose start was answered, so that its order can be read where it holds nobody up. */
  readonly expect: (input: RecordWindow) => void;
}

/** From here on a jump into a list is slow without its order in memory. */
const LONG_LIST = 1000;
const MAX_LISTS = 500;

export const createAtOnce = ({ deps, db, bus, expect }: AtOnceOptions): AtOnce => {
  const indexed = new Map<string, boolean>();
  const expected = new Set<string>();
  const forget = (): void => {
    indexed.clear();
    expected.clear();
  };
  bus.subscribe(({ topics }) => {
    if (topics.includes('schema')) forget();
  });

  const isIndexed = (read: ReadDb, list: CompiledList): boolean => {
    const key = `${list.object.table} ${list.isTrash} ${orderBy(list.order)}`;
    const known = indexed.get(key);
    if (known !== undefined) return known;
    if (indexed.size >= MAX_LISTS) forget();
    const answer = isOrderIndexed(read, list);
    indexed.set(key, answer);
    return answer;
  };

  const answerWindow = (input: unknown): unknown => {
    const { success, data } = RecordWindow.safeParse(input);
    if (!success) return undefined;
    const result = windowAtOnce({ ...deps, isIndexed }, db, data);
    if (!result) return undefined;
    const list = JSON.stringify([data.object, data.sort, data.state]);
    if (result.total > LONG_LIST && !expected.has(list)) {
      expected.add(list);
      expect({ ...data, limit: 0 });
    }
    return checkOutput('records.window', result);
  };

  /** Totals that are kept are a handful of rows. */
  const hasTotals = (input: unknown): boolean => {
    const { success, data } = AggregateQuery.safeParse(input);
    const object = success ? deps.schema.current().objects.get(data.object) : undefined;
    const question = object && data ? toWholeQuestion(object, data) : undefined;
    return question !== undefined && areKept(db, question);
  };

  return {
    answer: (path, input) => {
      if (SMALL.has(path) || (path === 'records.aggregate' && hasTotals(input)))
        return runHandler({ db, deps }, path, input);
      return path === 'records.window' ? answerWindow(input) : undefined;
    },
  };
};
