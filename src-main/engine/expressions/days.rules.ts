import { msg } from '@lingui/core/macro';
import { addDays, addMonths, dayToUtcMs, isDay, makeDay, startOfUnit, weekday } from '@shared/domain/field-types/day';
import { dayInZone, hourInZone } from '@shared/domain/field-types/time-zone';
import { toMessage } from '@shared/messages/message';
import { EvaluationFailure } from './evaluation-failure';
import { Day } from './expression-values';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const inZone = <T>(timeZone: string, read: () => T): T => {
  try {
    return read();
  } catch (cause) {
    const zone = timeZone.slice(0, 50);
    throw new EvaluationFailure(msg`"${zone}" is not a time zone.`, { cause });
  }
};

export const dayOfText = (text: string): Day => {
  const start = text.slice(0, 50);
  if (!isDay(text)) throw new EvaluationFailure(msg`"${start}" is not a day such as 2026-12-31.`);
  return new Day(text);
};

export const dayOfParts = (year: number, month: number, day: number): Day => {
  const iso = makeDay(Math.trunc(year), Math.trunc(month), Math.trunc(day));
  if (iso === undefined) throw new EvaluationFailure(msg`There is no such day.`);
  return new Day(iso);
};

export const dayOfInstant = (instant: Date, timeZone: string): Day =>
  inZone(timeZone, () => new Day(dayInZone(instant.getTime(), timeZone)));
export const hourOfInstant = (instant: Date, timeZone: string): number =>
  inZone(timeZone, () => hourInZone(instant.getTime(), timeZone));

export const yearOf = ({ iso }: Day): number => Number(iso.slice(0, 4));
export const monthOf = ({ iso }: Day): number => Number(iso.slice(5, 7));
export const dayOfMonth = ({ iso }: Day): number => Number(iso.slice(8, 10));
export const quarterOf = (day: Day): number => Math.ceil(monthOf(day) / 3);
/** Monday is 1. */
export const weekdayOf = ({ iso }: Day): number => weekday(iso) + 1;

export const daysBetween = (from: Day, to: Day): number => (dayToUtcMs(to.iso) - dayToUtcMs(from.iso)) / DAY_MS;
const monthsBetween = (from: Day, to: Day): number => (yearOf(to) - yearOf(from)) * 12 + monthOf(to) - monthOf(from);

const OUT_OF_CALENDAR = toMessage(msg`The date would lie outside the years 1 to 9999.`);

/** Days outside the calendar become its first or last one elsewhere; in a formula they would be wrong without a word. */
const within = (isThere: boolean, day: Day): Day => {
  if (!isThere) throw new EvaluationFailure(OUT_OF_CALENDAR);
  return day;
};

export const shiftDays = (from: Day, count: number): Day => {
  const wanted = Math.trunc(count);
  const day = new Day(addDays(from.iso, wanted));
  return within(daysBetween(from, day) === wanted, day);
};
export const shiftMonths = (from: Day, count: number): Day => {
  const wanted = Math.trunc(count);
  const day = new Day(addMonths(from.iso, wanted));
  return within(monthsBetween(from, day) === wanted, day);
};
export const startOfMonth = ({ iso }: Day): Day => new Day(startOfUnit(iso, 'month'));
/** Without a look at the month after, which the last one of the calendar has not. */
export const endOfMonth = ({ iso }: Day): Day => {
  const [year, month] = [Number(iso.slice(0, 4)), Number(iso.slice(5, 7))];
  return new Day([31, 30, 29, 28].map((day) => makeDay(year, month, day)).find((day) => day !== undefined) ?? iso);
};

export const hoursBetween = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / HOUR_MS;
