import { currencyExponent } from '@shared/domain/field-types/currency-codes';
import { dayToUtcMs, isDay } from '@shared/domain/field-types/day';
import { wallMsAt } from '@shared/domain/field-types/time-zone';
import type { FieldType } from '@shared/domain/schema';
import { CurrencyValue, type FieldValue } from '@shared/domain/values';
import type { PathLeaf } from '../records/query/field-path';
import { MAX_XLSX_TEXT, type XlsxCell } from './formats/xlsx-write';

const DAY_MS = 86_400_000;
/** Day 0 of spreadsheets, 1899-12-30, in days before 1970. */
const EPOCH_DAYS = 25_569;
/** Before it spreadsheets count a 29th of February 1900 that never was, or cannot count. */
const FIRST_MS = Date.UTC(1900, 2, 1);

const DATE_FORMAT = 'yyyy-mm-dd';
const TIME_FORMAT = 'yyyy-mm-dd hh:mm:ss';
const PERCENT_FORMAT = '0.00%';

const serialOf = (utcMs: number): number => utcMs / DAY_MS + EPOCH_DAYS;

const moneyCell = (value: FieldValue): XlsxCell | undefined => {
  const { data } = CurrencyValue.safeParse(value);
  if (!data) return undefined;
  const exponent = currencyExponent(data.currency);
  const fraction = exponent === 0 ? '' : `.${'0'.repeat(exponent)}`;
  return { number: data.amountMinor / 10 ** exponent, format: `#,##0${fraction} [$${data.currency}]` };
};

/** Numbers, days and times, yes and no as such; undefined for what is written as a text. */
const typedCell = (type: FieldType, value: FieldValue, timeZone: string): XlsxCell | undefined => {
  if (typeof value === 'boolean') return value;
  if (type === 'currency') return moneyCell(value);
  if (type === 'date' && typeof value === 'string' && isDay(value)) {
    const ms = dayToUtcMs(value);
    return ms < FIRST_MS ? undefined : { number: serialOf(ms), format: DATE_FORMAT };
  }
  if (typeof value !== 'number') return undefined;
  if (type === 'dateTime') {
    const ms = wallMsAt(value, timeZone);
    return ms < FIRST_MS ? undefined : { number: serialOf(ms), format: TIME_FORMAT };
  }
  // A hundredth of 33.3 is 0.333, not what floating point makes of it.
  return type === 'percent'
    ? { number: Number((value / 100).toPrecision(15)), format: PERCENT_FORMAT }
    : { number: value };
};

/** A value as a cell. Times are those of a clock in `timeZone`, since spreadsheets have none. `onCut` hears of a text that is longer than a cell holds. */
export const toXlsxCell = (leaf: PathLeaf, value: FieldValue, timeZone: string, onCut: () => void): XlsxCell => {
  if (value === null) return null;
  const typed = typedCell(leaf.type, value, timeZone);
  if (typed !== undefined) return typed;
  const text = leaf.rules.formatText(value, { settings: leaf.settings });
  if (text.length <= MAX_XLSX_TEXT) return text;
  onCut();
  return `${text.slice(0, MAX_XLSX_TEXT - 1)}…`;
};

const WIDTHS: Readonly<Partial<Record<FieldType, number>>> = {
  boolean: 8,
  rating: 8,
  percent: 10,
  integer: 12,
  number: 12,
  date: 12,
  currency: 16,
  dateTime: 20,
  longText: 40,
  richText: 40,
  address: 40,
};

/** How wide a column is drawn, in characters. */
export const xlsxWidth = (type: FieldType): number => WIDTHS[type] ?? 24;
