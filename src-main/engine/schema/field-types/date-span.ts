import { msg } from '@lingui/core/macro';
import { assertNever } from '@shared/domain/assert-never';
import { addDays, addUnits, isDay, startOfUnit } from '@shared/domain/field-types/day';
import { dayInZone } from '@shared/domain/field-types/time-zone';
import { Period, RelativeSpan, type Operator } from '@shared/domain/query';
import type { FieldInput } from '@shared/domain/values';
import type { FilterContext } from './field-type-storage';
import { badOperand } from './operands';

const SPAN_SHAPE = '{ amount: 7, unit: "day" }';

/** Days, both included. */
export interface DaySpan {
  readonly from: string;
  readonly to: string;
}

const relativeSpan = (op: 'inLast' | 'inNext', operand: FieldInput | undefined, today: string): DaySpan => {
  const span = RelativeSpan.safeParse(operand);
  if (!span.success) throw badOperand(op, msg`an amount and a unit: ${SPAN_SHAPE}`);
  const { amount, unit } = span.data;
  return op === 'inLast'
    ? { from: addDays(addUnits(today, -amount, unit), 1), to: today }
    : { from: today, to: addDays(addUnits(today, amount, unit), -1) };
};

const shifted = (today: string, shift: -1 | 0 | 1, unit: RelativeSpan['unit']): DaySpan => {
  const from = addUnits(startOfUnit(today, unit), shift, unit);
  return { from, to: addDays(addUnits(from, 1, unit), -1) };
};

const periodSpan = (operand: FieldInput | undefined, today: string): DaySpan => {
  const period = Period.safeParse(operand);
  if (!period.success) throw badOperand('inPeriod', msg`a period such as "thisMonth"`);
  const name = period.data;
  switch (name) {
    case 'today':
      return shifted(today, 0, 'day');
    case 'yesterday':
      return shifted(today, -1, 'day');
    case 'tomorrow':
      return shifted(today, 1, 'day');
    case 'thisWeek':
      return shifted(today, 0, 'week');
    case 'lastWeek':
      return shifted(today, -1, 'week');
    case 'nextWeek':
      return shifted(today, 1, 'week');
    case 'thisMonth':
      return shifted(today, 0, 'month');
    case 'lastMonth':
      return shifted(today, -1, 'month');
    case 'nextMonth':
      return shifted(today, 1, 'month');
    case 'thisQuarter':
      return shifted(today, 0, 'quarter');
    case 'lastQuarter':
      return shifted(today, -1, 'quarter');
    case 'nextQuarter':
      return shifted(today, 1, 'quarter');
    case 'thisYear':
      return shifted(today, 0, 'year');
    case 'lastYear':
      return shifted(today, -1, 'year');
    case 'nextYear':
      return shifted(today, 1, 'year');
    default:
      return assertNever(name);
  }
};

/** The days that a relative condition means now, in the caller's zone; undefined when the operator is not a relative one. Weeks begin on Monday. */
export const relativeDays = (
  op: Operator,
  operand: FieldInput | undefined,
  context: FilterContext,
): DaySpan | undefined => {
  const today = dayInZone(context.nowMs, context.timeZone);
  if (op === 'inLast' || op === 'inNext') return relativeSpan(op, operand, today);
  return op === 'inPeriod' ? periodSpan(operand, today) : undefined;
};

export const dayOperand = (op: Operator, operand: FieldInput | undefined): string => {
  if (typeof operand !== 'string' || !isDay(operand)) throw badOperand(op, msg`a date as "YYYY-MM-DD"`);
  return operand;
};
