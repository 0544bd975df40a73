import { z } from 'zod';
import { Message } from '../messages/message';

/** What an expression can give, and what a field enters it as. */
export const EXPRESSION_TYPES = ['text', 'number', 'boolean', 'date', 'dateTime', 'currency', 'texts'] as const;
export const ExpressionType = z.enum(EXPRESSION_TYPES);
export type ExpressionType = z.infer<typeof ExpressionType>;

/** An expression may have so many characters. */
export const MAX_EXPRESSION_LENGTH = 4096;

/** What is wrong with an expression, in words for its author, and where: characters from `start` up to `end`. */
export const ExpressionIssue = z.object({
  message: Message,
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
});
export type ExpressionIssue = Readonly<z.infer<typeof ExpressionIssue>>;

/** Every function of the expression language with how it is written. Those with `isMethod` follow a value and a point. */
export const EXPRESSION_FUNCTIONS = {
  ifEmpty: { group: 'logic', usage: 'ifEmpty(value, other)' },
  coalesce: { group: 'logic', usage: 'coalesce(first, second, third)' },
  isEmpty: { group: 'logic', usage: 'isEmpty(value)' },
  length: { group: 'text', usage: 'length(text)' },
  upper: { group: 'text', usage: 'upper(text)' },
  lower: { group: 'text', usage: 'lower(text)' },
  trim: { group: 'text', usage: 'trim(text)' },
  left: { group: 'text', usage: 'left(text, count)' },
  right: { group: 'text', usage: 'right(text, count)' },
  middle: { group: 'text', usage: 'middle(text, from, count)' },
  replace: { group: 'text', usage: 'replace(text, find, by)' },
  text: { group: 'text', usage: 'text(value)' },
  number: { group: 'number', usage: 'number(text)' },
  round: { group: 'number', usage: 'round(number, decimals)' },
  floor: { group: 'number', usage: 'floor(number)' },
  ceil: { group: 'number', usage: 'ceil(number)' },
  abs: { group: 'number', usage: 'abs(number)' },
  min: { group: 'number', usage: 'min(a, b)' },
  max: { group: 'number', usage: 'max(a, b)' },
  power: { group: 'number', usage: 'power(base, exponent)' },
  money: { group: 'money', usage: 'money(number, "EUR")' },
  amount: { group: 'money', usage: 'amount(money)' },
  currency: { group: 'money', usage: 'currency(money)' },
  date: { group: 'date', usage: 'date("2026-12-31")' },
  makeDate: { group: 'date', usage: 'makeDate(year, month, day)' },
  dateOf: { group: 'date', usage: 'dateOf(dateTime, "Europe/Berlin")' },
  hourOf: { group: 'date', usage: 'hourOf(dateTime, "Europe/Berlin")' },
  year: { group: 'date', usage: 'year(date)' },
  quarter: { group: 'date', usage: 'quarter(date)' },
  month: { group: 'date', usage: 'month(date)' },
  day: { group: 'date', usage: 'day(date)' },
  weekday: { group: 'date', usage: 'weekday(date)' },
  addDays: { group: 'date', usage: 'addDays(date, count)' },
  addMonths: { group: 'date', usage: 'addMonths(date, count)' },
  startOfMonth: { group: 'date', usage: 'startOfMonth(date)' },
  endOfMonth: { group: 'date', usage: 'endOfMonth(date)' },
  daysBetween: { group: 'date', usage: 'daysBetween(from, to)' },
  hoursBetween: { group: 'date', usage: 'hoursBetween(from, to)' },
  count: { group: 'list', usage: 'count(list)' },
  first: { group: 'list', usage: 'first(list)' },
  join: { group: 'list', usage: 'join(list, ", ")' },
  split: { group: 'list', usage: 'split(text, ",")' },
  contains: { group: 'text', usage: 'text.contains("part")', isMethod: true },
  startsWith: { group: 'text', usage: 'text.startsWith("begin")', isMethod: true },
  endsWith: { group: 'text', usage: 'text.endsWith("end")', isMethod: true },
  exists: { group: 'list', usage: 'list.exists(x, x == "a")', isMethod: true },
  all: { group: 'list', usage: 'list.all(x, length(x) > 3)', isMethod: true },
  map: { group: 'list', usage: 'list.map(x, upper(x))', isMethod: true },
  filter: { group: 'list', usage: 'list.filter(x, x.contains("@"))', isMethod: true },
} as const satisfies Record<string, { readonly group: string; readonly usage: string; readonly isMethod?: true }>;

export type ExpressionFunction = keyof typeof EXPRESSION_FUNCTIONS;
