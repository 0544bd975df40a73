import { z } from 'zod';
import { QueryShape, SlowThreshold } from '@shared/contract/diagnostics.contract';
import { QueryPlan } from '@shared/contract/query-plan';
import type { ReadDb, WriteDb } from '../storage/db';
import { findSetting, saveSetting } from '../storage/setting.sql';
import type { Histogram } from './histogram.rules';

/** Queries of one shape that were slow. */
export interface SlowRow {
  readonly shape: QueryShape;
  /** Of all that were slow. */
  readonly times: Histogram;
  /** Of them without an answer. */
  readonly unfinished: number;
  readonly lastMs: number;
  readonly lastAtMs: number;
  readonly lastRows: number;
  /** Of the last one. */
  readonly plan: QueryPlan;
}

interface RawRow {
  readonly shape: string;
  readonly count: number;
  readonly unfinished: number;
  readonly totalMs: number;
  readonly worstMs: number;
  readonly lastMs: number;
  readonly lastAtMs: number;
  readonly lastRows: number;
  readonly buckets: string;
  readonly plan: string;
}

const Buckets = z.array(z.int());

const toSlowRow = (row: RawRow): SlowRow => {
  const { count, totalMs, worstMs, unfinished, lastMs, lastAtMs, lastRows } = row;
  const buckets = Uint32Array.from(Buckets.parse(JSON.parse(row.buckets)));
  return {
    shape: QueryShape.parse(JSON.parse(row.shape)),
    times: { buckets, count, totalMs, worstMs },
    unfinished,
    lastMs,
    lastAtMs,
    lastRows,
    plan: QueryPlan.parse(JSON.parse(row.plan)),
  };
};

/** The longest unseen first. */
export const listSlowRows = (db: ReadDb): readonly SlowRow[] =>
  db
    .all<RawRow>(
      `SELECT shape, count, unfinished, total_ms AS totalMs, worst_ms AS worstMs, last_ms AS lastMs, last_at_ms AS lastAtMs,
        last_rows AS lastRows, buckets, plan FROM slow_query ORDER BY last_at_ms`,
    )
    .map(toSlowRow);

/** Keeps these rows and no others. */
export const replaceSlowRows = (db: WriteDb, rows: readonly SlowRow[]): void => {
  db.run('DELETE FROM slow_query');
  for (const { shape, times, unfinished, lastMs, lastAtMs, lastRows, plan } of rows) {
    db.run(
      `INSERT INTO slow_query(shape, count, unfinished, total_ms, worst_ms, last_ms, last_at_ms, last_rows, buckets, plan)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        JSON.stringify(shape),
        times.count,
        unfinished,
        times.totalMs,
        times.worstMs,
        lastMs,
        lastAtMs,
        lastRows,
        JSON.stringify([...times.buckets]),
        JSON.stringify(plan),
      ],
    );
  }
};

const THRESHOLD = 'slowQueryMs';
/** What a person notices. */
const DEFAULT_THRESHOLD_MS = 100;

/** From how many ms on a query is slow. */
export const readThreshold = (db: ReadDb): number => {
  const text = findSetting(db, THRESHOLD);
  return text === undefined ? DEFAULT_THRESHOLD_MS : SlowThreshold.parse(JSON.parse(text));
};

export const saveThreshold = (db: WriteDb, ms: number): void => saveSetting(db, THRESHOLD, JSON.stringify(ms));
