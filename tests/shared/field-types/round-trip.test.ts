import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatMessage } from '@shared/messages/format-message';
import { cleanEntry } from '@shared/domain/field-types/array';
import { cleanText } from '@shared/domain/field-types/clean-text';
import { isCurrencyCode } from '@shared/domain/field-types/currency-codes';
import { cleanEmail } from '@shared/domain/field-types/emails';
import { rulesFor } from '@shared/domain/field-types/index';
import { cleanLink } from '@shared/domain/field-types/links';
import { cleanPhone } from '@shared/domain/field-types/phones';
import { plainTextOf } from '@shared/domain/rich-text/plain-text';
import { readMarkdown } from '@shared/domain/rich-text/read-markdown';
import type { FieldSettings, FieldType } from '@shared/domain/schema';
import type { FieldValue } from '@shared/domain/values';
import { parseContext } from './parse-context';

const settings: FieldSettings = {
  options: ['Won', 'Lost, sadly', 'a "quoted" one', 'x;y', '<b>', 'tail"', '"head'].map((label, at) => ({
    key: `k${at}`,
    label,
    color: 'gray' as const,
  })),
  pipelines: ['Sales', 'Re: newals'].map((label, at) => ({
    key: `p${at}`,
    label,
    winReasons: [],
    lossReasons: [
      { key: 'price', label: 'Price: too high' },
      { key: 'other', label: '"' },
    ],
    stages: [
      { key: `a${at}`, label: 'First', color: 'gray' as const, probability: 10 },
      { key: `b${at}`, label: `No. ${at}: "offer" / talk`, color: 'blue' as const, probability: 50 },
      { key: `c${at}`, label: 'Lost', color: 'red' as const, probability: 0, outcome: 'lost' as const },
    ],
  })),
};
const keys = settings.options?.map((option) => option.key) ?? [];

const clean = (max: number) =>
  fc
    .oneof(fc.string({ maxLength: max, unit: 'binary' }), fc.string({ maxLength: max, unit: 'grapheme' }))
    .map(cleanText);
const filled = (max: number) => clean(max).filter((text) => text !== '');
/** What the cleaners leave of odd texts, near misses included. */
const pieces = fc.string({ maxLength: 30, unit: fc.constantFrom(...Array.from('aB1.-@,;&<>"\' /:+()wht\u0301ps')) });
const list = (value: fc.Arbitrary<string | undefined>) =>
  fc
    .uniqueArray(
      value.filter((each) => each !== undefined),
      { minLength: 1, maxLength: 4, selector: (each) => each.toLowerCase() },
    )
    .map((each): FieldValue => each);
const day = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const part = fc.oneof(
  filled(12),
  fc.constantFrom('', 'van', 'der', 'Jr.', 'Smith, Jr.', 'a b', '"', '\\', 'Berg Olsen', 'WA 12345', '12345 Ulm'),
);
const coordinate = (limit: number) =>
  fc.option(fc.double({ min: -limit, max: limit, noNaN: true }).map((each) => each || 0));

const VALUES: Partial<Record<FieldType, fc.Arbitrary<FieldValue>>> = {
  text: filled(60),
  longText: filled(200),
  number: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0),
  integer: fc.maxSafeInteger().map((value) => value || 0),
  percent: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0),
  rating: fc.integer({ min: 1, max: 5 }),
  boolean: fc.boolean(),
  currency: fc.record({
    amountMinor: fc.maxSafeInteger().map((value) => value || 0),
    currency: fc.constantFrom('EUR', 'USD', 'JPY', 'KWD', 'CLF', 'CHF').filter(isCurrencyCode),
  }),
  date: day,
  dateTime: fc
    .date({ noInvalidDate: true, min: new Date('0001-01-02T00:00:00Z'), max: new Date('9999-12-30T00:00:00Z') })
    .map((date) => date.getTime()),
  select: fc.constantFrom(...keys),
  multiSelect: fc.uniqueArray(fc.constantFrom(...keys), { minLength: 1 }),
  stage: fc.oneof(
    fc.constantFrom('a0', 'b0', 'c0', 'a1', 'b1', 'c1').map((key) => ({ key, since: null, reason: null })),
    fc
      .record({ key: fc.constantFrom('c0', 'c1'), reason: fc.constantFrom('price', 'other') })
      .map((stage) => ({ ...stage, since: null })),
  ),
  fullName: fc.record({ first: part, last: part }).filter((name) => name.first !== '' || name.last !== ''),
  emails: list(
    fc
      .oneof(
        fc.emailAddress(),
        pieces.map((text) => `${text}@x.io`),
      )
      .map(cleanEmail),
  ),
  phones: list(fc.oneof(pieces, filled(20)).map(cleanPhone)),
  links: list(
    fc
      .oneof(
        fc.webUrl(),
        pieces.map((text) => `https://x.io/${text}`),
        pieces.map((text) => `${text}.io`),
      )
      .map(cleanLink),
  ),
  richText: filled(200)
    .map((text) => readMarkdown(text))
    .filter((document) => plainTextOf(document) !== ''),
  array: list(
    filled(20)
      .map((text) => cleanEntry(text))
      .filter((text) => text !== ''),
  ),
  json: fc
    .jsonValue()
    .filter((value) => value !== null)
    .map((value) => JSON.stringify(value)),
  address: fc
    .record({
      street: part,
      city: part,
      state: part,
      postalCode: part,
      country: part,
      latitude: coordinate(90),
      longitude: coordinate(180),
    })
    .filter((address) => Object.values(address).some((each) => each !== '' && each !== null)),
};

test.each(Object.keys(VALUES) as FieldType[])(
  'a %s written as text is read back the same, by readers of either decimal sign',
  (type) => {
    const rules = rulesFor(type);
    fc.assert(
      fc.property(VALUES[type] ?? fc.constant(null), fc.boolean(), (value, decimalComma) => {
        const text = rules.formatText(value, { settings });
        expect(rules.parseText(text, parseContext(settings, { decimalComma }))).toEqual({ ok: true, value });
        expect(rules.isEmpty(value)).toBe(false);
      }),
      { numRuns: 500 },
    );
  },
);

test('no text whatever makes a parser throw, and empty text is empty in every type', () => {
  for (const type of Object.keys(VALUES) as FieldType[]) {
    const rules = rulesFor(type);
    fc.assert(
      fc.property(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 50 })), (text) => {
        const result = rules.parseText(text, parseContext(settings));
        const isSound = result.ok
          ? result.value === null || !rules.isEmpty(result.value)
          : formatMessage(result.reason) !== '';
        expect(isSound).toBe(true);
      }),
    );
    expect(rules.parseText('', parseContext(settings))).toEqual({ ok: true, value: null });
    expect(rules.formatText(null, { settings })).toBe('');
  }
});

// Where the work grew with the square of the length, this would take minutes, which the test's time does not allow.
test('no type is stuck in a long text, whatever it is made of', () => {
  const lengths = 320_000;
  for (const type of Object.keys(VALUES) as FieldType[]) {
    const rules = rulesFor(type);
    for (const piece of [
      ',',
      '"',
      '<',
      ' ',
      '(',
      '1',
      '1,',
      'a',
      'a ',
      '@',
      '&',
      ';',
      '.',
      '-',
      '\n',
      '1 2',
      'www.',
      '\\"',
    ]) {
      const text = piece.repeat(lengths / piece.length);
      expect(rules.parseText(text, parseContext(settings))).toHaveProperty('ok');
      expect(rules.parseText(`${text}!`, parseContext(settings))).toHaveProperty('ok');
    }
  }
}, 30_000);
