import { msg } from '@lingui/core/macro';
import { currencyExponent, isCurrencyCode } from '@shared/domain/field-types/currency-codes';
import { toMessage } from '@shared/messages/message';
import { EvaluationFailure } from './evaluation-failure';
import { Money } from './expression-values';

const MAX_DECIMALS = 8;

/** Half away from zero, as people round; the detour over the exponent spares 1.005 its binary tail. */
export const roundTo = (value: number, decimals: number): number => {
  const places = Math.min(Math.max(Math.trunc(decimals), 0), MAX_DECIMALS);
  const shifted = Number(`${Math.abs(value)}e${places}`);
  if (!Number.isFinite(shifted)) return value;
  const rounded = Number(`${Math.round(shifted)}e-${places}`);
  return value < 0 && rounded !== 0 ? -rounded : rounded;
};

const BY_ZERO = toMessage(msg`Division by zero.`);

/** A quotient by zero has no value. */
export const divisor = (value: number): number => {
  if (value === 0) throw new EvaluationFailure(BY_ZERO);
  return value;
};

const sameCurrency = (a: Money, b: Money): string => {
  if (a.currency !== b.currency) {
    const [one, other] = [a.currency, b.currency];
    throw new EvaluationFailure(msg`Amounts in ${one} and ${other} cannot be put together.`);
  }
  return a.currency;
};

const inMinorUnits = (amountMinor: number, currency: string): Money => {
  const whole = roundTo(amountMinor, 0);
  if (!Number.isSafeInteger(whole)) throw new EvaluationFailure(msg`The amount is too large.`);
  return new Money(whole, currency);
};

export const addMoney = (a: Money, b: Money): Money => inMinorUnits(a.amountMinor + b.amountMinor, sameCurrency(a, b));
export const subtractMoney = (a: Money, b: Money): Money =>
  inMinorUnits(a.amountMinor - b.amountMinor, sameCurrency(a, b));
export const multiplyMoney = (a: Money, by: number): Money => inMinorUnits(a.amountMinor * by, a.currency);
export const divideMoney = (a: Money, by: number): Money => inMinorUnits(a.amountMinor / divisor(by), a.currency);
/** How often one amount goes into another. */
export const moneyRatio = (a: Money, by: Money): number => {
  sameCurrency(a, by);
  return a.amountMinor / divisor(by.amountMinor);
};
/** Below zero when the first is less. */
export const compareMoney = (a: Money, b: Money): number => {
  sameCurrency(a, b);
  return a.amountMinor - b.amountMinor;
};
export const isSameMoney = (a: Money, b: Money): boolean =>
  a.amountMinor === b.amountMinor && a.currency === b.currency;

/** From main units ("12.5" euro), rounded to whole minor units. */
export const toMoney = (amount: number, currency: string): Money => {
  const code = currency.slice(0, 10);
  if (!isCurrencyCode(currency)) throw new EvaluationFailure(msg`"${code}" is not a currency.`);
  return inMinorUnits(amount * 10 ** currencyExponent(currency), currency);
};

/** In main units. */
export const mainUnits = (money: Money): number => money.amountMinor / 10 ** currencyExponent(money.currency);
