import { AddressValue } from '@shared/domain/values';
import { describe, expect, test } from 'vitest';
import { RecordId } from '@shared/domain/ids';
import { rulesFor } from '@shared/domain/field-types/index';
import type { ParseContext } from '@shared/domain/field-types/field-type';
import type { FieldSettings, FieldType } from '@shared/domain/schema';
import type { FieldValue } from '@shared/domain/values';
import { parseContext } from './parse-context';

type Case = readonly [text: string, value: FieldValue | undefined];

/** Undefined means: refused. */
const check = (
  type: FieldType,
  cases: readonly Case[],
  settings: FieldSettings = {},
  over: Partial<ParseContext> = {},
) =>
  test.each(cases)('%j', (text, value) => {
    const result = rulesFor(type).parseText(text, parseContext(settings, over));

    expect(result.ok ? result.value : undefined).toEqual(value);
  });

describe('numbers', () => {
  check('number', [
    ['', null],
    ['12', 12],
    ['12k', 12_000],
    ['1.5m', 1_500_000],
    ['1.1k', 1100],
    ['2 bn', 2_000_000_000],
    ['12.000,50', 12_000.5],
    ['12,000.50', 12_000.5],
    ['1 200', 1200],
    ["1'234.50", 1234.5],
    ['1,234', 1234],
    ['1.234', 1.234],
    ['0,5', 0.5],
    ['(300)', -300],
    ['300-', -300],
    ['−7', -7],
    ['12,34,567', 1_234_567],
    ['1e6', 1_000_000],
    ['.5', 0.5],
    ['-0', 0],
    ['1884 (1888)', undefined],
    ['12 34 56 78', undefined],
    ['1.2.3', undefined],
    ['12,3456,7', undefined],
    ['abc', undefined],
    ['0x10', undefined],
    ['Infinity', undefined],
    ['1-2', undefined],
  ]);
});

describe('numbers with decimal comma', () => {
  check(
    'number',
    [
      ['1.234', 1234],
      ['1,234', 1.234],
      ['1.234,5', 1234.5],
      ['12,5', 12.5],
      ['1.5', 1.5],
    ],
    {},
    { decimalComma: true },
  );
});

describe('whole numbers, percentages, ratings', () => {
  check('integer', [
    ['3.5', undefined],
    ['12k', 12_000],
    ['99999999999999999999', undefined],
  ]);
  check('percent', [
    ['25%', 25],
    ['25', 25],
    ['12,5 %', 12.5],
    ['%', undefined],
  ]);
  check('rating', [
    ['4', 4],
    ['★★★', 3],
    ['3/5', 3],
    ['0', null],
    ['6', undefined],
    ['2.5', undefined],
  ]);
});

describe('money', () => {
  check('currency', [
    ['€ 1 200', { amountMinor: 120_000, currency: 'EUR' }],
    ['1.200,00 EUR', { amountMinor: 120_000, currency: 'EUR' }],
    ['$1.5m', { amountMinor: 150_000_000, currency: 'USD' }],
    ['USD 12k', { amountMinor: 1_200_000, currency: 'USD' }],
    ['12k', { amountMinor: 1_200_000, currency: 'EUR' }],
    ['(300)', { amountMinor: -30_000, currency: 'EUR' }],
    ['-$5', { amountMinor: -500, currency: 'USD' }],
    ["CHF 1'200.–", { amountMinor: 120_000, currency: 'CHF' }],
    ['50,- €', { amountMinor: 5000, currency: 'EUR' }],
    ['¥ 1200', { amountMinor: 1200, currency: 'JPY' }],
    ['KWD 1.234', { amountMinor: 1234, currency: 'KWD' }],
    ['19.999', { amountMinor: 2000, currency: 'EUR' }],
    ['90071992547409.91', { amountMinor: 9_007_199_254_740_991, currency: 'EUR' }],
    ['1.5 zillion', undefined],
    ['about 50', undefined],
    ['€', undefined],
  ]);
});

describe('yes and no', () => {
  check('boolean', [
    ['yes', true],
    ['TRUE', true],
    ['x', true],
    ['ja', true],
    ['oui', true],
    ['Sí', true],
    ['no', false],
    ['0', false],
    ['Nein', false],
    ['maybe', undefined],
    ['', null],
  ]);
});

describe('dates', () => {
  check('date', [
    ['2025-04-03', '2025-04-03'],
    ['03/04/2025', '2025-04-03'],
    ['12/31/2025', '2025-12-31'],
    ['3.4.25', '2025-04-03'],
    ['3.4.', '2026-04-03'],
    ['3 mar', '2026-03-03'],
    ['3. März 2025', '2025-03-03'],
    ['March 3rd, 2025', '2025-03-03'],
    ['3-Mar-25', '2025-03-03'],
    ['Tue, 3 Mar 2026', '2026-03-03'],
    ['20250403', '2025-04-03'],
    ['1958-10-13T00:00:00Z', '1958-10-13'],
    ['today', '2026-11-20'],
    ['tomorrow', '2026-11-21'],
    ['gestern', '2026-11-19'],
    ['fri', '2026-11-27'],
    ['next fri', '2026-11-27'],
    ['mon', '2026-11-23'],
    ['last monday', '2026-11-16'],
    ['in 2 weeks', '2026-12-04'],
    ['in 3 Tagen', '2026-11-23'],
    ['2 months ago', '2026-09-20'],
    ['+10d', '2026-11-30'],
    ['next month', '2026-12-01'],
    ['eom', '2026-11-30'],
    ['1884 (1888)', undefined],
    ['1884', undefined],
    ['2025-02-30', undefined],
    ['1.5', undefined],
    ['31/02/2025', undefined],
    ['friday the 13th', undefined],
    ['2024-05', undefined],
  ]);
});

describe('dates with the month or the year first', () => {
  check('date', [['03/04/2025', '2025-03-04']], {}, { dateOrder: 'mdy' });
  check('date', [['25/03/04', '2025-03-04']], {}, { dateOrder: 'ymd' });
});

describe('instants', () => {
  check('dateTime', [
    ['2025-07-01T12:00:00Z', Date.UTC(2025, 6, 1, 12)],
    ['2025-07-01T12:00:00+02:00', Date.UTC(2025, 6, 1, 10)],
    ['2025-07-01 12:00', Date.UTC(2025, 6, 1, 10)],
    ['2025-01-01 12:00', Date.UTC(2025, 0, 1, 11)],
    ['tomorrow 3pm', Date.UTC(2026, 10, 21, 14)],
    ['3 mar 2025 at 15:30', Date.UTC(2025, 2, 3, 14, 30)],
    ['03/04/2025, 09:15', Date.UTC(2025, 3, 3, 7, 15)],
    ['2025-07-01', Date.UTC(2025, 5, 30, 22)],
    ['in 2 hours', Date.UTC(2026, 10, 20, 11)],
    // Clocks go from 2 to 3 that night: 2:30 is moved on by the gap.
    ['2025-03-30 02:30', Date.UTC(2025, 2, 30, 1, 30)],
    ['2025-07-01T12:00:00-09:30', Date.UTC(2025, 6, 1, 21, 30)],
    ['2025-07-01T12:00:00+25:00', undefined],
    ['2025-07-01T12:00:00+01:75', undefined],
    ['25:00', undefined],
    ['soon', undefined],
  ]);
});

describe('names', () => {
  check('fullName', [
    ['Maria Cantwell', { first: 'Maria', last: 'Cantwell' }],
    ['Cantwell, Maria', { first: 'Maria', last: 'Cantwell' }],
    ['Jan van der Berg', { first: 'Jan', last: 'van der Berg' }],
    ['van der Berg, Jan', { first: 'Jan', last: 'van der Berg' }],
    ['Dr. Mary Ann Lee', { first: 'Dr. Mary Ann', last: 'Lee' }],
    ['John Smith Jr.', { first: 'John', last: 'Smith Jr.' }],
    ['John Smith, Jr.', { first: 'John', last: 'Smith, Jr.' }],
    ['Cher', { first: 'Cher', last: '' }],
    ['  ', null],
    ['山田 太郎', { first: '山田', last: '太郎' }],
  ]);
});

describe('e-mails', () => {
  check('emails', [
    ['a@b.c; d@e.f', ['a@b.c', 'd@e.f']],
    ['Ann <a@b.c>, "Doe, John" <john@doe.example>', ['a@b.c', 'john@doe.example']],
    ['mailto:a@b.c', ['a@b.c']],
    ['A@b.c, a@B.c', ['A@b.c']],
    ['a@b.c d@e.f', ['a@b.c', 'd@e.f']],
    ["o'brien+crm@sub.example.co.uk", ["o'brien+crm@sub.example.co.uk"]],
    ['jürgen@müller.example', ['jürgen@müller.example']],
    ['not an address', undefined],
    ['a@b@c', undefined],
    ['a..b@c.de', undefined],
  ]);
});

describe('phones', () => {
  check('phones', [
    ['202-224-3441', ['202-224-3441']],
    ['+49 30 55, tel:+49 40 66', ['+49 30 55', '+49 40 66']],
    ['BusinessPhone', ['BusinessPhone']],
    ['12', undefined],
  ]);
});

describe('links', () => {
  check('links', [
    ['fjordgate.example', ['fjordgate.example']],
    ['HTTPS://WWW.Example.com/A?b=c, d.io', ['https://www.example.com/A?b=c', 'd.io']],
    ['http://a.b/x,y', ['http://a.b/x,y']],
    ['http://a.b,http://c.d', ['http://a.b', 'http://c.d']],
    ['http://a.b/?x&amp;', ['http://a.b/?x&amp;']],
    ['http://a.b/?x&amp;, d.io;', ['http://a.b/?x&amp;', 'd.io']],
    ['www.cantwell.senate.gov', ['www.cantwell.senate.gov']],
    ['javascript:alert(1)', undefined],
    ['javascript://%0aalert(1)', undefined],
    ['1.5', undefined],
    ['hello', undefined],
  ]);
});

describe('addresses', () => {
  const address = (parts: Partial<AddressValue>): AddressValue => AddressValue.parse(parts);
  check('address', [
    ['Gothenburg, 411 06', address({ city: 'Gothenburg', postalCode: '411 06' })],
    [
      'Storgatan 1, Gothenburg, 411 06, Sweden',
      address({ street: 'Storgatan 1', city: 'Gothenburg', postalCode: '411 06', country: 'Sweden' }),
    ],
    ['411 06', address({ postalCode: '411 06' })],
    [
      '511 Hart Senate Office Building Washington DC 20510',
      {
        street: '511 Hart Senate Office Building Washington DC 20510',
        city: '',
        state: '',
        postalCode: '',
        country: '',
        latitude: null,
        longitude: null,
      },
    ],
    [
      'Torgallmenningen 1\n5014 Bergen\nNorway',
      {
        street: 'Torgallmenningen 1',
        city: 'Bergen',
        state: '',
        postalCode: '5014',
        country: 'Norway',
        latitude: null,
        longitude: null,
      },
    ],
    [
      '1 Main St, Springfield, IL 62701',
      {
        street: '1 Main St',
        city: 'Springfield',
        state: 'IL',
        postalCode: '62701',
        country: '',
        latitude: null,
        longitude: null,
      },
    ],
    [
      'Saint Paul, Minnesota',
      {
        street: '',
        city: 'Saint Paul',
        state: 'Minnesota',
        postalCode: '',
        country: '',
        latitude: null,
        longitude: null,
      },
    ],
  ]);
});

describe('choices', () => {
  const settings: FieldSettings = {
    options: [
      { key: 'won', label: 'Won', color: 'green' },
      { key: 'k2', label: 'Nächste, Woche', color: 'red' },
    ],
  };
  check(
    'select',
    [
      ['won', 'won'],
      ['NACHSTE, WOCHE', 'k2'],
      ['k2', 'k2'],
      ['Lost', undefined],
      ['', null],
    ],
    settings,
  );
  check(
    'multiSelect',
    [
      ['Won, "Nächste, Woche"', ['won', 'k2']],
      ['Nächste, Woche', ['k2']],
      ['Won; Lost', undefined],
    ],
    settings,
  );
});

test('a member is found by name, e-mail address or id, and a name that two have is refused', () => {
  const id = (n: number): RecordId => RecordId.parse(`0190a000-0000-7000-8000-00000000000${n}`);
  const members = [
    { id: id(1), name: 'Ína Berg', email: 'ina@x.example' },
    { id: id(2), name: 'Bo', email: 'bo@x.example' },
    { id: id(3), name: 'bo', email: '' },
  ];
  const read = (text: string) => rulesFor('member').parseText(text, parseContext({}, { members }));

  const found = [' ina berg', 'INA@x.example', id(1)].map(read);

  for (const result of found) expect(result).toEqual({ ok: true, value: { id: id(1), title: 'Ína Berg' } });
  expect(read('bo@x.example')).toMatchObject({ ok: true, value: { id: id(2) } });
  expect([read('Bo'), read('Cy')]).toMatchObject([{ ok: false }, { ok: false }]);
  expect(read('  ')).toEqual({ ok: true, value: null });
});
