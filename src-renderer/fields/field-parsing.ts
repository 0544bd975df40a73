import { rulesFor } from '@shared/domain/field-types';
import { compileRules, defaultInput } from '@shared/domain/field-types/field-rules';
import { formatJson } from '@shared/domain/field-types/json';
import type { ParseContext, ParseResult } from '@shared/domain/field-types/field-type';
import type { FieldDef } from '@shared/domain/schema';
import type { FieldValue } from '@shared/domain/values';
import { isSameValue } from './editor-contract';
import type { FieldEnvironment } from './field-environment';
import { fieldText } from './field-text';

type Reading = Pick<ParseContext, 'dateOrder' | 'decimalComma'>;
const readings = new Map<string, Reading>();

/** How people of a locale write days and numbers. */
export const readingOf = (locale: string): Reading => {
  const known = readings.get(locale);
  if (known) return known;
  const order = new Intl.DateTimeFormat(locale, { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: 'UTC' })
    .formatToParts(0)
    .flatMap(({ type }) => (type === 'year' ? ['y'] : type === 'month' ? ['m'] : type === 'day' ? ['d'] : []))
    .join('');
  const decimal = new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === 'decimal')?.value;
  const reading: Reading = {
    dateOrder: order === 'mdy' || order === 'ymd' ? order : 'dmy',
    decimalComma: decimal === ',',
  };
  readings.set(locale, reading);
  return reading;
};

const readerOf = (field: Pick<FieldDef, 'settings'>, environment: FieldEnvironment): ParseContext => ({
  settings: field.settings,
  currency: field.settings.defaultCurrency ?? environment.currency,
  phoneRegion: environment.phoneRegion,
  timeZone: environment.timeZone,
  members: environment.members,
  nowMs: Date.now(),
  ...readingOf(environment.locale),
});

/** Reads what a person typed, without regard to the field's own rules: for filters and for what is there already. */
export const parseFieldText = (field: FieldDef, text: string, environment: FieldEnvironment): ParseResult =>
  rulesFor(field.type).parseText(text, readerOf(field, environment));

/** Reads what a person typed to be kept in a field: what breaks its rules is refused while it is typed. */
export const parseNewValue = (field: FieldDef, text: string, environment: FieldEnvironment): ParseResult => {
  const read = parseFieldText(field, text, environment);
  const reason = read.ok ? compileRules(field)?.(read.value, environment.timeZone) : undefined;
  return reason === undefined ? read : { ok: false, reason };
};

/** What a new record starts with in the field; null without a default. */
export const defaultValue = (field: FieldDef, environment: FieldEnvironment): FieldValue => {
  const input = defaultInput(field, rulesFor(field.type), { ...readerOf(field, environment), dateOrder: 'ymd' });
  // The engine has checked that the type reads it when the field was saved.
  return (input as FieldValue | undefined) ?? null;
};

const MINUTE_MS = 60_000;

/** Moments are shown to the minute; the editor keeps the seconds as long as nothing is typed. */
const isSameMinute = (field: FieldDef, a: FieldValue, b: FieldValue): boolean =>
  field.type === 'dateTime' && typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) < MINUTE_MS;

/** The text that an editor starts with: as it is shown where that reads back to the same value, else in plain form. */
export const editableText = (field: FieldDef, value: FieldValue, environment: FieldEnvironment): string => {
  if (value === null) return '';
  const shown =
    field.type === 'json' && typeof value === 'string' ? formatJson(value) : fieldText(field, value, environment);
  const read = parseFieldText(field, shown, environment);
  if (read.ok && (isSameValue(read.value, value) || isSameMinute(field, read.value, value))) return shown;
  return rulesFor(field.type).formatText(value, { settings: field.settings });
};
