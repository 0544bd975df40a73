import { msg, plural } from '@lingui/core/macro';
import { toMessage, withValues, type Message } from '../../messages/message';
import type { FieldInput, FieldValue } from '../values';
import type { FieldDef, FieldSettings, FieldType } from '../schema';
import { CurrencyValue } from '../values';
import { isRichDocument } from '../rich-text/document';
import { plainTextOf } from '../rich-text/plain-text';
import { assertNever } from '../assert-never';
import { currencyExponent } from './currency-codes';
import { isDay } from './day';
import type { FieldTypeRules, ParseContext } from './field-type';
import { isTextList } from './list-text';
import { readPattern } from './text-pattern';
import { dayInZone } from './time-zone';

/** What the rules of a field are checked against: its name in messages, its type and its settings. */
export type RuledField = Pick<FieldDef, 'label' | 'type' | 'settings'>;

/** Why a value breaks a rule of its field; undefined when it keeps them all. `timeZone` says which day a moment is on. */
export type RuleCheck = (value: FieldValue, timeZone: string) => Message | undefined;

type Bound = 'amount' | 'money' | 'day' | 'moment' | 'none';

const boundOf = (type: FieldType): Bound => {
  if (type === 'number' || type === 'integer' || type === 'percent') return 'amount';
  if (type === 'currency') return 'money';
  return type === 'date' ? 'day' : type === 'dateTime' ? 'moment' : 'none';
};

/** Whether the bounds of a type are days rather than numbers. */
export const hasDayBounds = (type: FieldType): boolean => boundOf(type) === 'day' || boundOf(type) === 'moment';

/** A value as its bounds compare it. */
const comparable = (bound: Bound, value: FieldValue, timeZone: string): number | string | undefined => {
  switch (bound) {
    case 'amount':
      return typeof value === 'number' ? value : undefined;
    case 'money': {
      const money = CurrencyValue.safeParse(value).data;
      return money && money.amountMinor / 10 ** currencyExponent(money.currency);
    }
    case 'day':
      return typeof value === 'string' ? value : undefined;
    case 'moment':
      return typeof value === 'number' ? dayInZone(value, timeZone) : undefined;
    case 'none':
      return undefined;
    default:
      return assertNever(bound);
  }
};

const boundsCheck = ({ label, type, settings: { min, max } }: RuledField): RuleCheck | undefined => {
  if (min === undefined && max === undefined) return undefined;
  const bound = boundOf(type);
  const isDate = hasDayBounds(type);
  return (value, timeZone) => {
    const found = comparable(bound, value, timeZone);
    if (found === undefined) return undefined;
    // Days are texts that sort as they follow one another; bounds of the other kind were refused when the field was saved.
    if (min !== undefined && found < min)
      return toMessage(isDate ? msg`${label} must not be before ${min}.` : msg`${label} must be at least ${min}.`);
    if (max !== undefined && found > max)
      return toMessage(isDate ? msg`${label} must not be after ${max}.` : msg`${label} must be at most ${max}.`);
    return undefined;
  };
};

const tooShort = (label: string, length: number, isText: boolean): Message =>
  toMessage(
    isText
      ? msg`${label} must have at least ${plural(length, { one: '# character', other: '# characters' })}.`
      : msg`${label} must have at least ${plural(length, { one: '# entry', other: '# entries' })}.`,
  );

const tooLong = (label: string, length: number, isText: boolean): Message =>
  toMessage(
    isText
      ? msg`${label} must have at most ${plural(length, { one: '# character', other: '# characters' })}.`
      : msg`${label} must have at most ${plural(length, { one: '# entry', other: '# entries' })}.`,
  );

const lengthCheck = ({ label, settings: { minLength, maxLength } }: RuledField): RuleCheck | undefined => {
  if (minLength === undefined && maxLength === undefined) return undefined;
  return (given) => {
    const value = isRichDocument(given) ? plainTextOf(given) : given;
    if (typeof value !== 'string' && !Array.isArray(value)) return undefined;
    const isText = typeof value === 'string';
    const length = isText ? Array.from(value).length : value.length;
    if (minLength !== undefined && length < minLength) return tooShort(label, minLength, isText);
    if (maxLength !== undefined && length > maxLength) return tooLong(label, maxLength, isText);
    return undefined;
  };
};

const patternCheck = ({ label, settings }: RuledField): RuleCheck | undefined => {
  if (settings.pattern === undefined) return undefined;
  const read = readPattern(settings.pattern);
  // One of a newer version, perhaps: what cannot be checked is not refused.
  if (!read.ok) return undefined;
  const { pattern } = read;
  const wanted = settings.patternHint || settings.pattern;
  return (value) => {
    const texts = typeof value === 'string' ? [value] : isTextList(value) ? value : [];
    const misfit = texts.find((text) => !pattern.matches(text));
    if (misfit === undefined) return undefined;
    const shown = misfit.slice(0, 100);
    return toMessage(msg`${label} must look like this: ${wanted}. "${shown}" does not.`);
  };
};

/** The rules of a field made ready; undefined when it has none, so that fields without rules cost nothing. */
export const compileRules = (field: RuledField): RuleCheck | undefined => {
  const checks = [boundsCheck(field), lengthCheck(field), patternCheck(field)].filter((check) => check !== undefined);
  if (checks.length === 0) return undefined;
  return (value, timeZone) => {
    if (value === null) return undefined;
    for (const check of checks) {
      const problem = check(value, timeZone);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
};

const boundProblem = (type: FieldType, settings: FieldSettings): Message | undefined => {
  const { min, max } = settings;
  const isDate = hasDayBounds(type);
  for (const bound of [min, max]) {
    if (bound === undefined) continue;
    if (isDate && !(typeof bound === 'string' && isDay(bound)))
      return toMessage(msg`"${bound}" is not a day such as 2026-01-31`);
    if (!isDate && !(typeof bound === 'number' && Number.isFinite(bound)))
      return toMessage(msg`"${bound}" is not a number`);
  }
  return min !== undefined && max !== undefined && min > max
    ? toMessage(msg`The least is more than the most`)
    : undefined;
};

/** Why the rules in a field's settings cannot be kept, the default value aside; undefined when they can. */
export const rulesProblem = (type: FieldType, settings: FieldSettings): Message | undefined => {
  const { minLength, maxLength, pattern } = settings;
  const bounds = boundProblem(type, settings);
  if (bounds !== undefined) return bounds;
  if (minLength !== undefined && maxLength !== undefined && minLength > maxLength)
    return toMessage(msg`The least length is more than the most`);
  const read = pattern === undefined ? undefined : readPattern(pattern);
  return read && !read.ok ? withValues(msg({ message: 'Pattern: {reason}' }), { reason: read.reason }) : undefined;
};

/** What a new record holds in a field where nobody says otherwise: "today" becomes the day that it is. Undefined when the field has no default. */
export const defaultInput = (
  { type, settings }: Pick<FieldDef, 'type' | 'settings'>,
  rules: Pick<FieldTypeRules, 'parseText'>,
  context: Omit<ParseContext, 'settings'>,
): FieldInput | undefined => {
  const { defaultValue } = settings;
  if (!hasDayBounds(type) || typeof defaultValue !== 'string') return defaultValue;
  const read = rules.parseText(defaultValue, { ...context, settings });
  // A FieldValue is JSON; only `readonly` keeps the types apart.
  return read.ok ? (read.value as FieldInput) : undefined;
};
