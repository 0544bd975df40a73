import { msg } from '@lingui/core/macro';
import { addDays, addUnits, isDay, startOfUnit } from '@shared/domain/field-types/day';
import { dayInZone } from '@shared/domain/field-types/time-zone';
import { Period, RelativeDay, RelativeSpan, type DateUnit, type Operator } from '@shared/domain/query';
import type { FieldInput } from '@shared/domain/values';
import { not } from '../sql-fragment';
import type { FilterContext, SqlFragment } from './field-type-storage';
import { badOperand } from './operands';

const SPAN_SHAPE = '{ amount: 7, unit: "day" }';
const RELATIVE_SHAPE = '{ amount: -30, unit: "day" }';

/** Days, both included. */
export interface DaySpan {
  readonly from: string;
  readonly to: string;
}

const todayIn = ({ nowMs, timeZone }: FilterContext): string => dayInZone(nowMs, timeZone);

const relativeSpan = (
  op: Operator,
  positive: 'inLast' | 'inNext',
  operand: FieldInput | undefined,
  today: string,
): DaySpan => {
  const span = RelativeSpan.safeParse(operand);
  if (!span.success) throw badOperand(op, msg`an amount and a unit: ${SPAN_SHAPE}`);
  const { amount, unit } = span.data;
  return positive === 'inLast'
    ? { from: addDays(addUnits(today, -amount, unit), 1), to: today }
    : { from: today, to: addDays(addUnits(today, amount, unit), -1) };
};

/** How many units from the current one. */
const PERIOD_SHIFTS: Readonly<Record<Period, readonly [shift: -1 | 0 | 1, unit: DateUnit]>> = {
  today: [0, 'day'],
  yesterday: [-1, 'day'],
  tomorrow: [1, 'day'],
  thisWeek: [0, 'week'],
  lastWeek: [-1, 'week'],
  nextWeek: [1, 'week'],
  thisMonth: [0, 'month'],
  lastMonth: [-1, 'month'],
  nextMonth: [1, 'month'],
  thisQuarter: [0, 'quarter'],
  lastQuarter: [-1, 'quarter'],
  nextQuarter: [1, 'quarter'],
  thisYear: [0, 'year'],
  lastYear: [-1, 'year'],
  nextYear: [1, 'year'],
};

const periodSpan = (op: Operator, operand: FieldInput | undefined, today: string, firstWeekday: number): DaySpan => {
  const period = Period.safeParse(operand);
  if (!period.success) throw badOperand(op, msg`a period such as "thisMonth"`);
  const [shift, unit] = PERIOD_SHIFTS[period.data];
  const from = addUnits(startOfUnit(today, unit, firstWeekday), shift, unit);
  return { from, to: addDays(addUnits(from, 1, unit), -1) };
};

const spanOf = (
  op: Operator,
  positive: Operator,
  operand: FieldInput | undefined,
  context: FilterContext,
): DaySpan | undefined => {
  if (positive === 'inLast' || positive === 'inNext') return relativeSpan(op, positive, operand, todayIn(context));
  return positive === 'inPeriod' ? periodSpan(op, operand, todayIn(context), context.firstWeekday) : undefined;
};

const OPPOSITES: Readonly<Partial<Record<Operator, Operator>>> = {
  notInLast: 'inLast',
  notInNext: 'inNext',
  notInPeriod: 'inPeriod',
};

/**
 * A condition on the days that "in the last 30 days" means now, in the caller's zone; undefined when the operator is not such
 * a one. `within` makes a condition that never is NULL, so that the opposite also holds for empty values.
 */
export const relativeCondition = (
  op: Operator,
  operand: FieldInput | undefined,
  context: FilterContext,
  within: (span: DaySpan) => SqlFragment,
): SqlFragment | undefined => {
  const opposite = OPPOSITES[op];
  const positive = opposite ?? op;
  const span = spanOf(op, positive, operand, context);
  if (span === undefined) return undefined;
  return opposite ? not(within(span)) : within(span);
};

/** The day that "30 days ago" is now; undefined when the operand is no relative day. */
export const relativeDay = (operand: FieldInput | undefined, context: FilterContext): string | undefined => {
  const relative = RelativeDay.safeParse(operand).data;
  return relative && addUnits(todayIn(context), relative.amount, relative.unit);
};

/** A day, given or relative. */
export const dayOperand = (op: Operator, operand: FieldInput | undefined, context: FilterContext): string => {
  const day = relativeDay(operand, context) ?? operand;
  if (typeof day !== 'string' || !isDay(day)) {
    throw badOperand(op, msg`a date as "YYYY-MM-DD", or days counted from today: ${RELATIVE_SHAPE}`);
  }
  return day;
};
