import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatMessage } from '@shared/messages/format-message';
import { readPattern } from '@shared/domain/field-types/text-pattern';

const matches = (source: string, text: string): boolean => {
  const read = readPattern(source);
  if (!read.ok) throw new Error(formatMessage(read.reason));
  return read.pattern.matches(text);
};

const PATTERNS = [
  'abc',
  'a|b|',
  '(?:a|ab)(c|bcd)?',
  '[a-c]{2,3}',
  '[^a-c]+',
  '\\d{3}-\\w*',
  '(a*)*b',
  '(a|a)*c',
  '.?\\.?',
  '^a$|^b+$',
  '(a?){3}a{3}',
  '\\p{Lu}\\p{Ll}*',
  'a{0}b{2,}',
  '[\\]\\-\\d]+',
  '()*a?',
];

test.each(PATTERNS)('%s matches whole texts as the language itself does', (source) => {
  const native = new RegExp(`^(?:${source})$`, 'u');
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...Array.from('abcdA1-]. \nß🦄')), maxLength: 8 }), (text) => {
      expect(matches(source, text)).toBe(native.test(text));
    }),
    { numRuns: 300 },
  );
});

test('patterns that make other engines try every way are answered at once', () => {
  const long = 'a'.repeat(10_000);

  expect(matches('(a+)+b', long)).toBe(false);
  expect(matches('(a|a)*(a|a)*(a|a)*b', long)).toBe(false);
  expect(matches('(.*)(.*)(.*)(.*)(.*)x', long)).toBe(false);
});

test.each([
  ['(', 'A bracket is not closed'],
  [')', 'A bracket is closed that was not opened'],
  ['[a', 'A square bracket is not closed'],
  ['*a', 'Nothing stands before "*"'],
  ['a{', 'After "{" a number is needed, as in "{3}" or "{2,5}"'],
  ['a{3,1}', '"{3,1}" is the wrong way round'],
  ['a{501}', 'More than 500 repetitions'],
  ['((((a{500}){500}){500}){500})', 'The pattern is too long'],
  ['a**', 'Two repetitions follow one another'],
  ['(?=a)', '"(?" can only be followed by ":"'],
  ['(a)\\1', '"\\1" cannot be used'],
  ['[z-a]', '"[z-a]" is not understood'],
  ['\\p{Nonsense}', '"\\p{Nonsense}" is not understood'],
  ['a\\', 'It ends with a single "\\"'],
  ['('.repeat(30), 'Too many brackets inside one another'],
  ['a'.repeat(201), 'The pattern is longer than 200 characters'],
])('%s is refused with its reason', (source, reason) => {
  const read = readPattern(source);

  expect(read.ok ? 'read' : formatMessage(read.reason)).toBe(reason);
});

test('no text whatever makes the reader throw or wait', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...Array.from('ab\\()[]{}*+?|^$.,:=0193dp-')), maxLength: 40 }),
      (source) => {
        const read = readPattern(source);
        expect(read.ok ? typeof read.pattern.matches('ab01') : formatMessage(read.reason)).not.toBe('');
      },
    ),
    { numRuns: 2000 },
  );
});
