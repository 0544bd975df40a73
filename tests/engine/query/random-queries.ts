// oxlint-disable typescript/switch-exhaustiveness-check, typescript/no-base-to-string -- only the kinds that the sample holds are told apart; the rest share the last case
import fc from 'fast-check';
import { FIELD_TYPE_RULES } from '@shared/domain/field-types/index';
import {
  type Aggregate,
  type Condition,
  COUNT_OPERATORS,
  DATE_UNITS,
  type Filter,
  type Grouping,
  PERIODS,
  QUANTIFIERS,
  type Sort,
} from '@shared/domain/query';
import type { FieldType } from '@shared/domain/schema';
import { RecordId } from '@shared/domain/ids';
import type { ActorValue, FieldValue } from '@shared/domain/values';
import type { WriteDb } from '@main/engine/storage/db';
import { dayIn, type PlainRecord, type World } from './naive-evaluator';
import { insertSample, NOW_MS, sampleId } from './sample-schema';

export const COMPANIES = 20;
export const THINGS = 130;
const FIRST_THING = 101;
const DAY_MS = 86_400_000;

const WORDS = [
  'Ann', 'ann', 'ANNA', 'Ärger', 'ärger', 'arger', 'ÄRGERLICH', '100%', '100', 'a_b', 'axb', 'back\\slash', "O'Brien",
  '"quoted"', 'straße', 'STRASSE', '日本', '日', '😀 smile', 'NULL', '%', '_', "'; DROP TABLE r_thing; --", 'naïve', 'x̂y',
  '[1]', '{"a":1}', 'Zoë', 'zoe', 'ΑΘΗΝΑ', 'αθήνα', '-1', '1e3',
] as const; // prettier-ignore

const word = fc.constantFrom(...WORDS);
const KEYS = ['hot', 'warm', 'cold'] as const;
const key = fc.constantFrom(...KEYS);
const day = fc
  .integer({ min: -40, max: 40 })
  .map((days) => new Date(NOW_MS + days * DAY_MS).toISOString().slice(0, 10));
/** Across the changes of the clock in spring and autumn, and the ends of the year. */
const moment = fc
  .oneof(
    fc.integer({ min: -40 * 24, max: 40 * 24 }),
    fc.constantFrom(-81, -80, 129, 130, -169, 196).chain((days) => fc.integer({ min: days * 24, max: days * 24 + 47 })),
  )
  .map((hours) => NOW_MS + hours * 3_600_000);
const relativeDay = fc.record({ amount: fc.integer({ min: -40, max: 40 }), unit: fc.constantFrom(...DATE_UNITS) });
const small = fc.integer({ min: -3, max: 6 });
const decimal = fc.constantFrom(-1.5, 0, 0.1, 0.30000000000000004, 1, 2.5, 1e9);
const phone = fc.constantFrom('+49305551234', '+493099999', '+14155550100');
const email = fc.constantFrom('ann@x.de', 'ANN@x.de', 'bob@y.org', 'ä@z.de');
const link = fc.constantFrom('https://x.de', 'https://www.Y.org/a_b', 'https://münchen.de');
const companyId = fc.integer({ min: 1, max: COMPANIES + 1 }).map(sampleId);
const thingId = fc.integer({ min: FIRST_THING, max: FIRST_THING + THINGS }).map(sampleId);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 3 });
const some = <T>(value: fc.Arbitrary<T>) => fc.uniqueArray(value, { minLength: 1, maxLength: 3 });
const part = fc.oneof(word, fc.constant(''));

const VALUES: Readonly<Partial<Record<FieldType, fc.Arbitrary<FieldValue>>>> = {
  text: word,
  longText: word,
  number: decimal,
  integer: small,
  percent: decimal,
  currency: fc.record({ amountMinor: small, currency: fc.constantFrom('EUR', 'USD') }),
  boolean: fc.boolean(),
  date: day,
  dateTime: moment,
  select: key,
  multiSelect: some(key),
  rating: fc.integer({ min: 1, max: 5 }),
  fullName: fc.record({ first: part, last: part }).filter(({ first, last }) => first !== '' || last !== ''),
  emails: some(email),
  phones: some(phone),
  links: some(link),
  address: fc
    .record({
      street: part,
      city: part,
      state: part,
      postalCode: part,
      country: part,
      latitude: maybe(fc.constant(52.5)),
      longitude: fc.constant(null),
    })
    .filter(({ street, city, state, postalCode, country }) => [street, city, state, postalCode, country].some(Boolean)),
  morphRelation: fc.oneof(
    companyId.map((id) => `company:${id}`),
    thingId.map((id) => `thing:${id}`),
  ),
};

type Values = Readonly<Record<string, FieldValue>>;

const thingValues = fc.record({
  ...Object.fromEntries(Object.entries(VALUES).map(([type, value]) => [type, maybe(value)])),
  relation: maybe(companyId),
  parent: maybe(thingId),
}) as fc.Arbitrary<Values>; // built from a list of types, whose keys the compiler cannot follow
const companyValues: fc.Arbitrary<Values> = fc.record({
  name: maybe(word),
  industry: maybe(key),
  employees: maybe(small),
  parent: maybe(companyId),
});

export const PATHS: Readonly<Record<string, FieldType>> = {
  ...Object.fromEntries(Object.keys(VALUES).map((type) => [type, type as FieldType])), // keys of a table by type
  relation: 'relation',
  parent: 'relation',
  'fullName.first': 'text',
  'fullName.last': 'text',
  'address.city': 'text',
  'address.latitude': 'number',
  'currency.amountMinor': 'integer',
  'currency.currency': 'text',
  'relation.name': 'text',
  'relation.industry': 'select',
  'relation.employees': 'integer',
  'relation.parent': 'relation',
  'relation.parent.name': 'text',
  'relation.parent.parent.employees': 'integer',
  'parent.fullName': 'fullName',
  'parent.address.city': 'text',
  'parent.emails': 'emails',
  'parent.multiSelect': 'multiSelect',
  'parent.relation.industry': 'select',
  'parent.parent.parent.integer': 'integer',
  createdAt: 'dateTime',
  createdBy: 'actor',
  position: 'position',
};

/** Paths of the other object, where they are not those of the things too. */
const COMPANY_PATHS: Readonly<Record<string, FieldType>> = {
  name: 'text',
  industry: 'select',
  employees: 'integer',
  'parent.name': 'text',
  'parent.parent.industry': 'select',
};

const euros = small.map((amountMinor) => ({ amountMinor, currency: 'EUR' }));

const operandOf = (path: string, type: FieldType): fc.Arbitrary<unknown> => {
  switch (type) {
    case 'relation':
      return path === 'parent' ? thingId : companyId;
    case 'fullName':
    case 'address':
    case 'actor':
      return fc.oneof(word, fc.constantFrom('Ann Ann', 'Ada', 'ärne', 'A'));
    case 'currency':
      return fc.oneof(small, euros);
    case 'emails':
      return fc.oneof(email, fc.constantFrom('x.de', 'Ä@Z.DE', '_'));
    case 'links':
      return fc.oneof(link, fc.constantFrom('https://', 'a_b', 'MÜNCHEN'));
    case 'phones':
      return phone;
    case 'multiSelect':
      return key;
    case 'date':
      return fc.oneof(day, relativeDay);
    case 'dateTime':
      return fc.oneof(moment, day, relativeDay);
    case 'position':
      return fc.constantFrom('a101', 'a150', 'a2', 'b');
    default:
      return VALUES[type] ?? word;
  }
};

const relative = fc.record({ amount: fc.integer({ min: 1, max: 30 }), unit: fc.constantFrom(...DATE_UNITS) });

const isMoney = (operand: unknown): boolean => typeof operand === 'object' && operand !== null && 'currency' in operand;
/** Milliseconds are not compared together with days, nor amounts that name a currency with those that do not. */
const isOneKind = (operands: readonly unknown[]): boolean =>
  new Set(operands.map((operand) => (isMoney(operand) ? 'money' : typeof operand === 'number' ? 'number' : 'else')))
    .size < 2;
const listOf = (type: FieldType, one: fc.Arbitrary<unknown>) =>
  fc.array(one, { maxLength: 4 }).filter((list) => type !== 'currency' || isOneKind(list));

const conditionOn = (path: string, type: FieldType): fc.Arbitrary<Condition> => {
  const one = operandOf(path, type);
  const isList = type === 'multiSelect';
  // On phone numbers text is looked for by its digits; those rules have tests of their own.
  const operators = type === 'phones' ? (['is', 'isEmpty', 'isNotEmpty'] as const) : FIELD_TYPE_RULES[type].operators;
  return fc.constantFrom(...operators).chain((op): fc.Arbitrary<Condition> => {
    const given = (value: fc.Arbitrary<unknown>) =>
      value.map((operand) => ({ field: path, op, value: operand }) as Condition);
    switch (op) {
      case 'isMe':
      case 'isEmpty':
      case 'isNotEmpty':
        return fc.constant({ field: path, op });
      case 'is':
      case 'isNot':
        return given(isList ? fc.oneof(maybe(one), some(one)) : maybe(one));
      case 'isAnyOf':
      case 'isNoneOf':
        return given(listOf(type, type === 'multiSelect' ? one : maybe(one)));
      case 'hasAll':
        return given(fc.array(one, { maxLength: 3 }));
      case 'between':
        return given(fc.tuple(one, one).filter(isOneKind));
      case 'inLast':
      case 'notInLast':
      case 'inNext':
      case 'notInNext':
        return given(relative);
      case 'inPeriod':
      case 'notInPeriod':
        return given(fc.constantFrom(...PERIODS));
      default:
        return given(one);
    }
  });
};

const condition = fc.constantFrom(...Object.entries(PATHS)).chain(([path, type]) => conditionOn(path, type));
const companyCondition = fc
  .constantFrom(...Object.entries(COMPANY_PATHS))
  .chain(([path, type]) => conditionOn(path, type));

export const filter: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    condition,
    fc.record({ and: fc.array(tie('filter'), { maxLength: 3 }) }),
    fc.record({ or: fc.array(tie('filter'), { maxLength: 3 }) }),
    fc.record({ not: tie('filter') }),
  ),
})).filter;

/** Lists of related records and what is in them. */
const THING_LISTS = {
  thing_parent: 'thing',
  thing_morphRelation: 'thing',
  'parent.thing_parent': 'thing',
  'relation.thing_relation': 'thing',
  'relation.parent.thing_relation': 'thing',
  'relation.company_parent': 'company',
  'relation.thing_morphRelation': 'thing',
} as const;
const COMPANY_LISTS = {
  thing_relation: 'thing',
  company_parent: 'company',
  thing_morphRelation: 'thing',
  'parent.thing_relation': 'thing',
} as const;

const count = fc.record({ op: fc.constantFrom(...COUNT_OPERATORS), value: fc.integer({ min: 0, max: 4 }) });

/** Filters of things with conditions on related records, and on those related to them in turn. */
export const relatedFilter: fc.Arbitrary<Filter> = fc.letrec<{ thing: Filter; company: Filter }>((tie) => {
  const related = (lists: Readonly<Record<string, 'thing' | 'company'>>): fc.Arbitrary<Filter> =>
    fc.constantFrom(...Object.entries(lists)).chain(([path, object]) => {
      const where = fc.option(tie(object), { nil: undefined });
      return fc.oneof(
        fc.record({ related: fc.constant(path), has: fc.constantFrom(...QUANTIFIERS), where }),
        fc.record({ related: fc.constant(path), count, where }),
      );
    });
  const filterOf = (
    name: 'thing' | 'company',
    plain: fc.Arbitrary<Condition>,
    lists: Readonly<Record<string, 'thing' | 'company'>>,
  ) =>
    fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      plain,
      { weight: 4, arbitrary: related(lists) },
      fc.record({ and: fc.array(tie(name), { maxLength: 3 }) }),
      fc.record({ or: fc.array(tie(name), { maxLength: 3 }) }),
      fc.record({ not: tie(name) }),
    );
  return {
    thing: filterOf('thing', condition, THING_LISTS),
    company: filterOf('company', companyCondition, COMPANY_LISTS),
  };
}).thing;

/** Of any kind; one in eight asks for related records. */
export const anyFilter: fc.Arbitrary<Filter> = fc.oneof(
  { weight: 7, arbitrary: filter },
  { weight: 1, arbitrary: relatedFilter },
);

const NOT_SORTED = new Set(['longText', 'morphRelation']);
const sortable = Object.keys(PATHS).filter((path) => !NOT_SORTED.has(path));

export const sorts: fc.Arbitrary<readonly Sort[]> = fc.array(
  fc.record({
    // Those with an index more often: they are read in another way.
    field: fc.oneof(fc.constantFrom(...sortable), fc.constantFrom('fullName', 'integer', 'text', 'createdAt')),
    direction: fc.constantFrom('asc', 'desc'),
    nulls: fc.constantFrom('first', 'last'),
  }),
  { maxLength: 3 },
);

const groupable = Object.entries(PATHS)
  .filter(([, type]) => FIELD_TYPE_RULES[type].isGroupable)
  .map(([path]) => path);
const dated = Object.entries(PATHS)
  .filter(([, type]) => type === 'date' || type === 'dateTime')
  .map(([path]) => path);

const grouping: fc.Arbitrary<Grouping> = fc.oneof(
  fc.constantFrom(...groupable),
  fc.record({ field: fc.constantFrom(...dated), by: fc.constantFrom(...DATE_UNITS) }),
);

const aggregate: fc.Arbitrary<Aggregate> = fc
  .constantFrom(...Object.entries(PATHS))
  .chain(([field, type]) =>
    fc.constantFrom('count' as const, ...FIELD_TYPE_RULES[type].aggregates).map((fn) => ({ fn, field })),
  );

/** Everything of an aggregate query but its filter. */
export const totals = fc.record(
  {
    groupBy: fc.array(grouping, { maxLength: 2 }),
    aggregates: fc.array(aggregate, { minLength: 1, maxLength: 6 }),
    groupOrder: fc.record({ by: fc.constantFrom('count', 'key'), direction: fc.constantFrom('asc', 'desc') }),
    limit: fc.integer({ min: 1, max: 12 }),
    offset: fc.integer({ min: 0, max: 6 }),
  },
  { requiredKeys: ['aggregates'] },
);

const NOT_LISTED: ReadonlySet<FieldType> = new Set(['longText', 'currency', 'address', 'position']);
const listed = Object.entries(PATHS).filter(([, type]) => !NOT_LISTED.has(type));

/** Everything of a question for distinct values but its filter. What numbers and days are searched by has tests of its own. */
export const distinct = fc.constantFrom(...listed).chain(([field, type]) =>
  fc.record({
    field: fc.constant(field),
    limit: fc.integer({ min: 1, max: 40 }),
    search: ['text', 'fullName', 'select', 'multiSelect', 'relation', 'emails', 'links'].includes(type)
      ? fc.constantFrom('', 'a', 'Är', 'ss', '_', 'hot', 'x.d', ' ')
      : fc.constant(''),
  }),
);

export const timeZone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Auckland');
/** What a world's days are in a zone. */
export const calendarIn = (zone: string) => ({ timeZone: zone, today: dayIn(NOW_MS, zone) });

/** Two of one name, one of the same name in other letters, one whose name is more than ASCII, and nobody. */
const AUTHORS: readonly (ActorValue | null)[] = [
  { kind: 'person', name: 'Ada' },
  { kind: 'person', name: 'Ada', id: RecordId.parse(sampleId(7)) },
  { kind: 'import', name: 'ADA' },
  { kind: 'person', name: 'Ärne' },
  null,
];

/** Records to ask about, in the database and as plain objects. Always the same. */
export const fillWorld = (db: WriteDb): World => {
  const companies = fc.sample(companyValues, { seed: 1, numRuns: COMPANIES });
  const things = fc.sample(thingValues, { seed: 2, numRuns: THINGS });
  const records = new Map<string, PlainRecord>();
  const add = (object: 'thing' | 'company', n: number, values: Values): void => {
    const isTrashed = n % 9 === 0;
    const createdAt = NOW_MS - (n % 50) * 6 * 3_600_000;
    const author = AUTHORS[n % AUTHORS.length] ?? null;
    insertSample(db, { object, n, values, createdAt, author, deletedAt: isTrashed ? NOW_MS : null });
    const system = { createdAt, createdBy: author, position: `a${n}` };
    records.set(sampleId(n), { object, n, id: sampleId(n), isTrashed, values: { ...values, ...system } });
  };
  companies.forEach((values, index) => add('company', index + 1, values));
  things.forEach((values, index) => add('thing', FIRST_THING + index, values));
  return {
    records,
    ...calendarIn('UTC'),
    typeOf: (path) => {
      const type = PATHS[path] ?? COMPANY_PATHS[path];
      if (type === undefined) throw new Error(`No such path ${path}`);
      return type;
    },
  };
};
