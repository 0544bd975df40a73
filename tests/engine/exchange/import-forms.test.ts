import { expect, test } from 'vitest';
import { testEngine } from '../../helpers/test-engine';
import { allRows, importFile, stage } from './exchange-fixture';

/** A file of deals as bytes, what it is read as, and the first deal. */
const FORMS: readonly (readonly [
  form: string,
  content: string | Uint8Array,
  reading: Readonly<Record<string, unknown>>,
  deal: Readonly<Record<string, unknown>>,
])[] = [
  [
    'UTF-16 with a mark, semicolons and decimal commas',
    Buffer.from('\ufeffDeal name;Amount;Close date\r\nÄpfel;1.234,50 €;31.12.2026\r\n', 'utf16le'),
    { encoding: 'utf-16le', delimiter: ';', decimalComma: true, dateOrder: 'dmy' },
    { name: 'Äpfel', amount: { amountMinor: 123_450, currency: 'EUR' }, closeDate: '2026-12-31' },
  ],
  [
    'Latin-1 with blanks between thousands',
    Buffer.from('Deal name;Amount\nGroß;1 234,50\nKlein;12 000,00\n', 'latin1'),
    { encoding: 'windows-1252', delimiter: ';', decimalComma: true },
    { name: 'Groß', amount: { amountMinor: 123_450, currency: 'EUR' } },
  ],
  [
    'days of a month before it',
    'Deal name,Close date\nA,31/12/2026\nB,01/02/2026\n',
    { dateOrder: 'dmy' },
    { name: 'A', closeDate: '2026-12-31' },
  ],
  [
    'months before the day, dollars in brackets',
    'Deal name,Close date,Amount\nA,1/2/2026,($5.00)\nB,12/31/2026,"$1,234.50"\n',
    { dateOrder: 'mdy' },
    { name: 'A', closeDate: '2026-01-02', amount: { amountMinor: -500, currency: 'USD' } },
  ],
  [
    'days as numbers of a spreadsheet',
    'Deal name,Close date,Amount\nA,46345,100\nB,46346.5,200\n',
    { decimalComma: false },
    { name: 'A', closeDate: '2026-11-19', amount: { amountMinor: 10_000, currency: 'EUR' } },
  ],
  [
    'a Swiss amount and a named separator',
    "sep=;\r\nDeal name;Amount\r\nA;CHF 1'234.50\r\n",
    { delimiter: ';' },
    { name: 'A', amount: { amountMinor: 123_450, currency: 'CHF' } },
  ],
  ['line ends of an old Mac and NUL bytes', 'Deal na\0me\tAmount\rA\0\t7\r', { delimiter: '\t' }, { name: 'A' }],
];

test.each(FORMS)('a file with %s is read as it is meant', async (_form, content, reading, deal) => {
  const engine = await testEngine();
  const preview = await engine.client.exchange.preview({ file: stage(engine, content), object: 'opportunity' });
  const status = await importFile(engine, stage(engine, content), { object: 'opportunity', createFields: false });

  expect(preview.reading).toMatchObject(reading);
  expect(status).toMatchObject({ rejectedCount: 0, failure: null });
  expect(await allRows(engine, 'opportunity')).toContainEqual(expect.objectContaining(deal));
});
