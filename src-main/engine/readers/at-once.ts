import { checkOutput } from '../handlers/check-values';
import type { ReadDeps } from '../handlers/context';
import type { ChangeBus } from '../kernel/event-bus';
import { isOrderIndexed } from '../records/query/record-places.sql';
import type { CompiledList } from '../records/query/record-set';
import { windowAtOnce } from '../records/read/record-window.service';
import type { AggregateQuery, RecordWindow } from '@shared/domain/query';
import { areKept, questionOf } from '../records/totals/answer-totals';
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

/** Inputs have passed the schemas of their procedures. */
const asWindow = (input: unknown): RecordWindow => input as RecordWindow;
const asAggregate = (input: unknown): AggregateQuery => input as AggregateQuery;

export const createAtOnce = ({ deps, viewers, db, bus, expect }: AtOnceOptions): AtOnce => {
  // Lists without a filter are the same ones for as long as the data model is.
  let indexed = new WeakMap<CompiledList, boolean>();
  let expected = new WeakSet<CompiledList>();
  bus.subscribe(({ topics }) => {
    if (!topics.includes('schema') && !topics.includes('indexes')) return;
    indexed = new WeakMap();
    expected = new WeakSet();
  });

  const isIndexed = (read: ReadDb, list: CompiledList): boolean => {
    const known = indexed.get(list);
    if (known !== undefined) return known;
    const answer = isOrderIndexed(read, list);
    indexed.set(list, answer);
    return answer;
  };

  const answerWindow = (input: RecordWindow, memberId: string | null): unknown => {
    const answered = windowAtOnce({ ...deps, schema: viewers.as(memberId), isIndexed }, db, input);
    if (!answered) return undefined;
    const { list, result } = answered;
    if (result.total > LONG_LIST && !expected.has(list)) {
      expected.add(list);
      expect({ ...input, limit: 0 }, memberId);
    }
    return checkOutput('records.window', result);
  };

  /** Totals that are kept are a handful of rows. */
  const hasTotals = (schema: SchemaModel, input: AggregateQuery): boolean => {
    const question = questionOf(schema, input);
    return question !== undefined && areKept(db, question);
  };

  return {
    answer: (path, input, memberId) => {
      const schema = viewers.as(memberId);
      if (SMALL.has(path) || (path === 'records.aggregate' && hasTotals(schema.current(), asAggregate(input))))
        return runHandler({ db, deps: { ...deps, schema } }, path, input);
      return path === 'records.window' ? answerWindow(asWindow(input), memberId) : undefined;
    },
  };
};
