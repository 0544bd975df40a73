import type { RelativeDay } from '@shared/domain/query';
import type { CurrencyValue } from '@shared/domain/values';

export interface Regional {
  readonly locale: string;
  readonly timeZone: string;
}

const cached = <O extends object, F>(make: (locale: string, options: O) => F): ((locale: string, options: O) => F) => {
  const made = new Map<string, F>();
  return (locale, options) => {
    const key = locale + JSON.stringify(options);
    const known = made.get(key);
    if (known !== undefined) return known;
    const formatter = make(locale, options);
    made.set(key, formatter);
    return formatter;
  };
};

// A locale that the platform does not know must not take the screen down.
const withFallback =
  <O extends object, F>(make: (locale: string | undefined, options: O) => F) =>
  (locale: string, options: O): F => {
    try {
      return make(locale, options);
    } catch {
      return make(undefined, options);
    }
  };

const numberFormat = cached(
  withFallback((locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options)),
);
const dateFormat = cached(
  withFallback((locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options)),
);
const relativeFormat = cached(
  withFallback((locale, options: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(locale, options)),
);

export const formatNumber = (region: Regional, value: number, decimals?: number): string =>
  numberFormat(
    region.locale,
    decimals === undefined
      ? { maximumFractionDigits: 8 }
      : { minimumFractionDigits: decimals, maximumFractionDigits: decimals },
  ).format(value);

/** "30 days ago", "in 2 weeks", "today". */
export const formatRelativeDay = (region: Regional, { amount, unit }: RelativeDay): string =>
  relativeFormat(region.locale, { numeric: 'auto' }).format(amount, unit);

/** 25 is 25 %. */
export const formatPercent = (region: Regional, value: number, decimals?: number): string =>
  numberFormat(
    region.locale,
    decimals === undefined
      ? { style: 'percent', maximumFractionDigits: 6 }
      : { style: 'percent', minimumFractionDigits: decimals, maximumFractionDigits: decimals },
  ).format(value / 100);

/** Digits after the point of a currency: 2 for EUR, 0 for JPY, 3 for KWD. */
export const currencyDigits = (currency: string): number => {
  try {
    return numberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
};

/** whole: lists; full: the field itself and copies; compact: totals and axes. */
export type MoneyPrecision = 'whole' | 'full' | 'compact';

export const formatMoney = (region: Regional, money: CurrencyValue, precision: MoneyPrecision = 'full'): string => {
  const digits = currencyDigits(money.currency);
  const amount = money.amountMinor / 10 ** digits;
  const style = { style: 'currency', currency: money.currency } as const;
  if (precision === 'compact' && Math.abs(amount) >= 100_000) {
    return numberFormat(region.locale, { ...style, notation: 'compact', maximumFractionDigits: 2 }).format(amount);
  }
  const isWhole = precision !== 'full' || Number.isInteger(amount);
  const fraction = isWhole ? 0 : digits;
  return numberFormat(region.locale, {
    ...style,
    minimumFractionDigits: fraction,
    maximumFractionDigits: fraction,
  }).format(amount);
};

/** "2026-11-20", the calendar day of an instant in a zone. */
export const dayOf = (region: Regional, atMs: number): string => {
  const parts = dateFormat('en', {
    timeZone: region.timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(atMs);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
};

const DAY_MS = 86_400_000;
/** Noon UTC of a calendar day: far from both of its ends. */
const noonOf = (day: string): number => Date.parse(`${day}T12:00:00Z`);

/** Whole days from one calendar day to another. */
export const daysBetween = (from: string, to: string): number => Math.round((noonOf(to) - noonOf(from)) / DAY_MS);

export type DateStyle = 'full' | 'short' | 'weekday' | 'long';
const DATE_STYLES = {
  full: { day: 'numeric', month: 'short', year: 'numeric' },
  short: { day: 'numeric', month: 'short' },
  weekday: { weekday: 'short', day: 'numeric', month: 'short' },
  long: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
} as const satisfies Record<DateStyle, Intl.DateTimeFormatOptions>;

/** Text that is no calendar day is shown as it is. */
export const formatDay = (region: Regional, day: string, style: DateStyle = 'full'): string => {
  const atMs = noonOf(day);
  if (Number.isNaN(atMs)) return day;
  return dateFormat(region.locale, { ...DATE_STYLES[style], timeZone: 'UTC' }).format(atMs);
};

/** "18 Nov", with the year unless it is this one. */
export const formatDayInContext = (region: Regional, day: string, today: string): string =>
  formatDay(region, day, day.slice(0, 4) === today.slice(0, 4) ? 'short' : 'full');

export const formatTime = (region: Regional, atMs: number): string =>
  dateFormat(region.locale, { hour: '2-digit', minute: '2-digit', timeZone: region.timeZone }).format(atMs);

export const formatDateTime = (region: Regional, atMs: number): string =>
  dateFormat(region.locale, {
    ...DATE_STYLES.full,
    hour: '2-digit',
    minute: '2-digit',
    timeZone: region.timeZone,
  }).format(atMs);

const capitalized = (region: Regional, text: string): string =>
  text.charAt(0).toLocaleUpperCase(region.locale) + text.slice(1);

/** "Yesterday", "in 3 days": a day seen from today, in the largest unit that fits. */
export const formatDayDistance = (region: Regional, day: string, today: string): string => {
  const days = daysBetween(today, day);
  const format = relativeFormat(region.locale, { numeric: 'auto' });
  const size = Math.abs(days);
  if (size < 14) return format.format(days, 'day');
  if (size < 60) return format.format(Math.round(days / 7), 'week');
  if (size < 730) return format.format(Math.round(days / 30.44), 'month');
  // Whole years: who was born thirty and a half years ago is thirty.
  return format.format(Math.trunc(days / 365.25), 'year');
};

/** A due date in a list: named near today, else the day. */
export const formatDayNearby = (region: Regional, day: string, today: string): string =>
  Math.abs(daysBetween(today, day)) <= 1
    ? capitalized(region, formatDayDistance(region, day, today))
    : formatDayInContext(region, day, today);

/** "29 min ago", "Yesterday", then the day. */
export const formatAgo = (region: Regional, atMs: number, nowMs: number): string => {
  const today = dayOf(region, nowMs);
  const day = dayOf(region, atMs);
  const days = daysBetween(today, day);
  const minutes = Math.round((atMs - nowMs) / 60_000);
  const format = relativeFormat(region.locale, { numeric: 'auto', style: 'short' });
  if (minutes === 0) return capitalized(region, relativeFormat(region.locale, { numeric: 'auto' }).format(0, 'second'));
  if (Math.abs(minutes) < 60) return format.format(minutes, 'minute');
  if (days === 0) return format.format(Math.round(minutes / 60), 'hour');
  if (Math.abs(days) < 7) {
    return capitalized(region, relativeFormat(region.locale, { numeric: 'auto' }).format(days, 'day'));
  }
  return formatDayInContext(region, day, today);
};

/** "1.8 MB". */
export const formatBytes = (region: Regional, sizeBytes: number): string => {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  let power = 0;
  let size = sizeBytes;
  while (size >= 1000 && power < units.length - 1) {
    size /= 1000;
    power += 1;
  }
  return numberFormat(region.locale, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power === 0 || size >= 100 ? 0 : 1,
  }).format(size);
};
