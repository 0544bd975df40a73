import { assertNever } from '../assert-never';
import type { DateUnit } from '../query';

/** A calendar day as "YYYY-MM-DD", without a time zone. */
const FORM = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY_MS = 86_400_000;

const utcMs = (year: number, month: number, day: number): number => {
  const date = new Date(0);
  // Date.UTC reads years below 100 as 19xx.
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime();
};

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const daysIn = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0);

const digits = (value: number, count: number): string => String(value).padStart(count, '0');

/** Whole numbers, month 1 to 12. Undefined when there is no such day in the years 1 to 9999. Asked for every date of an import: without `Date` it takes a tenth. */
export const makeDay = (year: number, month: number, day: number): string | undefined =>
  year >= 1 && year <= 9999 && day >= 1 && day <= daysIn(year, month)
    ? `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`
    : undefined;

/** Whether the text is a day that exists, in this very form. */
export const isDay = (text: string): boolean => {
  const match = FORM.exec(text);
  return match !== null && makeDay(Number(match[1]), Number(match[2]), Number(match[3])) === text;
};

/** Milliseconds of the day's midnight in UTC. */
export const dayToUtcMs = (day: string): number =>
  utcMs(Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10)));

/** Kept within the years 1 to 9999. */
const utcMsToDay = (ms: number): string => {
  const clamped = Math.min(Math.max(ms, utcMs(1, 1, 1)), utcMs(9999, 12, 31));
  return new Date(clamped).toISOString().slice(0, 10);
};

/** Over the ends of months and years. */
export const addDays = (day: string, count: number): string => utcMsToDay(dayToUtcMs(day) + count * DAY_MS);

/** The same day of another month, or that month's last day when it is shorter. */
export const addMonths = (day: string, count: number): string => {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count;
  const year = Math.floor(months / 12);
  const month = (months % 12) + 1;
  if (year < 1) return '0001-01-01';
  if (year > 9999) return '9999-12-31';
  return makeDay(year, month, Math.min(Number(day.slice(8, 10)), daysIn(year, month))) ?? day;
};

/** 0 is Monday. */
export const weekday = (day: string): number => (new Date(dayToUtcMs(day)).getUTCDay() + 6) % 7;

/**
 * 0 is Sunday, 1 Monday, as `Intl` counts: the day with which weeks begin where a locale is spoken. Monday, as ISO 8601 has
 * it, where the locale names no region.
 */
export const firstWeekdayOf = (locale: string): number => {
  try {
    const known: Intl.Locale & {
      readonly getWeekInfo?: () => { readonly firstDay: number };
      readonly weekInfo?: { readonly firstDay: number };
    } = new Intl.Locale(locale);
    // Newer than the types; older engines have the property instead of the method.
    return known.region === undefined ? 1 : (known.getWeekInfo?.() ?? known.weekInfo ?? { firstDay: 1 }).firstDay % 7;
  } catch {
    return 1;
  }
};

/** First day of the week, month, quarter or year that holds `day`. `firstWeekday`: 0 is Sunday, 1 Monday. */
export const startOfUnit = (day: string, unit: DateUnit, firstWeekday = 1): string => {
  switch (unit) {
    case 'day':
      return day;
    case 'week':
      return addDays(day, -((weekday(day) + 8 - firstWeekday) % 7));
    case 'month':
      return `${day.slice(0, 8)}01`;
    case 'quarter': {
      const month = Number(day.slice(5, 7));
      return `${day.slice(0, 5)}${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`;
    }
    case 'year':
      return `${day.slice(0, 5)}01-01`;
    default:
      return assertNever(unit);
  }
};

/** Months, quarters and years as `addMonths`. */
export const addUnits = (day: string, count: number, unit: DateUnit): string => {
  switch (unit) {
    case 'day':
      return addDays(day, count);
    case 'week':
      return addDays(day, count * 7);
    case 'month':
      return addMonths(day, count);
    case 'quarter':
      return addMonths(day, count * 3);
    case 'year':
      return addMonths(day, count * 12);
    default:
      return assertNever(unit);
  }
};
