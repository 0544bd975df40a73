import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OPERATORS, RecordQuery } from '@shared/domain/query';
import { AppError } from '@shared/errors/app-error';
import { queryRecords } from '@main/engine/records/query/records-query.service';
import { fillWorld } from './random-queries';
import { openSample, sampleDeps, sampleSchema } from './sample-schema';

const world = () => {
  const database = openSample();
  database.inTransaction((db) => fillWorld(db));
  return database.read;
};

const answer = (db: ReturnType<typeof world>, input: unknown): number | AppError => {
  try {
    return queryRecords(sampleDeps, db, RecordQuery.parse(input)).total;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
};

const many = (count: number) => Array.from({ length: count }, (_, index) => `v${index}`);

test.each([
  ['hasAll', many(10_000)],
  ['hasAll', many(3000)],
  ['is', many(3000)],
  ['isAnyOf', many(10_000)],
  ['isNoneOf', many(10_000)],
])('a list of very many values is answered or refused: %s', (op, value) => {
  const db = world();

  for (const field of ['emails', 'multiSelect', 'phones', 'links', 'text', 'select', 'relation']) {
    const result = answer(db, { object: 'thing', filter: { field, op, value } });
    expect(typeof result === 'number' || result.code === 'invalid_input').toBe(true);
  }
});

test('five hundred conditions over relations are answered', () => {
  const filter = {
    or: Array.from({ length: 500 }, (_, index) => ({
      field: 'parent.parent.relation.employees',
      op: 'is',
      value: index,
    })),
  };

  expect(answer(world(), { object: 'thing', filter })).toEqual(expect.any(Number));
});

test('more related fields than SQLite can join are refused', () => {
  const fields = ['relation', 'parent.relation', 'parent.parent.relation', 'parent.parent.parent.relation'].flatMap(
    (path) =>
      ['parent.name', 'parent.parent.name', 'parent.parent.employees']
        .map((rest) => `${path}.${rest}`)
        .filter((each) => each.split('.').length <= 6),
  );

  expect(answer(world(), { object: 'thing', fields })).toEqual(expect.any(Number));
});

test('whatever operand meets whatever operator, the answer is a page or invalid_input', () => {
  const db = world();
  const fields = [...(sampleSchema.objects.get('thing')?.fields.keys() ?? [])];

  fc.assert(
    fc.property(fc.constantFrom(...fields), fc.constantFrom(...OPERATORS), fc.jsonValue(), (field, op, value) => {
      const result = answer(db, { object: 'thing', filter: { field, op, value } });
      expect(typeof result === 'number' || result.code === 'invalid_input').toBe(true);
    }),
    { numRuns: 3000 },
  );
});

test('SQL in values finds what holds it and does nothing else', () => {
  const db = world();
  const value = "'; DROP TABLE r_thing; --";

  const found = answer(db, { object: 'thing', filter: { field: 'text', op: 'is', value } });

  expect(found).toBeGreaterThan(0);
  expect(answer(db, { object: 'thing' })).toBeGreaterThan(found as number);
});

test.each([
  'text"; --',
  'text; DROP TABLE rec',
  'f_text',
  'rid',
  't.rid',
  '__proto__',
  'relation.__proto__',
  'fullName.__proto__',
  'fullName.constructor',
])('a path that is no field is refused: %s', (field) => {
  const db = world();

  for (const input of [{ filter: { field, op: 'isEmpty' } }, { sort: [{ field }] }, { fields: [field] }]) {
    const asked = RecordQuery.safeParse({ object: 'thing', ...input });
    expect(asked.success ? answer(db, asked.data) : 'refused by its schema').not.toEqual(expect.any(Number));
  }
});
