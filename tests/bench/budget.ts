import type { Timing } from './measure';

/** A row of the budget table in the architecture: what is allowed, absolutely or as a ratio to plain SQL in the same run. */
export interface Budget {
  readonly p50Ms?: number;
  readonly p95Ms?: number;
  /** Largest p50 as a multiple of plain SQL's; for rates, the smallest share of plain SQL's rate. */
  readonly ratio?: number;
}

export interface BenchRow extends Timing {
  readonly name: string;
  /** Null where plain SQL has nothing to compare. */
  readonly plainP50Ms: number | null;
  /** p50 over plain p50; for rates plain time over ours, so that more is better there. */
  readonly ratio: number | null;
  readonly withinBudget: boolean;
  readonly budget: string;
  /** What else was measured: rows/s, MiB. */
  readonly note: string;
}

const budgetText = ({ p50Ms, p95Ms, ratio }: Budget): string =>
  [
    ...(ratio === undefined ? [] : [`${ratio}x plain`]),
    ...(p50Ms === undefined ? [] : [`p50 ${p50Ms} ms`]),
    ...(p95Ms === undefined ? [] : [`p95 ${p95Ms} ms`]),
  ].join(', ');

export const timedRow = (name: string, budget: Budget, ours: Timing, plain: Timing | null, note = ''): BenchRow => {
  const ratio = plain ? ours.p50Ms / plain.p50Ms : null;
  const withinBudget =
    ours.p50Ms <= (budget.p50Ms ?? Infinity) &&
    ours.p95Ms <= (budget.p95Ms ?? Infinity) &&
    (ratio ?? 0) <= (budget.ratio ?? Infinity);
  return { name, ...ours, plainP50Ms: plain?.p50Ms ?? null, ratio, withinBudget, budget: budgetText(budget), note };
};

/** A rate: `ratio` is our rows/s over plain SQL's. */
export const rateRow = (
  name: string,
  smallestRatio: number,
  rows: number,
  oursMs: number,
  plainMs: number,
): BenchRow => {
  const ratio = plainMs / oursMs;
  const perSecond = (ms: number): string => `${Math.round((rows / ms) * 1000).toLocaleString('en')} rows/s`;
  return {
    name,
    p50Ms: oursMs,
    p95Ms: oursMs,
    plainP50Ms: plainMs,
    ratio,
    withinBudget: ratio >= smallestRatio,
    budget: `at least ${smallestRatio}x plain`,
    note: `${perSecond(oursMs)}, plain ${perSecond(plainMs)}`,
  };
};

const number = (value: number | null): string =>
  value === null ? '' : value >= 100 ? value.toFixed(0) : value.toPrecision(3);

/** A table in Markdown, as docs/performance.md holds it. */
export const formatTable = (rows: readonly BenchRow[]): string =>
  [
    '| what | p50 ms | p95 ms | plain SQL p50 ms | ratio | budget | within | |',
    '|---|---|---|---|---|---|---|---|',
    ...rows.map(
      (row) =>
        `| ${row.name} | ${number(row.p50Ms)} | ${number(row.p95Ms)} | ${number(row.plainP50Ms)} | ${number(row.ratio)} | ${row.budget} | ${row.withinBudget ? 'yes' : 'NO'} | ${row.note} |`,
    ),
  ].join('\n');
