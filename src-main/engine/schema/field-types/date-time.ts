import { msg } from '@lingui/core/macro';
import { assertNever } from '@shared/domain/assert-never';
import { addDays } from '@shared/domain/field-types/day';
import { startOfDayMs } from '@shared/domain/field-types/time-zone';
import type { Operator } from '@shared/domain/query';
import type { FieldInput } from '@shared/domain/values';
import { fragment, not } from '../sql-fragment';
import { type DaySpan, dayOperand, relativeCondition } from './date-span';
import type { FieldTypeStorage, FilterContext, SqlFragment } from './field-type-storage';
import { badOperand, badValue, onlyColumn, pairOperand, wrongOperator } from './operands';
import { numberOrNull } from './number';
import { isNullSql } from './text-condition';
import { valueCondition } from './value-condition';

const MAX_MS = 8.64e15;
const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;

const isInstant = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= MAX_MS;

/** The first and the last millisecond of some days in the caller's zone: of 23 or 25 hours, where the clock changes. */
const spanOfDays = ({ from, to }: DaySpan, { timeZone }: FilterContext): readonly [number, number] => [
  startOfDayMs(from, timeZone),
  startOfDayMs(addDays(to, 1), timeZone) - 1,
];

/** An instant, or the first and the last millisecond of a day in the caller's zone. */
const readMoment = (
  op: Operator,
  operand: FieldInput | undefined,
  context: FilterContext,
): readonly [number, number] => {
  if (isInstant(operand)) return [operand, operand];
  if (typeof operand === 'number') throw badOperand(op, msg`a date as "YYYY-MM-DD" or milliseconds since 1970`);
  const day = dayOperand(op, operand, context);
  return spanOfDays({ from: day, to: day }, context);
};

const within = (column: string, from: number, to: number): SqlFragment =>
  fragment(`(${column} IS NOT NULL AND ${column} BETWEEN ? AND ?)`, from, to);

const asNumber = (_op: Operator, moment: FieldInput | undefined): number => Number(moment);

/** A day given as operand means all of it: `lte` reaches to its end, `gt` begins after it. */
const condition = (
  op: Operator,
  operand: FieldInput | undefined,
  column: string,
  context: FilterContext,
): SqlFragment => {
  const relative = relativeCondition(op, operand, context, (days) => within(column, ...spanOfDays(days, context)));
  if (relative) return relative;
  switch (op) {
    case 'is':
      if (operand === null) return fragment(isNullSql(column));
      return within(column, ...readMoment(op, operand, context));
    case 'isNot':
      return not(condition('is', operand, column, context));
    case 'between': {
      const [from, to] = pairOperand(op, operand);
      return within(column, readMoment(op, from, context)[0], readMoment(op, to, context)[1]);
    }
    case 'lt':
    case 'gte':
      return valueCondition('dateTime', column, op, readMoment(op, operand, context)[0], asNumber);
    case 'lte':
    case 'gt':
      return valueCondition('dateTime', column, op, readMoment(op, operand, context)[1], asNumber);
    case 'isEmpty':
    case 'isNotEmpty':
      return valueCondition('dateTime', column, op, undefined, asNumber);
    case 'isAnyOf':
    case 'isNoneOf':
    case 'hasAll':
    case 'contains':
    case 'notContains':
    case 'startsWith':
    case 'endsWith':
    case 'inLast':
    case 'notInLast':
    case 'inNext':
    case 'notInNext':
    case 'inPeriod':
    case 'notInPeriod':
    case 'isMe':
      throw wrongOperator('dateTime', op);
    default:
      return assertNever(op);
  }
};

export const dateTimeStorage: FieldTypeStorage = {
  type: 'dateTime',
  columns: [{ suffix: '', sqlType: 'INTEGER' }],
  parts: {},
  normalize: (input) => {
    if (input === null || input === '') return null;
    const ms = typeof input === 'string' && WITH_OFFSET.test(input.trim()) ? Date.parse(input.trim()) : input;
    if (!isInstant(ms)) throw badValue(msg`Not a date and time: milliseconds since 1970, or ISO 8601 with an offset`);
    return ms;
  },
  toColumns: (stored) => [numberOrNull(stored)],
  fromColumns: ([column]) => numberOrNull(column),
  indexedValues: (stored) => (typeof stored === 'number' ? [String(stored)] : []),
  searchText: () => '',
  sortKeys: (columns) => [onlyColumn(columns)],
  condition: (op, operand, columns, context) => condition(op, operand, onlyColumn(columns), context),
  emptyCondition: (columns) => isNullSql(onlyColumn(columns)),
};
