import { expect, test } from 'vitest';
import { formatTsv, parseTsv } from '@renderer/ui/data-grid/tsv.rules';

test('what is copied is what is pasted, also with tabs, breaks and quotes', () => {
  const cells = [
    ['Maren "M" Haugen', '12,000', ''],
    ['two\nlines', 'a\tb', 'ø'],
  ];

  expect(parseTsv(formatTsv(cells))).toEqual(cells);
});

test('a spreadsheet ends its last row with a break that makes no row', () => {
  expect(parseTsv('a\tb\r\nc\td\r\n')).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
});

test('a quote inside a word is just a quote', () => {
  expect(parseTsv('5" pipe\tx')).toEqual([['5" pipe', 'x']]);
});

test('empty text holds no cells and one word is one cell', () => {
  expect(parseTsv('')).toEqual([]);
  expect(parseTsv('word')).toEqual([['word']]);
});
