import { msg } from '@lingui/core/macro';
import { CurrencyValue } from '../values';
import { currencyExponent, currencyOfSign } from './currency-codes';
import type { FieldTypeRules } from './field-type';
import { readDecimal } from './number-text';
import { NUMBER_AGGREGATES, NUMBER_OPERATORS } from './operator-sets';
import { parsed, refused } from './parse-result';

/** Rounds half away from zero to whole minor units, digit by digit: never through a floating-point product. Undefined beyond 2^53. */
const toMinor = (decimal: string, exponent: number): number | undefined => {
  const match = /^(-?)(\d+)(?:\.(\d+))?e(-?\d+)$/.exec(decimal);
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = '', power = '0'] = match;
  const shift = Number(power) + exponent - fraction.length;
  if (Math.abs(shift) > 400) return undefined;
  const digits = BigInt(whole + fraction);
  const factor = 10n ** BigInt(Math.abs(shift));
  const minor = Number(shift >= 0 ? digits * factor : (digits + factor / 2n) / factor);
  if (!Number.isSafeInteger(minor)) return undefined;
  return sign === '-' && minor !== 0 ? -minor : minor;
};

interface Split {
  readonly sign: string;
  readonly amount: string;
}

const MAX_MONEY_TEXT = 200;
const BEFORE = /^([-+(]?)\s*([^\d\s.,()+-][^\d.,()+-]*?)\s*([-+]?[\d.,].*)$/u;
const AFTER = /^(.*[\d.,])\s*([^\d\s.,()+-][^\d,()+-]*?)([-)]?)$/u;
const AFTER_SCALE = /^(.*[\d.,]\s*[a-z]+)\s+([^\d\s.,()+-][^\d,()+-]*?)([-)]?)$/iu;

/** Ways to take the currency's sign or code off either end: "€ 1 200", "1.200,00 EUR", "-$5", "(USD 300)", "12k EUR". */
const splitSign = (text: string): readonly Split[] => {
  const before = BEFORE.exec(text);
  const after = [AFTER.exec(text), AFTER_SCALE.exec(text)];
  return [
    ...(before ? [{ sign: before[2] ?? '', amount: `${before[1] ?? ''}${before[3] ?? ''}` }] : []),
    ...after.flatMap((match) =>
      match ? [{ sign: match[2] ?? '', amount: `${match[1] ?? ''}${match[3] ?? ''}` }] : [],
    ),
  ];
};

const isMoney = (value: unknown): value is CurrencyValue => CurrencyValue.safeParse(value).success;

/** Amounts are read to the minor unit of their currency. A number with no sign is in the field's currency, or the workspace's. */
export const currencyRules: FieldTypeRules = {
  type: 'currency',
  settings: ['defaultCurrency', 'min', 'max', 'defaultValue'],
  canBeUnique: false,
  operators: NUMBER_OPERATORS,
  aggregates: NUMBER_AGGREGATES,
  isSortable: true,
  isGroupable: false,
  parseText: (text, context) => {
    const own = context.settings.defaultCurrency ?? context.currency;
    if (text.length > MAX_MONEY_TEXT) return refused(msg`Not an amount of money`);
    // Swiss and Dutch round amounts: "1'200.–", "50,-".
    const bare = text.trim().replace(/[.,]\s*[-–—]{1,2}(?=[^\d]*$)/u, '');
    if (bare === '') return parsed(null);
    for (const { sign, amount } of [{ sign: '', amount: bare }, ...splitSign(bare)]) {
      const currency = sign === '' ? own : currencyOfSign(sign.trim(), own);
      const decimal = readDecimal(amount, context.decimalComma);
      if (currency === undefined || decimal === undefined) continue;
      const amountMinor = toMinor(decimal, currencyExponent(currency));
      return amountMinor === undefined ? refused(msg`Too large an amount`) : parsed({ amountMinor, currency });
    }
    return refused(msg`Not an amount of money`);
  },
  formatText: (value) => {
    if (!isMoney(value)) return '';
    const exponent = currencyExponent(value.currency);
    const digits = String(Math.abs(value.amountMinor)).padStart(exponent + 1, '0');
    const whole = digits.slice(0, digits.length - exponent);
    const fraction = digits.slice(digits.length - exponent);
    // "1.234" could be a thousand to a reader who writes decimal commas.
    const amount = exponent === 0 ? whole : `${whole}.${fraction}${exponent === 3 ? '0' : ''}`;
    return `${value.amountMinor < 0 ? '-' : ''}${amount} ${value.currency}`;
  },
  isEmpty: (value) => value === null,
};
