import { msg } from '@lingui/core/macro';
import { currencyRules } from '@shared/domain/field-types/currency';
import { isCurrencyCode } from '@shared/domain/field-types/currency-codes';
import { CurrencyValue } from '@shared/domain/values';
import type { FieldTypeStorage } from './field-type-storage';
import { badOperand, badValue, fragment, onlyColumn } from './operands';
import { numberOrNull } from './number';
import { readText } from './parse-context';
import { isNullSql } from './text-condition';
import { textOrNull } from './text';
import { valueCondition } from './value-condition';

const SHAPE = '{ amountMinor, currency }';

/** Conditions compare minor units, whatever the currency: as does the sort, which then parts currencies by code. */
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
  searchText: () => '',
  sortKeys: (columns) => columns,
  condition: (op, operand, columns) => {
    const [amount = '', currency = ''] = columns;
    const readMinor = (of: typeof op, value: typeof operand): number => {
      if (typeof value !== 'number' || !Number.isSafeInteger(value))
        throw badOperand(of, msg`an amount in whole minor units`);
      return value;
    };
    const money = op === 'is' || op === 'isNot' ? CurrencyValue.safeParse(operand) : undefined;
    if (money?.success) {
      const { amountMinor, currency: code } = money.data;
      const both = fragment(`(${amount} IS ? AND ${currency} IS ?)`, amountMinor, code);
      return op === 'is' ? both : { sql: `(NOT ${both.sql})`, params: both.params };
    }
    return valueCondition('currency', amount, op, operand, readMinor);
  },
  emptyCondition: (columns) => isNullSql(onlyColumn(columns)),
};
