import type { SqlFragment } from '../../schema/field-types/field-type-storage';
import type { ReadDb } from '../../storage/db';
import type { Joins } from '../query/joins';
import type { CompiledSet } from '../query/record-set';

export interface ForecastRow {
  /** "2026-11". */
  readonly month: string;
  readonly outcome: 'open' | 'won' | 'lost';
  /** Null: records without an amount. */
  readonly currency: string | null;
  readonly count: number;
  readonly amount: number | null;
  readonly weighted: number | null;
}

/** Expressions over the records of a set. */
export interface ForecastColumns {
  readonly day: SqlFragment;
  readonly outcome: string;
  readonly probability: string;
  readonly amount: string;
  readonly currency: string;
}

/** One statement, however many records there are. Amounts in minor units, not rounded. */
export const listForecastRows = (
  db: ReadDb,
  set: CompiledSet,
  joins: Joins,
  { day, outcome, probability, amount, currency }: ForecastColumns,
): readonly ForecastRow[] =>
  db.all<ForecastRow>(
    `SELECT substr(${day.sql}, 1, 7) AS month, ${outcome} AS outcome, ${currency} AS currency, count(*) AS count,
       sum(${amount} + 0.0) AS amount, sum(${amount} * ${probability} / 100.0) AS weighted
     FROM ${joins.from()} WHERE ${set.where.sql} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    [...day.params, ...set.where.params],
  );
