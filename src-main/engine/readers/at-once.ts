import { checkOutput } from '../handlers/check-values';
import type { ReadDeps } from '../handlers/context';
import type { ChangeBus } from '../kernel/event-bus';
import { isOrderIndexed } from '../records/query/record-places.sql';
import type { CompiledList } from '../records/query/record-set';
import { orderBy } from '../records/query/sort-compile';
import { windowAtOnce } from '../records/read/record-window.service';
import { AggregateQuery, RecordWindow } from '@shared/domain/query';
import { areKept, toWholeQuestion } from '../records/totals/answer-totals';
import type { Viewers } from '../records/policy/viewers';
import type { SchemaModel } from '../schema/model';
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
  readonly answer: (path: string, input: unknown, memberId: string | null) => unknown;
}

interface AtOnceOptions {
  readonly deps: Omit<ReadDeps, 'schema'>;
  readonly viewers: Viewers;
  readonly db: ReadDb;
  readonly bus: ChangeBus;
  /** Told once of each list whose start was answered, so that its order can be read where it holds nobody up. */
  readonly expect: (input: RecordWindow, memberId: string | null) => void;
}

/** From here on a jump into a list is slow without its order in memory. */
const LONG_LIST = 1000;
const MAX_LISTS = 500;

export const createAtOnce = ({ deps, viewers, db, bus, expect }: AtOnceOptions): AtOnce => {
  const indexed = new Map<string, boolean>();
  const expected = new Set<string>();
  const forget = (): void => {
    indexed.clear();
    expected.clear();
  };
  bus.subscribe(({ topics }) => {
    if (topics.includes('schema') || topics.includes('indexes')) forget();
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

  const answerWindow = (input: unknown, memberId: string | null): unknown => {
    const { success, data } = RecordWindow.safeParse(input);
    if (!success) return undefined;
    const result = windowAtOnce({ ...deps, schema: viewers.as(memberId), isIndexed }, db, data);
    if (!result) return undefined;
    const list = JSON.stringify([data.object, data.sort, data.state, memberId]);
    if (result.total > LONG_LIST && !expected.has(list)) {
      expected.add(list);
      expect({ ...data, limit: 0 }, memberId);
    }
    return checkOutput('records.window', result);
  };

  /** Totals that are kept are a handful of rows. */
  const hasTotals = (schema: SchemaModel, input: unknown): boolean => {
    const { success, data } = AggregateQuery.safeParse(input);
    const object = success ? schema.objects.get(data.object) : undefined;
    const question = object && data ? toWholeQuestion(object, data) : undefined;
    return question !== undefined && areKept(db, question);
  };

  return {
    answer: (path, input, memberId) => {
      const schema = viewers.as(memberId);
      if (SMALL.has(path) || (path === 'records.aggregate' && hasTotals(schema.current(), input)))
        return runHandler({ db, deps: { ...deps, schema } }, path, input);
      return path === 'records.window' ? answerWindow(input, memberId) : undefined;
    },
  };
};
