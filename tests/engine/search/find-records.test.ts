import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findRecords } from '@main/engine/records/search/find-records.service';
import { textsOfValues } from '@main/engine/records/write/search-index';
import { replaceTexts, TEXT_PARTS } from '@main/engine/records/write/search-rows.sql';
import { gatherVocabulary } from '@main/engine/records/write/vocabulary';
import { toWritable } from '@main/engine/records/write/writable-object';
import type { WriteDb } from '@main/engine/storage/db';
import {
  insertSample,
  openSample,
  sampleDeps,
  sampleId,
  type SampleRecord,
  sampleSchema,
} from '../query/sample-schema';

/** Inserts a record and indexes it as the write path does. */
const add = (db: WriteDb, record: SampleRecord): void => {
  insertSample(db, record);
  const object = sampleSchema.objects.get(record.object);
  if (!object || (record.deletedAt ?? null) !== null) return;
  const values = Object.entries(record.values).flatMap(([name, stored]) => {
    const field = toWritable(object).fieldsByName.get(name);
    if (!field) return [];
    for (const text of field.model.storage.indexedValues(stored)) {
      db.run('INSERT OR IGNORE INTO value_index VALUES (?, ?, ?, ?)', [text, record.object, name, record.n]);
    }
    return [{ field, stored }];
  });
  const texts = textsOfValues(toWritable(object), values);
  replaceTexts(db, record.n, texts, TEXT_PARTS.all);
  const vocabulary = gatherVocabulary();
  vocabulary.learn(texts.vocabulary);
  vocabulary.save(db);
};

const name = (first: string, last: string) => ({ fullName: { first, last } });

const sample = () => {
  const database = openSample();
  database.inTransaction((db) => {
    add(db, { object: 'company', n: 1, values: { name: 'Müller Bau', industry: 'hot' } });
    add(db, { object: 'company', n: 2, values: { name: 'Anna & Söhne' } });
    add(db, {
      object: 'thing',
      n: 10,
      values: { ...name('Anna', 'Schmidt'), emails: ['anna.schmidt@example.com'], relation: sampleId(1) },
    });
    add(db, { object: 'thing', n: 11, values: { ...name('Annabel', 'Lee'), phones: ['+493055512345'] } });
    add(db, { object: 'thing', n: 12, values: { ...name('Bob', 'Brown'), text: 'a friend of Anna' } });
    add(db, { object: 'thing', n: 13, values: { ...name('Anna', 'Gone') }, deletedAt: 1 });
    add(db, { object: 'thing', n: 14, values: { ...name("Seán O'Neil", 'Łukasz') } });
  });
  return database.read;
};

const find = (text: string, objects?: readonly string[], db = sample()) =>
  findRecords(sampleDeps, db, { text, objects, limit: 20 }).results;
const titles = (text: string, objects?: readonly string[]) => find(text, objects).map(({ title }) => title);

test('whole words of titles come before beginnings, those before other fields; the trash is not found', () => {
  expect(titles('anna')).toEqual(['Anna Schmidt', 'Anna & Söhne', 'Annabel Lee', 'Bob Brown']);
});

test('words are found in any order, by their beginning, without case or accents', () => {
  expect(titles('schm ANN')).toEqual(['Anna Schmidt']);
  expect(titles('muller')).toEqual(['Müller Bau']);
  expect(titles("sean o'neil")).toEqual(["Seán O'Neil Łukasz"]);
});

test.each(['+49 30 555 12', '030 555-12', '0049 30 55512', '(030) 55512', '03055512345', '+493055512345'])(
  'a phone number is found as %s',
  (text) => {
    expect(titles(text)).toEqual(['Annabel Lee']);
  },
);

test.each(['anna.sch', 'anna.schmidt@exa', 'ANNA.SCHMIDT@example.com', 'example.com'])(
  'an e-mail address is found by %s',
  (text) => {
    expect(titles(text)).toEqual(['Anna Schmidt']);
  },
);

test('a search can be limited to some objects', () => {
  expect(titles('anna', ['company'])).toEqual(['Anna & Söhne']);
  expect(titles('anna', ['nothing'])).toEqual([]);
});

test('a hit has a second line that tells namesakes apart', () => {
  expect(find('schmidt')).toMatchObject([
    { object: 'thing', id: sampleId(10), title: 'Anna Schmidt', subtitle: 'Müller Bau · anna.schmidt@example.com' },
  ]);
});

test('empty text finds what changed last', () => {
  expect(titles('  ').slice(0, 2)).toEqual(["Seán O'Neil Łukasz", 'Bob Brown']);
});

test.each([
  '"',
  '*',
  'NEAR(a b)',
  '-anna',
  'title:anna',
  'anna AND',
  'OR',
  '^anna',
  '(',
  "'; DROP TABLE rec; --",
  '{',
  '\\',
  '"" *',
  '+',
  '%',
  'a"b',
])('nothing that is typed is an operator: %s', (text) => {
  expect(() => titles(text)).not.toThrow();
});

test('no text breaks a search', () => {
  const db = sample();

  fc.assert(
    fc.property(
      fc.oneof(fc.string({ maxLength: 60, unit: 'binary' }), fc.string({ maxLength: 60, unit: 'grapheme' })),
      (text) => {
        expect(Array.isArray(find(text, undefined, db))).toBe(true);
      },
    ),
    { numRuns: 150 },
  );
});

test('the number of statements does not grow with the hits', () => {
  const count = (hits: number): number => {
    const database = openSample();
    database.inTransaction((db) => {
      for (let n = 1; n <= hits; n += 1)
        add(db, { object: 'thing', n, values: { ...name('Anna', `N${n}`), relation: sampleId(500 + n) } });
      for (let n = 1; n <= hits; n += 1) add(db, { object: 'company', n: 500 + n, values: { name: `C${n}` } });
    });
    const before = database.read.statementCount();
    findRecords(sampleDeps, database.read, { text: 'ann', limit: 20 });
    return database.read.statementCount() - before;
  };

  expect(count(300)).toBeLessThanOrEqual(count(3));
});
