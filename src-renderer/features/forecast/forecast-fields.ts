import type { FieldDef, ObjectDef } from '@shared/domain/schema';

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

const MONTHS = 6;

/** The month of today and the five after it. */
export const forecastSpan = (today: string): { readonly from: string; readonly to: string } => {
  const first = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1;
  const last = first + MONTHS - 1;
  return {
    from: today.slice(0, 7),
    to: `${String(Math.floor(last / 12)).padStart(4, '0')}-${String((last % 12) + 1).padStart(2, '0')}`,
  };
};
