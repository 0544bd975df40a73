import { describe, expect, test } from 'vitest';
import { FIELD_TYPES, type FieldSettings, isDerived, type FieldType } from '@shared/domain/schema';
import type { Operator } from '@shared/domain/query';
import type { FieldInput } from '@shared/domain/values';
import { typeBench } from './type-bench';

const ID = '0190a000-0000-7000-8000-000000000001';
const OTHER_ID = '0190a000-0000-7000-8000-000000000002';
const SHA = 'a'.repeat(64);
const OPTIONS: FieldSettings = {
  options: ['zeta', "o'hara", 'alpha'].map((key) => ({ key, label: key.toUpperCase(), color: 'gray' as const })),
  targets: ['person', 'company'],
  pipelines: [
    {
      key: 'new',
      label: 'New business',
      winReasons: [],
      lossReasons: [{ key: 'price', label: 'Price' }],
      stages: [
        { key: 'talk', label: 'Talk', color: 'gray', probability: 20, allowedDays: 10 },
        { key: "o'hara", label: 'Offer', color: 'blue', probability: 60 },
        { key: 'lost', label: 'Lost', color: 'red', probability: 0, outcome: 'lost' },
      ],
    },
    {
      key: 'renew',
      label: 'Renewals',
      winReasons: [],
      lossReasons: [],
      stages: [
        { key: 'due', label: 'Due', color: 'teal', probability: 70 },
        { key: 'gone', label: 'Lost', color: 'red', probability: 0, outcome: 'lost' },
      ],
    },
  ],
};
const address = (parts: Record<string, FieldInput>): FieldInput => ({
  street: '',
  city: '',
  state: '',
  postalCode: '',
  country: '',
  latitude: null,
  longitude: null,
  ...parts,
});

/** Stored values of each type that a caller may write. */
const SAMPLES: Readonly<
  Record<Exclude<FieldType, 'actor' | 'relations' | 'formula' | 'rollup'>, readonly FieldInput[]>
> = {
  text: ['Müller', `a'b"c\\d%e_f`, '日本', '🦄'],
  longText: ['line one\nline two'],
  richText: [
    {
      type: 'doc',
      content: [
        { type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: 'Plan' }] },
        { type: 'paragraph', content: [{ type: 'text', text: 'bold', marks: [{ type: 'bold' }] }] },
      ],
    },
  ],
  number: [0, -1.5, 1e21, 12_000.5],
  integer: [0, -7, Number.MAX_SAFE_INTEGER],
  percent: [12.5],
  currency: [
    { amountMinor: -1, currency: 'EUR' },
    { amountMinor: 0, currency: 'JPY' },
  ],
  boolean: [true, false],
  date: ['2026-11-20', '0001-01-01', '9999-12-31'],
  dateTime: [0, -1, 1_795_212_000_000],
  select: ['zeta', "o'hara"],
  multiSelect: [['alpha', 'zeta'], ["o'hara"]],
  stage: [
    { key: 'talk', since: null, reason: null },
    { key: "o'hara", since: 1_795_212_000_000, reason: null },
    { key: 'lost', since: 0, reason: 'price' },
  ],
  rating: [1, 5],
  fullName: [
    { first: 'Jan', last: 'van der Berg' },
    { first: '', last: 'Smith' },
    { first: 'Cher', last: '' },
  ],
  emails: [['A@b.example', 'c@d.example']],
  phones: [['+493055500187', 'ask reception']],
  links: [['fjordgate.example', 'https://x.example/?a=1&b=2']],
  address: [address({ street: 'A 1\nB', country: 'Norway' }), address({ latitude: -12.5, longitude: 8 })],
  relation: [ID],
  member: [ID, OTHER_ID],
  morphRelation: [`person:${ID}`],
  files: [[{ id: SHA, name: 'a.png', mime: 'image/png', sizeBytes: 1 }]],
  array: [['b', 'A, "quoted"', 'ü']],
  json: ['{"a":[1,"b"],"n":12345678901234567890}', '"text"', '-0.50'],
  autoNumber: ['INV-0042', 'INV-10000'],
  position: ['a0', 'Zz9'],
};
type StoredType = Exclude<FieldType, 'relations' | 'formula' | 'rollup'>;
/** Links of many-to-many relations are in a table of their own (links.test.ts); computed fields are kept as the type of their result. */
const STORED_TYPES = FIELD_TYPES.filter(
  (type): type is StoredType => type !== 'relations' && !isDerived({ type, settings: {} }),
);
const TYPES = STORED_TYPES.filter((type) => type !== 'actor');

test.each(TYPES)('a %s is read back as it was written, and empty as empty', (type) => {
  const bench = typeBench(type, OPTIONS);

  const read = bench.store([...SAMPLES[type], null]);

  expect(read).toEqual([...SAMPLES[type], null]);
  expect(bench.empty()).toEqual([SAMPLES[type].length]);
});

/** An operand that each operator of a type takes. */
const operandFor = (type: FieldType, op: Operator, sample: FieldInput): FieldInput | undefined => {
  if (op === 'isEmpty' || op === 'isNotEmpty' || op === 'isMe') return undefined;
  if (op === 'inLast' || op === 'inNext' || op === 'notInLast' || op === 'notInNext')
    return { amount: 3, unit: 'month' };
  if (op === 'inPeriod' || op === 'notInPeriod') return 'thisYear';
  const first = Array.isArray(sample) ? (sample[0] ?? null) : sample;
  const one =
    type === 'currency' ? 100 : ['fullName', 'address', 'actor', 'richText'].includes(type) ? 'Norway' : first;
  if (op === 'isAnyOf' || op === 'isNoneOf' || op === 'hasAll') return [one];
  return op === 'between' ? [one, one] : one;
};

test.each(STORED_TYPES)(
  'each condition on a %s says yes or no, never neither, and its opposite says the opposite',
  (type) => {
    const bench = typeBench(type, OPTIONS);
    const samples: readonly FieldInput[] = type === 'actor' ? [] : SAMPLES[type];
    bench.store([...samples, null]);
    const opposites: Partial<Record<Operator, Operator>> = {
      isNot: 'is',
      isNoneOf: 'isAnyOf',
      notContains: 'contains',
      isNotEmpty: 'isEmpty',
      notInLast: 'inLast',
      notInNext: 'inNext',
      notInPeriod: 'inPeriod',
    };

    for (const op of bench.operators) {
      const operand = operandFor(type, op, samples[0] ?? 'x');
      const verdicts = bench.verdicts(op, operand);
      expect(verdicts.every((verdict) => verdict === 0 || verdict === 1)).toBe(true);
      const negated = verdicts.map((verdict) => (verdict === 1 ? 0 : 1));
      const opposite = opposites[op];
      expect(opposite ? bench.verdicts(opposite, operand) : negated).toEqual(negated);
    }
    for (const op of ['hasAll', 'inPeriod', 'contains', 'between'] as const) {
      if (bench.operators.includes(op)) continue;
      expect(() => bench.verdicts(op, 'x')).toThrow(expect.objectContaining({ code: 'invalid_input' }));
    }
  },
);

test('a wrong operand is refused, whatever it is', () => {
  for (const type of TYPES) {
    const bench = typeBench(type, OPTIONS);
    for (const op of bench.operators) {
      if (op === 'isEmpty' || op === 'isNotEmpty' || op === 'isMe') continue;
      const operands: readonly (FieldInput | undefined)[] = [
        undefined,
        { $ne: 1 },
        [[1]],
        { amount: 1.5, unit: 'day' },
      ];
      for (const operand of operands) {
        expect(() => bench.verdicts(op, operand), `${type} ${op} ${JSON.stringify(operand)}`).toThrow(
          expect.objectContaining({ code: 'invalid_input' }),
        );
      }
    }
  }
});

describe('text', () => {
  test('contains ignores case and accents, in what is stored and in what is asked', () => {
    const bench = typeBench('text');
    bench.store(['Müller', 'MULLER', 'ŁÓDŹ', 'Straße', 'straSSe', null, '東京都', 'Ünïcode İstanbul']);

    expect(bench.find('contains', 'mull')).toEqual([0, 1]);
    expect(bench.find('contains', 'MÜLL')).toEqual([0, 1]);
    expect(bench.find('contains', 'lodz')).toEqual([2]);
    expect(bench.find('contains', 'strasse')).toEqual([3, 4]);
    expect(bench.find('contains', 'straße')).toEqual([3, 4]);
    expect(bench.find('contains', '京')).toEqual([6]);
    expect(bench.find('endsWith', 'istanbul')).toEqual([7]);
    expect(bench.find('notContains', 'mull')).toEqual([2, 3, 4, 5, 6, 7]);
  });

  test('is ignores case but not accents', () => {
    const bench = typeBench('text');
    bench.store(['Müller', 'MÜLLER', 'Muller', null]);

    expect(bench.find('is', 'müller')).toEqual([0, 1]);
    expect(bench.find('is', 'mULLER')).toEqual([2]);
    expect(bench.find('isNot', 'müller')).toEqual([2, 3]);
    expect(bench.find('isAnyOf', ['MÜLLER', 'muller'])).toEqual([0, 1, 2]);
    expect(bench.find('isAnyOf', ['muller', null])).toEqual([2, 3]);
    expect(bench.find('is', null)).toEqual([3]);
  });

  test('wildcards, quotes and backslashes are letters like any other', () => {
    const bench = typeBench('text');
    bench.store(['100%', '100x', 'a_b', 'axb', `'; DROP TABLE t; --`, 'c:\\d']);

    expect(bench.find('contains', '0%')).toEqual([0]);
    expect(bench.find('contains', 'a_b')).toEqual([2]);
    expect(bench.find('startsWith', `'; drop`)).toEqual([4]);
    expect(bench.find('contains', ':\\')).toEqual([5]);
  });

  test('is cleaned: trimmed, composed, without U+0000 and lone surrogates', () => {
    const bench = typeBench('text');

    expect(bench.store([' a\u0000b ', 'e\u0301', 'x\ud800', '   '])).toEqual(['ab', 'é', 'x\ufffd', null]);
  });
});

describe('lists', () => {
  test('a condition on e-mails holds when any element fulfils it, its negation when none does', () => {
    const bench = typeBench('emails');
    bench.store([['Ann@Fjord.example', 'b@x.example'], ['c@x.example'], null]);

    expect(bench.find('is', 'ANN@fjord.EXAMPLE')).toEqual([0]);
    expect(bench.find('contains', 'x.exam')).toEqual([0, 1]);
    expect(bench.find('startsWith', 'c@')).toEqual([1]);
    expect(bench.find('isNoneOf', ['b@x.example'])).toEqual([1, 2]);
    expect(bench.find('hasAll', ['b@x.example', 'ann@fjord.example'])).toEqual([0]);
    expect(bench.find('is', ['c@x.example'])).toEqual([1]);
    expect(bench.find('is', ['b@x.example'])).toEqual([]);
  });

  test('option keys that look like JSON do not match across elements', () => {
    const keys = ['a', 'b', ',', '","', '["a"'];
    const settings = { options: keys.map((key) => ({ key, label: `L${key}`, color: 'gray' as const })) };
    const bench = typeBench('multiSelect', settings);
    bench.store([['a', 'b'], [','], ['","'], null]);

    expect(bench.find('isAnyOf', [','])).toEqual([1]);
    expect(bench.find('isAnyOf', ['","'])).toEqual([2]);
    expect(bench.find('is', ['b', 'a'])).toEqual([0]);
  });

  test('a piece of a number finds it in any format', () => {
    const bench = typeBench('phones');
    bench.store([['+49 30 5550-0187'], ['030 5550 0188'], ['+12022243441'], ['ask reception'], null]);

    expect(bench.find('contains', '030 555')).toEqual([0, 1]);
    expect(bench.find('contains', '(0)30/5550-0187')).toEqual([0]);
    expect(bench.find('contains', '224-3441')).toEqual([2]);
    expect(bench.find('contains', 'RECEPT')).toEqual([3]);
    expect(bench.find('endsWith', '0188')).toEqual([1]);
    expect(bench.find('is', '+49 30 55500187')).toEqual([0]);
  });
});

describe('phones', () => {
  test.each([
    ['202-224-3441', ['202-224-3441'], 'ZZ'],
    ['(202) 224-3441 x12', ['+12022243441 ext. 12'], 'US'],
    ['030 5550 0187', ['+493055500187'], 'DE'],
    ['0049 30 55500187', ['+493055500187'], 'DE'],
    ['+47 21 55 01 18', ['+4721550118'], 'US'],
    ['BusinessPhone', ['BusinessPhone'], 'US'],
    ['12345', ['12345'], 'US'],
  ])('%s', (text, expected, region) => {
    const { storage } = typeBench('phones');

    expect(storage.normalize(text, { settings: {}, currency: 'EUR', phoneRegion: region, members: [] })).toEqual(
      expected,
    );
  });

  test('a number is indexed by its digits, so that a fragment finds it', () => {
    const { storage } = typeBench('phones');

    expect(storage.indexedValues(['+493055500187 ext. 3', 'Ask Reception'])).toEqual([
      '+493055500187',
      '493055500187',
      'ask reception',
    ]);
  });
});

describe('dates', () => {
  test('relative conditions count whole days in the zone of the caller, today included', () => {
    const days = ['2026-11-13', '2026-11-14', '2026-11-20', '2026-11-21', '2026-11-22', null];
    const berlin = typeBench('date');
    const tokyo = typeBench('date', {}, 'Asia/Tokyo');
    berlin.store(days);
    tokyo.store(days);

    expect(berlin.find('inLast', { amount: 7, unit: 'day' })).toEqual([1, 2]);
    expect(tokyo.find('inLast', { amount: 7, unit: 'day' })).toEqual([2, 3]);
    expect(berlin.find('inNext', { amount: 2, unit: 'day' })).toEqual([2, 3]);
    expect(berlin.find('inPeriod', 'today')).toEqual([2]);
    expect(tokyo.find('inPeriod', 'today')).toEqual([3]);
    expect(berlin.find('inPeriod', 'thisWeek')).toEqual([2, 3, 4]);
    expect(berlin.find('inPeriod', 'lastWeek')).toEqual([0, 1]);
  });

  test('a day asked of an instant is the whole day in the zone, of 23 or 25 hours too', () => {
    const bench = typeBench('dateTime');
    // Clocks went back on 25 October 2026: that day had 25 hours.
    const start = Date.UTC(2026, 9, 24, 22);
    bench.store([start - 1, start, start + 25 * 3_600_000 - 1, start + 25 * 3_600_000, null]);

    expect(bench.find('is', '2026-10-25')).toEqual([1, 2]);
    expect(bench.find('lt', '2026-10-25')).toEqual([0]);
    expect(bench.find('lte', '2026-10-25')).toEqual([0, 1, 2]);
    expect(bench.find('gt', '2026-10-25')).toEqual([3]);
    expect(bench.find('gte', '2026-10-25')).toEqual([1, 2, 3]);
    expect(bench.find('between', ['2026-10-25', start + 25 * 3_600_000])).toEqual([1, 2, 3]);
    expect(bench.find('isNot', '2026-10-25')).toEqual([0, 3, 4]);
  });
});

describe('lists of texts, JSON and running numbers', () => {
  test('a condition on a list of texts holds when an entry fulfils it', () => {
    const bench = typeBench('array');
    bench.store([['Blue', 'Red'], 'red; "a, b"', null]);

    expect(bench.find('is', 'red')).toEqual([0, 1]);
    expect(bench.find('contains', 'a, B')).toEqual([1]);
    expect(bench.find('hasAll', ['blue', 'red'])).toEqual([0]);
    expect(bench.find('isNoneOf', ['blue'])).toEqual([1, 2]);
  });

  test('a list keeps its order and each entry once, on one line', () => {
    const { normalize } = typeBench('array');

    expect(normalize(['b', ' a ', 'b', '', 'two\n lines'])).toEqual(['b', 'a', 'two lines']);
  });

  test('JSON may be given as a value or as its text, and keeps long numbers', () => {
    const { normalize } = typeBench('json');

    expect(normalize({ a: [1, { b: null }] })).toBe('{"a":[1,{"b":null}]}');
    expect(normalize(' { "n" : 12345678901234567890 , "s" : "a  b" } ')).toBe('{"n":12345678901234567890,"s":"a  b"}');
    expect(normalize('null')).toBeNull();
    expect(normalize(false)).toBe('false');
  });

  test('running numbers sort by their number', () => {
    const bench = typeBench('autoNumber');
    bench.store(['A-10', 'A-9', null, 'A-100']);

    expect(bench.sorted()).toEqual([1, 0, 3, 2]);
  });
});

test('days counted from today are compared like any other day, and not in the last days holds for empty too', () => {
  const days = ['2026-10-21', '2026-10-22', '2026-11-20', '2026-12-04', '2026-12-05', null];
  const dates = typeBench('date');
  const moments = typeBench('dateTime');
  dates.store(days);
  moments.store(days.map((day) => (day === null ? null : Date.parse(`${day}T21:59:59.999Z`))));

  for (const bench of [dates, moments]) {
    expect(bench.find('lt', { amount: -29, unit: 'day' })).toEqual([0]);
    expect(bench.find('gt', { amount: 2, unit: 'week' })).toEqual([4]);
    expect(bench.find('between', [{ amount: -29, unit: 'day' }, '2026-12-04'])).toEqual([1, 2, 3]);
    expect(bench.find('is', { amount: 0, unit: 'day' })).toEqual([2]);
    expect(bench.find('notInLast', { amount: 30, unit: 'day' })).toEqual([0, 3, 4, 5]);
    expect(bench.find('notInPeriod', 'thisMonth')).toEqual([0, 1, 3, 4, 5]);
    expect(() => bench.find('inLast', { amount: -1, unit: 'day' })).toThrow('an amount and a unit');
  }
});

test('weeks begin with the day that they begin with where the workspace is', () => {
  const days = ['2026-11-14', '2026-11-15', '2026-11-16', '2026-11-21', '2026-11-22'];
  const american = typeBench('date', {}, 'Europe/Berlin', 0);
  const egyptian = typeBench('date', {}, 'Europe/Berlin', 6);
  american.store(days);
  egyptian.store(days);

  expect(american.find('inPeriod', 'thisWeek')).toEqual([1, 2, 3]);
  expect(egyptian.find('inPeriod', 'thisWeek')).toEqual([0, 1, 2]);
});

describe('money', () => {
  test('is compared by its amount in any currency, or in the one that is named', () => {
    const bench = typeBench('currency');
    bench.store([
      { amountMinor: 100, currency: 'EUR' },
      { amountMinor: 200, currency: 'EUR' },
      { amountMinor: 200, currency: 'USD' },
      null,
    ]);
    const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });

    expect(bench.find('gt', 100)).toEqual([1, 2]);
    expect(bench.find('gt', eur(100))).toEqual([1]);
    expect(bench.find('lte', eur(200))).toEqual([0, 1]);
    expect(bench.find('between', [eur(150), eur(250)])).toEqual([1]);
    expect(bench.find('isAnyOf', [eur(100), eur(200)])).toEqual([0, 1]);
    expect(bench.find('isNoneOf', [eur(100), eur(200)])).toEqual([2, 3]);
    expect(bench.find('isNot', eur(200))).toEqual([0, 2, 3]);
    expect(() => bench.find('between', [eur(1), { amountMinor: 2, currency: 'USD' }])).toThrow('one currency');
    expect(() => bench.find('between', [eur(1), 2])).toThrow('one currency');
  });
});

describe('sorting', () => {
  test('selects sort by the order of their options, keys without an option after them, empty last', () => {
    const bench = typeBench('select', OPTIONS);
    bench.store(['alpha', null, "o'hara", 'zeta']);

    expect(bench.sorted()).toEqual([3, 2, 0, 1]);
  });

  test('stages sort by the order of pipelines and of their stages, those that are gone after them, empty last', () => {
    const bench = typeBench('stage', OPTIONS);
    bench.store(['due', null, "o'hara", 'Renewals / Lost', 'talk', 'New business / Lost: Price']);

    expect(bench.sorted()).toEqual([4, 2, 5, 0, 3, 1]);
  });

  test('names sort by last name, then first; a single name by itself', () => {
    const bench = typeBench('fullName');
    bench.store(['Zoe Adams', 'Adam Berg', null, 'Cher', { first: 'Amy', last: 'Adams' }, 'Ben adams']);

    expect(bench.sorted()).toEqual([4, 5, 0, 1, 3, 2]);
  });
});

test('a value that a type cannot hold is refused with a reason, and nothing is guessed', () => {
  const refused: readonly (readonly [FieldType, FieldInput])[] = [
    ['text', ['a']],
    ['text', { a: 1 }],
    ['text', 'x'.repeat(10_001)],
    ['number', 'abc'],
    ['number', true],
    ['integer', 1.5],
    ['integer', 2 ** 60],
    ['currency', 12],
    ['currency', { amountMinor: 1.5, currency: 'EUR' }],
    ['currency', { amountMinor: 1, currency: 'XXX' }],
    ['boolean', 2],
    ['date', '2026-02-30'],
    ['date', 20_261_120],
    ['dateTime', '2026-11-20'],
    ['dateTime', 1.5],
    ['select', 'nope'],
    ['multiSelect', ['alpha', 'nope']],
    ['stage', 'nope'],
    ['stage', 'Lost'],
    ['stage', { key: 'Talk' }],
    ['stage', { key: 'talk', reason: 'price' }],
    ['stage', { key: 'lost', reason: 'weather' }],
    ['stage', { key: 'talk', since: 'yesterday' }],
    ['stage', { key: 'talk', colour: 'red' }],
    ['stage', 7],
    ['rating', 6],
    ['fullName', { first: 'a', last: 1 }],
    ['emails', ['nope']],
    ['links', ['javascript:alert(1)']],
    ['address', { street: 'a', planet: 'x' }],
    ['relation', 'Fjordgate'],
    ['morphRelation', `task:${OTHER_ID}`],
    ['files', [{ id: 'x', name: 'a', mime: 'b', sizeBytes: 1 }]],
    ['richText', { type: 'doc', content: [{ type: 'image' }] }],
    ['richText', { html: '<b>x</b>' }],
    ['richText', 'x'.repeat(80_001)],
    ['array', [1]],
    ['array', ['x'.repeat(1001)]],
    ['array', Array.from({ length: 501 }, (_, i) => `e${i}`)],
    ['json', '{a: 1}'],
    ['json', '['.repeat(101) + ']'.repeat(101)],
    ['json', JSON.stringify('x'.repeat(80_000))],
    ['position', "a'0"],
  ];
  for (const [type, input] of refused) {
    const { normalize } = typeBench(type, OPTIONS);
    expect(() => normalize(input), `${type} ${JSON.stringify(input).slice(0, 40)}`).toThrow(
      expect.objectContaining({ code: 'invalid_input' }),
    );
  }
});
