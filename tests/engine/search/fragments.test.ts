import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldText } from '@shared/domain/field-types/clean-text';
import {
  countFragments,
  coveringMatch,
  fragmentMatch,
  fragmentRids,
  fragmentSource,
} from '@main/engine/records/search/fragments.sql';
import { foldToPieces } from '@main/engine/records/search/search-fold';
import { writeFixture } from '../../helpers/write-fixture';

const fixture = () => {
  const made = writeFixture();
  const source = (object: string, field: string, text: string) => {
    const model = made.schema.objects.get(object);
    const fieldModel = model?.fields.get(field);
    if (!model || !fieldModel) throw new Error(`No ${object}.${field}`);
    return fragmentSource(made.db, model, fieldModel, text);
  };
  return {
    ...made,
    source,
    found: (object: string, field: string, text: string): readonly number[] => {
      const from = source(object, field, text);
      if (!from) throw new Error('Not served');
      made.indexWritten();
      const { sql, params } = fragmentRids(from);
      return made.db.pluck<number>(`SELECT rowid FROM (${sql}) ORDER BY rowid DESC LIMIT 10`, params);
    },
  };
};

test('a fragment of any covered field is found, in any case and without accents', () => {
  const { create, found } = fixture();
  create('company', { name: 'Ärmtron Größe GmbH', domains: ['https://www.armtron.example/shop'] });
  create('person', { name: 'Åsa Lindström', jobTitle: 'Vice president', emails: ['asa@armtron.example'] });

  expect(found('company', 'name', 'MTRON')).toEqual([1]);
  expect(found('company', 'name', 'grösse')).toEqual([1]);
  expect(found('company', 'domains', '://www.arm')).toEqual([1]);
  expect(found('person', 'jobTitle', 'presid')).toEqual([2]);
  expect(found('person', 'emails', '@armtron')).toEqual([2]);
  expect(found('person', 'name', 'indst')).toEqual([2]);
  expect(found('person', 'name', 'presid')).toEqual([]);
});

test('fragments follow every change: edits, the trash, restoring', () => {
  const { create, update, remove, restore, found } = fixture();
  const id = create('company', { name: 'Armtron' });

  update('company', id, { name: 'Beltron' });
  expect([found('company', 'name', 'armt'), found('company', 'name', 'belt')]).toEqual([[], [1]]);
  remove('company', id);
  expect(found('company', 'name', 'belt')).toEqual([]);
  restore('company', id);
  expect(found('company', 'name', 'belt')).toEqual([1]);
});

test('short texts, numbers and long texts are not served; nothing typed is an operator', () => {
  const { source, db, create } = fixture();
  create('company', { name: 'a"b*c AND' });

  expect(source('company', 'name', 'ab')).toBeUndefined();
  expect(source('company', 'revenue', '1000')).toBeUndefined();
  for (const text of ['a"b', '"""', '*c A', 'AND', 'a\u0000bcd', '\u0000\u0000\u0000', 'NEAR(', 'text:abc']) {
    const from = source('company', 'name', text);
    expect(from ? countFragments(db, from, 5) : 0).toBeLessThanOrEqual(1);
  }
});

test('counting stops at its cap', () => {
  const { create, source, db } = fixture();
  for (let i = 0; i < 8; i += 1) create('company', { name: `Common ${i}` });
  const from = source('company', 'name', 'common');

  expect(from && countFragments(db, from, 5)).toBe(5);
});

test('what contains finds is among what fragments find, whatever the letters', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 3, maxLength: 12 });
  fc.assert(
    fc.property(text, text, text, (before, middle, after) => {
      const whole = foldToPieces(before + middle + after);
      fc.pre(foldText(before + middle + after).includes(foldText(middle)));

      const fragments = fragmentMatch(middle)?.match(/"(?:[^"]|"")*"/gsu) ?? [];

      for (const quoted of fragments)
        expect(whole.replaceAll('\u0000', '')).toContain(quoted.slice(1, -1).replaceAll('""', '"'));
    }),
    { numRuns: 2000 },
  );
});

test('the covering fragments stand side by side, and the last one ends the text', () => {
  expect(coveringMatch('ab')).toBeUndefined();
  expect(coveringMatch('Abc')).toBe('"abc"');
  expect(coveringMatch('abcdef')).toBe('"abc" AND "def"');
  expect(coveringMatch('abcdefgh')).toBe('"abc" AND "def" AND "fgh"');
});
