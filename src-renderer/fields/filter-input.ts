import type { FieldDef } from '@shared/domain/schema';
import type { Message } from '@shared/messages/message';
import { RelativeDay } from '@shared/domain/query';
import { CurrencyValue, type FieldInput, type FieldValue } from '@shared/domain/values';
import { formatDay, formatMoney, formatNumber, formatRelativeDay } from './intl';
import type { FieldEnvironment } from './field-environment';
import { parseFieldText } from './field-parsing';
import { isMoney } from './field-value';

export type FilterReading =
  | { readonly ok: true; readonly value: FieldInput }
  | { readonly ok: false; readonly reason: Message };

/** Types whose conditions compare words as they are typed. */
const TYPED_AS_WORDS: ReadonlySet<FieldDef['type']> = new Set([
  'text',
  'longText',
  'richText',
  'fullName',
  'emails',
  'phones',
  'links',
  'address',
  'actor',
  'files',
  'array',
  'json',
  'autoNumber',
]);

/** A moment is compared by its day. */
const typedField = (field: FieldDef): FieldDef => (field.type === 'dateTime' ? { ...field, type: 'date' } : field);

/** Whether an amount was typed with its currency: then it is the same in a field of any other. */
const namesCurrency = (field: FieldDef, text: string, environment: FieldEnvironment): boolean => {
  const [one, other] = ['EUR', 'USD'].map((defaultCurrency) => {
    const read = parseFieldText({ ...field, settings: { ...field.settings, defaultCurrency } }, text, environment);
    return read.ok && isMoney(read.value) ? read.value.currency : undefined;
  });
  return one !== undefined && one === other;
};

/** Reads the value of a condition: amounts become minor units, days stay days, words stay words. */
export const readFilterText = (field: FieldDef, text: string, environment: FieldEnvironment): FilterReading => {
  if (TYPED_AS_WORDS.has(field.type)) return { ok: true, value: text };
  const read = parseFieldText(typedField(field), text, environment);
  if (!read.ok) return read;
  const value: FieldValue = read.value;
  if (isMoney(value))
    return { ok: true, value: namesCurrency(field, text, environment) ? { ...value } : value.amountMinor };
  return typeof value === 'object' && value !== null ? { ok: true, value: text } : { ok: true, value };
};

/** The value of a condition in words; the reverse of `readFilterText`. */
export const filterText = (field: FieldDef, value: FieldInput | undefined, environment: FieldEnvironment): string => {
  if (value === undefined || value === null) return '';
  const day = RelativeDay.safeParse(value).data;
  if (day) return formatRelativeDay(environment, day);
  const money = CurrencyValue.safeParse(value).data;
  if (money) return formatMoney(environment, money);
  if (typeof value === 'number') {
    if (field.type === 'currency') {
      const currency = field.settings.defaultCurrency ?? environment.currency;
      return formatMoney(environment, { amountMinor: value, currency });
    }
    return formatNumber(environment, value);
  }
  if (typeof value === 'string') {
    return field.type === 'date' || field.type === 'dateTime' ? formatDay(environment, value) : value;
  }
  return '';
};
