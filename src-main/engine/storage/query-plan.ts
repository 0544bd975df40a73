import type { ReadDb, SqlValue } from './db';

/** A step of what SQLite does for a statement, in its own words ("SCAN t USING INDEX ..."). */
export interface PlanStep {
  /** Steps of a subquery are one deeper than what needs it. */
  readonly depth: number;
  readonly detail: string;
}

/** How SQLite would run a statement now. Prepared anew each time (`iterate`): a plan that is kept does not notice that an index came or went. */
export const readPlan = (db: ReadDb, sql: string, params: readonly SqlValue[]): readonly PlanStep[] => {
  const depths = new Map<number, number>();
  return [
    ...db.iterate<{ readonly id: number; readonly parent: number; readonly detail: string }>(
      `EXPLAIN QUERY PLAN ${sql}`,
      params,
    ),
  ].map(({ id, parent, detail }) => {
    const depth = parent === 0 ? 0 : (depths.get(parent) ?? 0) + 1;
    depths.set(id, depth);
    return { depth, detail };
  });
};
