import { msg } from '@lingui/core/macro';
import { currencyRules } from '@shared/domain/field-types/currency';
import { currencyExponent, isCurrencyCode } from '@shared/domain/field-types/currency-codes';
import type { Operator } from '@shared/domain/query';
import { CurrencyValue, type FieldInput } from '@shared/domain/values';
import { allOf, fragment, not } from '../sql-fragment';
import type { FieldTypeStorage } from './field-type-storage';
import { badOperand, badValue, onlyColumn } from './operands';
import { numberOrNull } from './number';
import { readText } from './parse-context';
import { isNullSql } from './text-condition';
import { textOrNull } from './text';
import { type ReadOperand, valueCondition } from './value-condition';

const SHAPE = '{ amountMinor, currency }';

const readMinor: ReadOperand = (op, value) => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    throw badOperand(op, msg`an amount in whole minor units, or ${SHAPE}`);
  }
  return value;
};

/** A condition that names a currency, as one on the amount alone that must also be of that currency. */
interface MoneyCondition {
  readonly currency: string;
  readonly op: Operator;
  readonly amounts: FieldInput;
  /** Holds for all that does not fulfil it. */
  readonly isOpposite: boolean;
}

const POSITIVE: Readonly<Partial<Record<Operator, Operator>>> = { isNot: 'is', isNoneOf: 'isAnyOf' };

/** Undefined when the operand names no currency. Errors: `invalid_input` when it names several, or only sometimes one. */
const moneyIn = (op: Operator, operand: FieldInput | undefined): MoneyCondition | undefined => {
  const values = Array.isArray(operand) ? operand : [operand];
  const money = values.map((value) => CurrencyValue.safeParse(value).data);
  const currency = money.find((each) => each !== undefined)?.currency;
  if (currency === undefined) return undefined;
  const amounts = money.flatMap((each) => (each?.currency === currency ? [each.amountMinor] : []));
  if (amounts.length < values.length) throw badOperand(op, msg`amounts of one currency`);
  const [first = null] = amounts;
  const positive = POSITIVE[op];
  return {
    currency,
    op: positive ?? op,
    amounts: Array.isArray(operand) ? amounts : first,
    isOpposite: positive !== undefined,
  };
};

/** An amount as people type it into a search: "36000", "36000.50". */
const amountText = ({ amountMinor, currency }: CurrencyValue): string => {
  const exponent = currencyExponent(currency);
  const digits = String(Math.abs(amountMinor)).padStart(exponent + 1, '0');
  const fraction = digits.slice(digits.length - exponent);
  const whole = digits.slice(0, digits.length - exponent);
  return exponent === 0 || /^0+$/.test(fraction) ? whole : `${whole}.${fraction}`;
};

/** Conditions compare minor units, of whatever currency unless they name one: as does the sort, which then parts currencies by code. */
export const currencyStorage: FieldTypeStorage = {
  type: 'currency',
  columns: [
    { suffix: '__amount', sqlType: 'INTEGER' },
    { suffix: '__currency', sqlType: 'TEXT' },
  ],
  parts: { amountMinor: { column: 0, type: 'integer' }, currency: { column: 1, type: 'text' } },
  normalize: (input, context) => {
    if (input === null) return null;
    if (typeof input === 'string') return readText(currencyRules, input, context);
    const own = context.settings.defaultCurrency ?? context.currency;
    const money = CurrencyValue.safeParse(
      typeof input === 'object' && !Array.isArray(input) ? { currency: own, ...input } : input,
    );
    if (!money.success) throw badValue(msg`Money is given as ${SHAPE} or as text such as "1200 EUR"`);
    if (!isCurrencyCode(money.data.currency)) throw badValue(msg`"${money.data.currency}" is not a currency`);
    // Minus zero would be another text in the change log.
    return { amountMinor: money.data.amountMinor || 0, currency: money.data.currency };
  },
  toColumns: (stored) => {
    const money = CurrencyValue.safeParse(stored);
    return money.success ? [money.data.amountMinor, money.data.currency] : [null, null];
  },
  fromColumns: ([amount, code]) => {
    const amountMinor = numberOrNull(amount);
    const currency = textOrNull(code);
    return amountMinor === null || currency === null ? null : { amountMinor, currency };
  },
  indexedValues: () => [],
  searchText: (stored) => {
    const money = CurrencyValue.safeParse(stored);
    return money.success ? amountText(money.data) : '';
  },
  sortKeys: (columns) => columns,
  condition: (op, operand, columns) => {
    const [amount = '', currency = ''] = columns;
    const given = moneyIn(op, operand);
    const test = valueCondition('currency', amount, given?.op ?? op, given?.amounts ?? operand, readMinor);
    if (!given) return test;
    const both = allOf([test, fragment(`(${currency} IS ?)`, given.currency)]);
    return given.isOpposite ? not(both) : both;
  },
  emptyCondition: (columns) => isNullSql(onlyColumn(columns)),
};
