import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { formatMessage } from '@shared/messages/format-message';
import { createCsvReader, type CsvRow } from '@main/engine/exchange/formats/csv-read';
import { formatCsvRow, guardCell, unguardCell } from '@main/engine/exchange/formats/csv-write';
import { detectEncoding, openTextSource } from '@main/engine/exchange/formats/text-source';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'outpost-csv-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const readAll = (content: string | Uint8Array, delimiter = ','): readonly CsvRow[] => {
  const file = path.join(folder, 'in.csv');
  fs.writeFileSync(file, content);
  const source = openTextSource(file, detectEncoding(file));
  try {
    const reader = createCsvReader(source, delimiter);
    const rows: CsvRow[] = [];
    for (let row = reader.next(); row; row = reader.next()) rows.push(row);
    return rows;
  } finally {
    source.close();
  }
};
const cellsOf = (rows: readonly CsvRow[]) =>
  rows.map((row) => (row.kind === 'row' ? row.cells : [formatMessage(row.reason)]));

test('what is written is read back, whatever the cells hold', () => {
  const cell = fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replaceAll('\0', ''));
  const tricky = fc.constantFrom(
    '',
    '"',
    '""',
    'a,b',
    ' x ',
    'line\nline',
    'line\r\nline',
    '\r',
    "'",
    "'=x",
    '=1+1',
    'é€',
  );
  const rows = fc.array(fc.array(fc.oneof(cell, tricky), { minLength: 1, maxLength: 5 }), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(rows, (table) => {
      const text = `head\n${table.map(formatCsvRow).join('')}`;

      const read = cellsOf(readAll(text)).slice(1);

      expect(read).toEqual(table);
    }),
    { numRuns: 200 },
  );
});

test('a guarded cell never starts a formula and is unguarded to what it was', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^'{0,2}[=+\-@\t\ra-z0-9']{0,5}$/), (text) => {
      const guarded = guardCell(text, 'text');

      expect(guarded).not.toMatch(/^[=+\-@\t\r]/);
      expect(unguardCell(guarded)).toBe(text);
    }),
  );
});

test('numbers and phone numbers keep their sign, formulas in them do not', () => {
  expect(guardCell('-5', 'number')).toBe('-5');
  expect(guardCell('+49 30 1234', 'phones')).toBe('+49 30 1234');
  expect(guardCell("+cmd|' /C calc'!A0", 'phones')).toBe("'+cmd|' /C calc'!A0");
});

test('a row with an unclosed quotation mark is reported with its line and the rest is read', () => {
  const rows = readAll('name,city\nAnn,Rome\n"Bob,Oslo\nCid,Bern\n"Dee","Ulm"\n');

  expect(rows.map((row) => [row.kind, row.line])).toEqual([
    ['row', 1],
    ['row', 2],
    ['bad', 3],
    ['row', 4],
    ['row', 5],
  ]);
});

test('an unclosed quotation mark that would swallow a large file costs one line', () => {
  const tail = Array.from({ length: 400_000 }, (_, i) => `n${i},c${i},0123456789`).join('\n');
  const rows = readAll(`name,city,x\n"Bob,Oslo,1\n${tail}\n`);

  expect(rows.filter((row) => row.kind === 'bad')).toMatchObject([{ line: 2 }]);
  expect(rows).toHaveLength(400_002);
  expect(rows.at(-1)).toMatchObject({ line: 400_002, cells: ['n399999', 'c399999', '0123456789'] });
});

test.each([
  ['quoted', '"'],
  ['bare', ''],
])('a %s cell of 10 MB is refused and the next row is read', (_kind, mark) => {
  const rows = readAll(`name,note\nAnn,${mark}${'x\u00e9'.repeat(5_000_000)}${mark}\nBob,ok\n`);

  expect(rows.map(({ kind, line }) => [kind, line])).toEqual([
    ['row', 1],
    ['bad', 2],
    ['row', 3],
  ]);
});

test('a quoted cell of 10 MB over many lines is one refused row', () => {
  const rows = readAll(`name,note\nAnn,"${'some words\n'.repeat(1_000_000)}"\nBob,ok\n`);

  expect(rows.map(({ kind, line }) => [kind, line])).toEqual([
    ['row', 1],
    ['bad', 2],
    ['row', 1_000_003],
  ]);
});

test.each(['\n', '\r\n', '\r'])('line ends %j, empty lines and lines in cells are counted', (end) => {
  const rows = readAll(['a,b', '', '"x', 'y",2', '3,4'].join(end));

  expect(rows.map(({ line }) => line)).toEqual([1, 3, 5]);
  expect(cellsOf(rows)).toEqual([
    ['a', 'b'],
    [`x${end}y`, '2'],
    ['3', '4'],
  ]);
});

test('a file of 2,000 columns is read, and NUL bytes are left out', () => {
  const wide = Array.from({ length: 2000 }, (_, i) => `c${i}`);
  const rows = readAll(`${wide.join(',')}\nA\0nn,1\n`);

  expect(rows[0]?.cells).toHaveLength(2000);
  expect(rows[1]?.cells).toEqual(['Ann', '1']);
});

test.each([
  ['utf-8', Buffer.from('Zoë,Łódź,€\n')],
  ['utf-8', Buffer.from('\ufeffZoë,Łódź,€\n')],
  ['utf-16le', Buffer.from('\ufeffZoë,Łódź,€\n', 'utf16le')],
  ['utf-16be', Buffer.from('\ufeffZoë,Łódź,€\n', 'utf16le').swap16()],
  ['utf-16le', Buffer.from('Zoë,Łódź,€\n', 'utf16le')],
])('%s is recognised', (encoding, bytes) => {
  const file = path.join(folder, 'encoded.csv');
  fs.writeFileSync(file, bytes);

  expect(detectEncoding(file)).toBe(encoding);
  expect(cellsOf(readAll(bytes))).toEqual([['Zoë', 'Łódź', '€']]);
});

test('text that is not UTF-8 is read as windows-1252', () => {
  expect(cellsOf(readAll(Buffer.from([0x5a, 0x6f, 0xeb, 0x2c, 0x80, 0x93])))).toEqual([['Zoë', '€“']]);
});

test('a stray byte in a UTF-8 file is kept and spoils nothing else', () => {
  const bytes = Buffer.concat([Buffer.from('Zoë,Łódź,Škoda,Ærø\n'), Buffer.from([0xeb, 0x0a])]);

  expect(cellsOf(readAll(bytes))).toEqual([['Zoë', 'Łódź', 'Škoda', 'Ærø'], ['ë']]);
});

test('characters at the border of a piece stay whole', () => {
  const names = Array.from({ length: 120_000 }, (_, i) => `Łódź€😀${i}`);
  const read = cellsOf(readAll(names.join('\n'))).map(([cell]) => cell);

  expect(read).toEqual(names);
});
