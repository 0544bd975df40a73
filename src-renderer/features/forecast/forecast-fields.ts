import type { FieldDef, ObjectDef } from '@shared/domain/schema';
import { DEFAULT_FORECAST_SPAN, type ForecastSpan } from '@shared/domain/views';

/** What a forecast of an object is made of. */
export interface ForecastFields {
  readonly stage: FieldDef;
  readonly amount: FieldDef;
  readonly date: FieldDef;
}

/** The pipelines, the first money and the first date of an object; undefined when it lacks one of them. */
export const findForecastFields = (object: ObjectDef): ForecastFields | undefined => {
  const live = object.fields.filter(
    ({ deletedAtMs, isHidden, isSystem }) => deletedAtMs === null && !isHidden && !isSystem,
  );
  const stage = live.find(({ type }) => type === 'stage');
  const amount = live.find(({ type }) => type === 'currency');
  const date = live.find(({ type }) => type === 'date') ?? live.find(({ type }) => type === 'dateTime');
  return stage && amount && date && { stage, amount, date };
};

const MONTHS: Readonly<Record<ForecastSpan, number>> = {
  months3: 3,
  months6: 6,
  months12: 12,
  thisQuarter: 3,
  nextQuarter: 3,
};

/** Months are counted from the year 0. */
const monthText = (month: number): string =>
  `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;

const firstMonth = (today: string, span: ForecastSpan): number => {
  const now = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1;
  const quarter = now - (now % 3);
  if (span === 'thisQuarter') return quarter;
  return span === 'nextQuarter' ? quarter + 3 : now;
};

/** The first and the last month of a span, as "YYYY-MM". */
export const forecastMonths = (
  today: string,
  span: ForecastSpan = DEFAULT_FORECAST_SPAN,
): { readonly from: string; readonly to: string } => {
  const first = firstMonth(today, span);
  return { from: monthText(first), to: monthText(first + MONTHS[span] - 1) };
};
