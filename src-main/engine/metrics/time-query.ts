import type { QueryShape } from '@shared/contract/diagnostics.contract';
import type { ReadDb, TimedStatement } from '../storage/db';
import { type PlanStep, readPlan } from '../storage/query-plan';
import { shapeOf } from './query-shape.rules';

/** A query that took long. */
export interface SlowCall {
  readonly shape: QueryShape;
  readonly ms: number;
  /** That its slowest statement gave. */
  readonly rows: number;
  /** False where it failed, or was ended before it had its answer. */
  readonly isFinished: boolean;
  /** Of its slowest statement. */
  readonly plan: readonly PlanStep[];
}

/** Where slow queries are told to. */
export interface SlowWatch {
  /** What takes at least so long, in ms, is slow. */
  readonly thresholdMs: () => number;
  readonly slow: (call: SlowCall) => void;
}

const planOf = (db: ReadDb, slowest: TimedStatement | undefined): Pick<SlowCall, 'rows' | 'plan'> =>
  slowest ? { rows: slowest.rows, plan: readPlan(db, slowest.sql, slowest.params) } : { rows: 0, plan: [] };

/** Runs a query procedure and tells of it when it was slow, also when it failed. */
export const timeQuery = (
  db: ReadDb,
  { thresholdMs, slow }: SlowWatch,
  path: string,
  input: unknown,
  run: () => unknown,
): unknown => {
  const endTiming = db.timeStatements();
  const startedAtMs = performance.now();
  let isFinished = false;
  try {
    const answer = run();
    isFinished = true;
    return answer;
  } finally {
    const ms = performance.now() - startedAtMs;
    const slowest = endTiming();
    if (ms >= thresholdMs()) slow({ shape: shapeOf(path, input), ms, isFinished, ...planOf(db, slowest) });
  }
};
