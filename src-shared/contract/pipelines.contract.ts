import { z } from 'zod';
import { ApiName, RecordId } from '../domain/ids';
import { FieldPath, Filter } from '../domain/query';
import { ActorValue, CurrencyValue } from '../domain/values';
import { command, query } from './procedure';

/** "2026-11". */
export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Not a month');

export const MAX_FORECAST_MONTHS = 60;

/** The stay of a record in a stage. */
export const StageStay = z.object({
  /** The stage's key; it may be gone from the pipelines by now. */
  stage: z.string(),
  reason: z.string().nullable(),
  enteredAtMs: z.number(),
  /** Null: it is there now. */
  leftAtMs: z.number().nullable(),
  /** Until it left, or until now. */
  durationMs: z.number(),
  /** Who moved it there. */
  actor: ActorValue,
});
export type StageStay = Readonly<z.infer<typeof StageStay>>;

/** What records add up to by how they stand. Money is kept apart by currency. */
export const ForecastSum = z.object({
  openCount: z.int(),
  wonCount: z.int(),
  lostCount: z.int(),
  open: z.array(CurrencyValue),
  /** The open amounts, each times the chance of its stage. */
  weighted: z.array(CurrencyValue),
  won: z.array(CurrencyValue),
  lost: z.array(CurrencyValue),
});
export type ForecastSum = Readonly<z.infer<typeof ForecastSum>>;

export const ForecastQuery = z.strictObject({
  object: ApiName,
  /** Key of a pipeline; default: all. */
  pipeline: z.string().max(64).optional(),
  /** First and last month, at most five years. */
  from: Month,
  to: Month,
  /** A money field. */
  amountField: FieldPath,
  /** The date or moment whose month counts. */
  dateField: FieldPath,
  filter: Filter.optional(),
  /** IANA zone in which a moment has its month; default: the workspace's. */
  timeZone: z.string().max(64).optional(),
});
export type ForecastQuery = Readonly<z.infer<typeof ForecastQuery>>;

export const Forecast = z.object({
  /** Every month from the first to the last, also those that hold nothing. */
  months: z.array(ForecastSum.extend({ month: Month })),
  total: ForecastSum,
});
export type Forecast = Readonly<z.infer<typeof Forecast>>;

export const RemoveStages = z.strictObject({
  object: ApiName,
  /** Keys of stages that go, each with the stage that takes its records; null empties their stage. */
  moves: z
    .array(z.strictObject({ stage: z.string().max(64), to: z.string().max(64).nullable() }))
    .min(1)
    .max(200),
});
export type RemoveStages = Readonly<z.infer<typeof RemoveStages>>;

/** What pipelines say of records. The pipelines themselves are settings of a field (`schema`). */
export const pipelinesContract = {
  /** The stages that a record was in, the first one first. A move that was undone is no stay. */
  stageHistory: query({
    input: z.strictObject({ object: ApiName, id: RecordId }),
    output: z.object({ stays: z.array(StageStay) }),
    reads: ['records', 'history'],
  }),
  /** Amounts by month and by how the records stand. Records in no stage, and those without a date, are left out. */
  forecast: query({ input: ForecastQuery, output: Forecast, reads: ['records', 'schema'] }),
  /** Removes stages, after their records, those in the trash too, have gone where they are sent: one action. A pipeline left without stages goes too. */
  removeStages: command({ input: RemoveStages, output: z.object({ count: z.int() }) }),
};
