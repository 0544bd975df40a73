import type { MessageDescriptor } from '@lingui/core';
import { expect, test } from 'vitest';
import type { ExpressionType } from '@shared/domain/expressions';
import { formatMessage } from '@shared/messages/format-message';
import { compileExpression } from '@main/engine/expressions/compile-expression';
import { Day, type ExpressionValue, Money } from '@main/engine/expressions/expression-values';
import type { ExpressionNames } from '@main/engine/expressions/parse-expression';

const FIELDS: Readonly<Record<string, readonly [ExpressionType, ExpressionValue]>> = {
  amount: ['currency', new Money(250_000, 'EUR')],
  fee: ['currency', new Money(1_050, 'EUR')],
  dollars: ['currency', new Money(100, 'USD')],
  seats: ['number', 5],
  none: ['number', null],
  zero: ['number', 0],
  name: ['text', 'Åse Müller'],
  nothing: ['text', null],
  isNew: ['boolean', true],
  closes: ['date', new Day('2026-11-20')],
  wonAt: ['dateTime', new Date(Date.UTC(2026, 10, 20, 23, 30))],
  tags: ['texts', ['vip', 'key']],
  'company.industry': ['text', 'Energy'],
};

const words = (text: string): MessageDescriptor => ({ id: text, message: text });

const names: ExpressionNames = {
  find: (parts) => {
    const path = parts.join('.');
    if (Object.hasOwn(FIELDS, path)) return FIELDS[path]?.[0] ?? { problem: words('') };
    return { problem: words(path === 'company' ? 'Choose a field of the company.' : `There is no field "${path}".`) };
  },
  namesAfter: (parts) =>
    Object.keys(FIELDS).flatMap((path) => {
      const [first = '', second] = path.split('.');
      if (parts.length === 0) return [first];
      return first === parts.join('.') && second !== undefined ? [second] : [];
    }),
};

const valueOf = (source: string): unknown => {
  const compiled = compileExpression(source, names);
  if (!compiled.ok) return compiled.issues;
  const { paths, evaluate } = compiled.expression;
  const { value, failure } = evaluate(paths.map((path) => FIELDS[path]?.[1] ?? null));
  return failure === null ? value : { failure: formatMessage(failure) };
};

const issuesOf = (source: string): readonly string[] => {
  const compiled = compileExpression(source, names);
  return compiled.ok
    ? []
    : compiled.issues.map(({ message, start, end }) => `${start}-${end} ${formatMessage(message)}`);
};

test.each<[string, unknown]>([
  ['1 / 2', 0.5],
  ['seats * 2 + 1', 11],
  ['7 % 4', 3],
  ['amount + fee', new Money(251_050, 'EUR')],
  ['amount * 0.5', new Money(125_000, 'EUR')],
  ['2 * amount', new Money(500_000, 'EUR')],
  ['amount / fee', 250_000 / 1_050],
  ['amount / (seats)', new Money(50_000, 'EUR')],
  ['amount > fee && isNew', true],
  ['amount(amount)', 2500],
  ['money(12.345, "EUR")', new Money(1235, 'EUR')],
  ['money(12, "JPY")', new Money(12, 'JPY')],
  ['currency(fee)', 'EUR'],
  ['upper(name)', 'ÅSE MÜLLER'],
  ['left(name, 3) + "…"', 'Åse…'],
  ['middle(name, 5, 2)', 'Mü'],
  ['right(name, 2)', 'er'],
  ['replace(name, "e", "E")', 'ÅsE MüllEr'],
  ['name.contains("Mü")', true],
  ['company.industry == "Energy"', true],
  ['text(seats) + " seats"', '5 seats'],
  ['number("1,250.5")', 1250.5],
  ['round(2.5)', 3],
  ['round(-2.5)', -3],
  ['round(1.005, 2)', 1.01],
  ['closes + 30', new Day('2026-12-20')],
  ['date("2027-01-01") - closes', 42],
  ['addMonths(date("2026-01-31"), 1)', new Day('2026-02-28')],
  ['endOfMonth(closes)', new Day('2026-11-30')],
  ['endOfMonth(date("9999-12-01"))', new Day('9999-12-31')],
  ['endOfMonth(date("2028-02-10"))', new Day('2028-02-29')],
  ['date("9999-12-30") + 1', new Day('9999-12-31')],
  ['quarter(closes)', 4],
  ['weekday(closes)', 5],
  ['dateOf(wonAt, "Europe/Berlin")', new Day('2026-11-21')],
  ['dateOf(wonAt, "UTC")', new Day('2026-11-20')],
  ['hourOf(wonAt, "Europe/Berlin")', 0],
  ['"vip" in tags', true],
  ['tags.exists(t, t.startsWith("k"))', true],
  ['join(tags.map(t, upper(t)), ", ")', 'VIP, KEY'],
  ['count(tags.filter(t, t == "vip"))', 1],
  ['tags[1]', 'key'],
  ['first(split("a; b", ";"))', 'a'],
  ['isNew ? "new" : "old"', 'new'],
  ['min(closes, date("2026-01-01"))', new Day('2026-01-01')],
])('%s has its value', (source, expected) => {
  expect(valueOf(source)).toEqual(expected);
});

test.each<[string, unknown]>([
  ['none + 1', null],
  ['nothing + "x"', null],
  ['upper(nothing)', null],
  ['ifEmpty(none, 0) + 1', 1],
  ['ifEmpty(none + 1, 7)', 7],
  ['coalesce(nothing, nothing, "c")', 'c'],
  ['ifEmpty(nothing, nothing)', null],
  ['isEmpty(none)', true],
  ['isEmpty(seats)', false],
  ['isEmpty(none) ? "unknown" : text(none)', 'unknown'],
  ['isNew || none > 1', true],
  ['none > 1 || isNew', true],
  ['none > 1 && !isNew', false],
  ['none > 1 && isNew', null],
  ['tags[9]', null],
  ['trim("  ")', null],
])('an empty value makes what needs it empty: %s', (source, expected) => {
  expect(valueOf(source)).toEqual(expected);
});

test.each<[string, string]>([
  ['closes + 99999999999', 'The date would lie outside the years 1 to 9999.'],
  ['date("0001-01-01") - 1', 'The date would lie outside the years 1 to 9999.'],
  ['addMonths(closes, 120000)', 'The date would lie outside the years 1 to 9999.'],
  ['addMonths(closes, -120000)', 'The date would lie outside the years 1 to 9999.'],
  ['addDays(closes, power(10, 300))', 'The date would lie outside the years 1 to 9999.'],
  ['seats / zero', 'Division by zero.'],
  ['seats % (zero)', 'Division by zero.'],
  ['seats / zero > 2', 'Division by zero.'],
  ['amount / zero', 'Division by zero.'],
  ['amount + dollars', 'Amounts in EUR and USD cannot be put together.'],
  ['power(10, 400)', 'The number is too large, or is none.'],
  ['number(name)', '"Åse Müller" is not a number.'],
  ['date("2026-02-30")', '"2026-02-30" is not a day such as 2026-12-31.'],
  ['dateOf(wonAt, "Mars")', '"Mars" is not a time zone.'],
  ['money(1, "XXX")', '"XXX" is not a currency.'],
  ['amount * 1e20', 'The amount is too large.'],
])('%s has no value and says why', (source, failure) => {
  expect(valueOf(source)).toEqual({ failure });
});

test.each<[string, readonly string[]]>([
  ['amont * 2', ['0-5 There is no field "amont". Did you mean "amount"?']],
  ['company.industy', ['0-15 There is no field "company.industy". Did you mean "company.industry"?']],
  ['compny.industry', ['0-15 There is no field "compny". Did you mean "company"?']],
  ['company', ['0-7 Choose a field of the company.']],
  [
    'amont + saets',
    ['0-5 There is no field "amont". Did you mean "amount"?', '8-13 There is no field "saets". Did you mean "seats"?'],
  ],
  ['uper(name)', ['0-10 There is no function "uper". Did you mean "upper"?']],
  ['name + seats', ['0-12 + does not work between a text and a number.']],
  ['1 + (name + seats)', ['5-17 + does not work between a text and a number.']],
  ['isNew ? 1 : "x"', ['0-15 Both sides of : have to give the same kind of value.']],
  ['seats ? 1 : 2', ['0-5 What stands before ? has to be yes or no.']],
  [
    'ifEmpty(none, "x")',
    ['14-17 The value in place of an empty one has to be of the same kind: a number, not a text.'],
  ],
  ['upper(seats)', ['0-12 upper cannot be used with a number.']],
  ['none == null', ['8-12 Write isEmpty(field) to ask whether something is empty.']],
  ['seats +', ['7-7 The formula ends too early.']],
  ['seats = 2', ['6-7 Write == to compare.']],
  ['"open', ['0-5 A text is not closed: put a quotation mark at its end.']],
  ['', ['0-0 Write a formula.']],
  ['wonAt - wonAt', ['0-13 A formula has to give a text, a number, yes or no, a date or an amount.']],
])('what is wrong with %s is said at its place', (source, expected) => {
  expect(issuesOf(source)).toEqual(expected);
});

test.each([
  'name.constructor',
  'name["constructor"]',
  'name.__proto__',
  '__proto__',
  'constructor',
  'toString',
  'constructor("return 1")()',
  'name.matches("(a+)+$")',
  'matches(name, "a")',
  'cel.bind(x, 1, x + x)',
  'dyn(1)',
  'type(1)',
  '{"a": 1}',
  'b"x"',
  'hasOwnProperty("a")',
  'name.toString()',
  'timestamp("2026-01-01T00:00:00Z")',
  'google.protobuf.Timestamp',
  'divisor_(1)',
  'v0_',
  'size(name)',
  'has(company.industry)',
  'tags.map(t, tags.map(u, tags.map(v, v)))',
  'tags.map(t, t > 1, t)',
  '"a" * 1000000000',
])('%s is refused', (source) => {
  expect(issuesOf(source)).not.toEqual([]);
});

test('length, parts and depth are bounded', () => {
  expect(issuesOf(`seats + ${' '.repeat(5000)}1`)[0]).toContain('4096 are allowed');
  expect(issuesOf(Array.from({ length: 400 }, () => '1').join('+'))[0]).toContain('too many parts');
  expect(issuesOf(`${'('.repeat(80)}1${')'.repeat(80)}`)[0]).toContain('too deep');
  expect(issuesOf('-'.repeat(3000) + '1')[0]).toContain('too');
});

test('what an expression makes is bounded, however it grows', () => {
  const grow = (source: string): string => `replace(${source}, "a", "${'a'.repeat(60)}")`;
  const long = Array.from({ length: 12 }).reduce<string>((source) => grow(source), '"a"');
  const doubled = Array.from({ length: 8 }).reduce<string>(
    (source) => `${source}.map(t, t + t + t + t + t + t + t + t)`,
    'tags',
  );

  expect(valueOf(long)).toEqual({ failure: 'A text would be longer than 65536 characters.' });
  expect(valueOf(`first(${doubled})`)).toEqual({ failure: 'A text would be longer than 65536 characters.' });
  expect(valueOf(`join(${doubled}, "")`)).toEqual({ failure: 'A text would be longer than 65536 characters.' });
});

test('a name that is read twice is asked for once, and one that is not needed may be empty', () => {
  const compiled = compileExpression('seats + seats + none', names);

  expect(compiled.ok && compiled.expression.paths).toEqual(['seats', 'none']);
  expect(compiled.ok && compiled.expression.type).toBe('number');
});
