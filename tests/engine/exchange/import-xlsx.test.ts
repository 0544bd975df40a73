import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createStringStore } from '@main/engine/exchange/formats/xlsx/string-store';
import { readFormatCode } from '@main/engine/exchange/formats/xlsx/number-format';
import { testEngine } from '../../helpers/test-engine';
import { allRows, importFile, planFor, stage } from './exchange-fixture';
import { workbookBytes, zipOf, type FixtureCell } from './workbook-fixture';

/** The rows of a workbook of one sheet as the preview shows them. */
const previewRows = async (
  rows: readonly (readonly FixtureCell[])[],
  more: { merged?: string[]; is1904?: boolean } = {},
) => {
  const engine = await testEngine();
  const { merged = [], ...options } = more;
  const bytes = await workbookBytes([{ name: 'Sheet1', rows: [['Name', 'Value'], ...rows], merged }], options);
  return (await engine.client.exchange.preview({ file: stage(engine, bytes, 'a.xlsx'), object: 'person' })).rows;
};

test('a workbook of people is brought in with dates, amounts and links, and again changes nothing', async () => {
  const engine = await testEngine();
  const bytes = await workbookBytes([
    { name: 'Notes', rows: [] },
    {
      name: 'Pipeline 2026',
      rows: [
        ['Deal name', 'Amount', 'Close date', 'Company', 'Won?', 'Share'],
        [
          'Rollout <1>',
          { value: 148000.5, format: '#,##0.00 [$€-407]' },
          { value: 46345, format: 14 },
          'Fjordgate & Sons',
          true,
          { value: 0.07, format: 9 },
        ],
        [
          'Pilot',
          { value: 900, format: '"CHF" #,##0' },
          { value: 46346.75, format: 'yyyy\\-mm\\-dd' },
          null,
          false,
          null,
        ],
      ],
    },
  ]);

  const preview = await engine.client.exchange.preview({ file: stage(engine, bytes, 'deals.xlsx') });
  const first = await importFile(engine, stage(engine, bytes, 'deals.xlsx'), { object: 'opportunity' });
  const again = await importFile(engine, stage(engine, bytes, 'deals.xlsx'), { object: 'opportunity' });

  expect(preview).toMatchObject({
    suggestedObject: 'opportunity',
    rowCount: 2,
    isEstimate: false,
    sheets: ['Notes', 'Pipeline 2026'],
    reading: { format: 'xlsx', sheet: 'Pipeline 2026', hasHeader: true },
  });
  expect(first).toMatchObject({ state: 'done', created: 2, rejectedCount: 0, createdTargets: 1 });
  expect(again).toMatchObject({ created: 0, unchanged: 2 });
  expect(await allRows(engine, 'opportunity')).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        name: 'Rollout <1>',
        amount: { amountMinor: 14_800_050, currency: 'EUR' },
        closeDate: '2026-11-19',
        won: true,
        share: 7,
      }),
      expect.objectContaining({
        name: 'Pilot',
        amount: { amountMinor: 90_000, currency: 'CHF' },
        closeDate: '2026-11-20',
        company: null,
      }),
    ]),
  );
  expect(engine.errors).toEqual([]);
});

test('every kind of cell is the text that it stands for', async () => {
  const cells: readonly (readonly [FixtureCell, string])[] = [
    [{ value: 46345.5, format: 22 }, '2026-11-19T12:00:00'],
    [{ value: 46345.999999, format: 'd.m.yy hh:mm' }, '2026-11-20T00:00:00'],
    [{ value: 1, format: 14 }, '1900-01-01'],
    [{ value: 61, format: 14 }, '1900-03-01'],
    [{ value: 0.75, format: 'h:mm AM/PM' }, '18:00:00'],
    [{ value: 1.5, format: '[h]:mm:ss' }, '36:00:00'],
    [{ value: 0.125, format: '0.00%' }, '12.5%'],
    [{ value: -12.5, format: '_-* #,##0.00\\ [$kr-414]_-;-* #,##0.00' }, '-12.5 kr'],
    [{ value: 1234, format: '[Red]#,##0' }, '1234'],
    [{ value: 5401, format: '00000' }, '05401'],
    [4.4999999999999998e-2, '0.045'],
    [491_701_234_567, '491701234567'],
    [{ value: 46345, format: 'General' }, '46345'],
    [true, 'TRUE'],
    [{ xml: 't="str"><f>A1&amp;"x"</f><v>joined</v>' }, 'joined'],
    [{ xml: '><f>SUM(A1:A2)</f><v>3</v>' }, '3'],
    [{ xml: 't="inlineStr"><is><r><t>rich </t></r><r><t>text</t></r><rPh><t>kana</t></rPh></is>' }, 'rich text'],
    [{ xml: 't="d"><v>2026-11-19T00:00:00</v>' }, '2026-11-19'],
    [{ xml: 't="e"><v>#N/A</v>' }, '#N/A'],
    ['two_x000D_\nlines', 'two\nlines'],
    ['=1+2, "quoted"; -x', '=1+2, "quoted"; -x'],
    ["'quoted", "'quoted"],
  ];

  expect(await previewRows(cells.map(([cell], i) => [`Row ${i}`, cell]))).toEqual(
    cells.map(([, text], i) => [`Row ${i}`, text]),
  );
});

test('days of a workbook that counts from 1904 are the days that it shows', async () => {
  expect(await previewRows([['a', { value: 44883, format: 14 }]], { is1904: true })).toEqual([['a', '2026-11-19']]);
});

test('a cell that is merged over rows counts for each of them, and one over columns once', async () => {
  const rows = await previewRows(
    [
      ['Acme', 'one'],
      [null, 'two'],
      [null, 'three'],
      ['Beta', null],
      ['Gamma', 'four'],
    ],
    { merged: ['A2:A4', 'A5:B5'] },
  );

  expect(rows).toEqual([['Acme', 'one'], ['Acme', 'two'], ['Acme', 'three'], ['Beta'], ['Gamma', 'four']]);
});

test('numbers are read right beside texts with a decimal comma', async () => {
  const engine = await testEngine();
  const rows = [
    ['Deal name', 'Size', 'Weight'],
    ['a', 1234.5, '1.234,5'],
    ['b', 0.125, '7,25'],
  ];
  const bytes = await workbookBytes([{ name: 'S', rows }]);
  const { reading } = await engine.client.exchange.preview({ file: stage(engine, bytes), object: 'opportunity' });
  await importFile(engine, stage(engine, bytes), { object: 'opportunity' });

  expect(reading.decimalComma).toBe(true);
  expect(await allRows(engine, 'opportunity')).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: 'a', size: 1234.5, weight: 1234.5 }),
      expect.objectContaining({ name: 'b', size: 0.125, weight: 7.25 }),
    ]),
  );
});

test('another sheet is read when it is asked for, hidden ones come last, and rejected rows name the row of the sheet', async () => {
  const engine = await testEngine();
  const header = ['Full name', 'E-mail'];
  const bytes = await workbookBytes([
    { name: 'Hidden', isHidden: true, rows: [header, ['Hid Den', 'h@x.example']] },
    { name: 'A', rows: [header, ['Ann Lee', 'ann@x.example']] },
    { name: 'B', rows: [header, [], ['Bob Ray', 'bob@x.example'], ['Cid Poe', 'no address']] },
  ]);
  const file = stage(engine, bytes, 'two.xlsx');
  const preview = await engine.client.exchange.preview({ file, object: 'person', reading: { sheet: 'B' } });
  const started = await engine.client.exchange.startImport({
    ...(await planFor(engine, file, { object: 'person' })),
    reading: preview.reading,
  });
  const ended = await engine.client.exchange.waitForImport({ id: started.id });
  const { rows: rejected } = await engine.client.exchange.rejectedRows({ id: started.id });

  expect(preview.sheets).toEqual(['A', 'B', 'Hidden']);
  expect(ended).toMatchObject({ created: 1, rejectedCount: 1 });
  expect(rejected.map(({ line, cells }) => [line, cells])).toEqual([[4, ['Cid Poe', 'no address']]]);
  await expect(
    engine.client.exchange.preview({ file, object: 'person', reading: { sheet: 'C' } }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
});

test('what is no workbook is refused with what to do instead', async () => {
  const engine = await testEngine();
  const whole = await workbookBytes([{ name: 'S', rows: [['Name'], ['x']] }]);
  const codeOf = (content: Uint8Array) =>
    engine.client.exchange.preview({ file: stage(engine, content) }).then(
      () => 'read',
      (error: { code: string }) => error.code,
    );

  expect(await codeOf(await zipOf([['content.xml', '<office/>']]))).toBe('unsupported');
  expect(await codeOf(whole.subarray(0, whole.length - 60))).toBe('invalid_input');
  expect(await codeOf(await workbookBytes([{ name: 'S', rows: [] }]))).toBe('invalid_input');
  expect(await codeOf(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toBe('unsupported');
  expect(await codeOf(Buffer.from('%PDF-1.7'))).toBe('unsupported');
  expect(await codeOf(new Uint8Array(400).map((_, i) => i % 32))).toBe('unsupported');
  const utf16 = Buffer.from('\ufeffname,mail\r\na,b\r\n', 'utf16le');
  expect(await codeOf(utf16)).toBe('read');
  expect(await codeOf(Buffer.from('name;mail\r\nJörg\t;x@y.example'))).toBe('read');
});

test('texts come back by their number, whatever their size and order', () => {
  const store = createStringStore(path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'strings-')), 's'));
  const texts = Array.from({ length: 5000 }, (_, i) => (i % 701 === 0 ? 'é'.repeat(200_000) : `text "${i}"\n`));
  for (const text of texts) store.add(text);
  const order = texts.map((_, i) => (i * 1777) % texts.length);

  expect(order.every((i) => store.get(i) === texts[i])).toBe(true);
  expect([store.get(-1), store.get(texts.length), store.get(Number.NaN)]).toEqual([undefined, undefined, undefined]);
  store.close();
});

test.each([
  ['General', 'number'],
  ['mmm-yy', 'date'],
  ['mm:ss', 'time'],
  ['[mm]:ss', 'time'],
  ['dd/mm/yyyy hh:mm', 'dateTime'],
  ['"day" 0', 'number'],
  ['0.0" d"', 'number'],
  ['[$-F800]dddd, mmmm dd, yyyy', 'date'],
  ['[$-409]m/d/yy h:mm AM/PM;@', 'dateTime'],
  ['0.00E+00', 'number'],
  ['_("$"* #,##0_)', 'currency'],
  ['@', 'number'],
])('a format "%s" shows a %s', (code, kind) => {
  expect(readFormatCode(code).kind).toBe(kind);
});
