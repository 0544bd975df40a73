import { msg } from '@lingui/core/macro';
import { readNumber } from '@shared/domain/field-types/number-text';
import type { Operator } from '@shared/domain/query';
import type { FieldType } from '@shared/domain/schema';
import type { FieldInput, FieldValue } from '@shared/domain/values';
import type { SqlValue } from '../../storage/db';
import type { FieldTypeStorage } from './field-type-storage';
import { badOperand, badValue, onlyColumn } from './operands';
import { isNullSql } from './text-condition';
import { valueCondition } from './value-condition';

export const numberOperand = (op: Operator, operand: FieldInput | undefined): number => {
  if (typeof operand !== 'number' || !Number.isFinite(operand)) throw badOperand(op, msg`a number`);
  return operand;
};

/** A finite number, also given as text with a decimal point; minus zero is zero. */
const readFinite = (input: FieldInput): number | null => {
  if (input === null || input === '') return null;
  const value = typeof input === 'string' ? readNumber(input, false) : input;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw badValue(msg`Not a number`);
  return value === 0 ? 0 : value;
};

export const numberOrNull = (value: FieldValue | SqlValue | undefined): number | null =>
  typeof value === 'number' ? value : null;

const numeric = (
  type: FieldType,
  sqlType: 'REAL' | 'INTEGER',
  check: (value: number) => number | null,
): FieldTypeStorage => ({
  type,
  columns: [{ suffix: '', sqlType }],
  parts: {},
  normalize: (input) => {
    const value = readFinite(input);
    return value === null ? null : check(value);
  },
  toColumns: (stored) => [numberOrNull(stored)],
  fromColumns: ([column]) => numberOrNull(column),
  indexedValues: (stored) => (typeof stored === 'number' ? [String(stored)] : []),
  searchText: () => '',
  sortKeys: (columns) => [onlyColumn(columns)],
  condition: (op, operand, columns) => valueCondition(type, onlyColumn(columns), op, operand, numberOperand),
  emptyCondition: (columns) => isNullSql(onlyColumn(columns)),
});

export const numberStorage = numeric('number', 'REAL', (value) => value);

export const percentStorage = numeric('percent', 'REAL', (value) => value);

export const integerStorage = numeric('integer', 'INTEGER', (value) => {
  if (!Number.isSafeInteger(value)) throw badValue(msg`Not a whole number`);
  return value;
});

export const ratingStorage = numeric('rating', 'INTEGER', (value) => {
  if (value === 0) return null;
  if (!Number.isInteger(value) || value < 1 || value > 5) throw badValue(msg`Not a rating from 1 to 5`);
  return value;
});
