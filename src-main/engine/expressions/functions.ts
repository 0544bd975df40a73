import type { Environment } from '@marcbachmann/cel-js';
import { writeNumber } from '@shared/domain/field-types/number-text';
import type { ExpressionFunction } from '@shared/domain/expressions';
import * as days from './days.rules';
import { boundedText, EMPTY_VALUE } from './evaluation-failure';
import type { Day, Money } from './expression-values';
import * as numbers from './numbers.rules';
import * as texts from './texts.rules';

/** Parameters and result in the library's notation, and what it does: it is called with values of the types that it names. */
type Overload = readonly [signature: string, handler: (...values: never[]) => unknown];

type Operator = readonly [signature: string, handler: Parameters<Environment['registerOperator']>[1]];

const TIME = 'google.protobuf.Timestamp';

/** Those that the library brings itself. */
type Builtin = 'contains' | 'startsWith' | 'endsWith' | 'exists' | 'all' | 'map' | 'filter';
/** Those that work on what is not there. */
type Macro = 'ifEmpty' | 'coalesce' | 'isEmpty';

const FUNCTIONS: Readonly<Record<Exclude<ExpressionFunction, Builtin | Macro>, readonly Overload[]>> = {
  length: [['(string): double', (text: string) => text.length]],
  upper: [['(string): string', (text: string) => boundedText(text).toUpperCase()]],
  lower: [['(string): string', (text: string) => boundedText(text).toLowerCase()]],
  trim: [['(string): string', (text: string) => boundedText(text).trim()]],
  left: [['(string, double): string', texts.leftOf]],
  right: [['(string, double): string', texts.rightOf]],
  middle: [['(string, double, double): string', texts.middleOf]],
  replace: [['(string, string, string): string', texts.replaceIn]],
  text: [
    ['(string): string', (text: string) => text],
    ['(double): string', writeNumber],
    ['(bool): string', (is: boolean) => (is ? 'yes' : 'no')],
    ['(date): string', ({ iso }: Day) => iso],
    [`(${TIME}): string`, (instant: Date) => instant.toISOString()],
    ['(money): string', (money: Money) => `${writeNumber(numbers.mainUnits(money))} ${money.currency}`],
  ],
  number: [['(string): double', texts.numberOfText]],
  round: [
    ['(double): double', (value: number) => numbers.roundTo(value, 0)],
    ['(double, double): double', numbers.roundTo],
  ],
  floor: [['(double): double', Math.floor]],
  ceil: [['(double): double', Math.ceil]],
  abs: [['(double): double', Math.abs]],
  min: [
    ['(double, double): double', (a: number, b: number) => Math.min(a, b)],
    ['(money, money): money', (a: Money, b: Money) => (numbers.compareMoney(a, b) <= 0 ? a : b)],
    ['(date, date): date', (a: Day, b: Day) => (a.iso <= b.iso ? a : b)],
  ],
  max: [
    ['(double, double): double', (a: number, b: number) => Math.max(a, b)],
    ['(money, money): money', (a: Money, b: Money) => (numbers.compareMoney(a, b) >= 0 ? a : b)],
    ['(date, date): date', (a: Day, b: Day) => (a.iso >= b.iso ? a : b)],
  ],
  power: [['(double, double): double', (base: number, exponent: number) => base ** exponent]],
  money: [['(double, string): money', numbers.toMoney]],
  amount: [['(money): double', numbers.mainUnits]],
  currency: [['(money): string', (money: Money) => money.currency]],
  date: [['(string): date', days.dayOfText]],
  makeDate: [['(double, double, double): date', days.dayOfParts]],
  dateOf: [[`(${TIME}, string): date`, days.dayOfInstant]],
  hourOf: [[`(${TIME}, string): double`, days.hourOfInstant]],
  year: [['(date): double', days.yearOf]],
  quarter: [['(date): double', days.quarterOf]],
  month: [['(date): double', days.monthOf]],
  day: [['(date): double', days.dayOfMonth]],
  weekday: [['(date): double', days.weekdayOf]],
  addDays: [['(date, double): date', days.shiftDays]],
  addMonths: [['(date, double): date', days.shiftMonths]],
  startOfMonth: [['(date): date', days.startOfMonth]],
  endOfMonth: [['(date): date', days.endOfMonth]],
  daysBetween: [
    ['(date, date): double', days.daysBetween],
    [`(${TIME}, ${TIME}): double`, (from: Date, to: Date) => days.hoursBetween(from, to) / 24],
  ],
  hoursBetween: [[`(${TIME}, ${TIME}): double`, days.hoursBetween]],
  count: [['(list<string>): double', (list: readonly string[]) => list.length]],
  first: [
    [
      '(list<string>): string',
      (list: readonly string[]) => {
        const [first] = list;
        if (first === undefined) throw EMPTY_VALUE;
        return first;
      },
    ],
  ],
  join: [['(list<string>, string): string', texts.joinTexts]],
  split: [['(string, string): list<string>', texts.splitText]],
};

/** Wrapped around what something is divided by (`parse-expression.ts`); no name that an author can write. */
export const DIVISOR = 'divisor_';

const comparisons = <T>(type: string, compare: (a: T, b: T) => number): readonly Operator[] => [
  [`${type} < ${type}`, (a: T, b: T) => compare(a, b) < 0],
  [`${type} <= ${type}`, (a: T, b: T) => compare(a, b) <= 0],
  [`${type} > ${type}`, (a: T, b: T) => compare(a, b) > 0],
  [`${type} >= ${type}`, (a: T, b: T) => compare(a, b) >= 0],
];

const compareDays = (a: Day, b: Day): number => (a.iso < b.iso ? -1 : a.iso > b.iso ? 1 : 0);

const OPERATORS: readonly Operator[] = [
  ['double % double', (a: number, b: number) => a % b],
  ['money + money', numbers.addMoney],
  ['money - money', numbers.subtractMoney],
  ['money * double', numbers.multiplyMoney],
  ['double * money: money', (by: number, a: Money) => numbers.multiplyMoney(a, by)],
  ['money / double', numbers.divideMoney],
  ['money / money: double', numbers.moneyRatio],
  ['money == money', numbers.isSameMoney],
  ...comparisons('money', numbers.compareMoney),
  ['date == date', (a: Day, b: Day) => a.iso === b.iso],
  ['date + double', days.shiftDays],
  ['date - double', (day: Day, count: number) => days.shiftDays(day, -count)],
  ['date - date: double', (to: Day, from: Day) => days.daysBetween(from, to)],
  ...comparisons('date', compareDays),
];

/** Adds every function and operator to an environment that knows the types `money` and `date`. */
export const registerFunctions = (environment: Environment): void => {
  for (const [name, overloads] of Object.entries(FUNCTIONS)) {
    for (const [signature, handler] of overloads) {
      environment.registerFunction(`${name}${signature}`, handler, { async: false });
    }
  }
  environment.registerFunction(`${DIVISOR}(double): double`, numbers.divisor, { async: false });
  environment.registerFunction(`${DIVISOR}(money): money`, (money: Money) => money, { async: false });
  for (const [signature, handler] of OPERATORS) environment.registerOperator(signature, handler);
};
