import fs from 'node:fs';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import yauzl from 'yauzl';
import { writeXlsx, type XlsxBook, type XlsxCell } from '@main/engine/exchange/formats/xlsx-write';
import type { ExportRequest } from '@shared/contract/exchange.contract';
import { testEngine, type TestEngine } from '../../helpers/test-engine';
import { importFile, readExport } from './exchange-fixture';

const people = { object: 'person' };

/** The parts of a package, by name. */
const partsOf = async (bytes: Buffer): Promise<ReadonlyMap<string, string>> => {
  const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true });
  const parts = new Map<string, string>();
  for await (const entry of zip.eachEntry())
    parts.set(entry.fileName, (await buffer(await zip.openReadStreamPromise(entry))).toString());
  return parts;
};

const bookOf = async (rows: readonly (readonly XlsxCell[])[], more: Partial<XlsxBook> = {}) => {
  async function* pieces() {
    yield await Promise.resolve(rows);
  }
  const columns = (rows[0] ?? []).map((_cell, i) => ({ heading: `H${i}`, width: 10 }));
  return partsOf(await buffer(writeXlsx({ sheet: 'Sheet', columns, ...more, rows: pieces() })));
};

const exportAs = async (engine: TestEngine, request: Omit<ExportRequest, 'set'>) =>
  engine.client.exchange.export({ set: people, ...request });

const withPeople = async (...names: readonly string[]): Promise<TestEngine> => {
  const engine = await testEngine();
  for (const last of names)
    await engine.client.records.create({
      object: 'person',
      values: { name: { first: 'A', last }, emails: ['a@b.example'] },
    });
  return engine;
};

describe('a spreadsheet', () => {
  test('holds numbers, days, times, money, shares and yes or no as such, and texts as texts', async () => {
    const engine = await testEngine();
    await engine.client.workspace.update({ timeZone: 'Europe/Oslo' });
    const types = ['number', 'percent', 'date', 'dateTime', 'currency', 'boolean', 'text'] as const;
    for (const type of types)
      await engine.client.schema.createField({ object: 'person', label: `X ${type}`, name: `x${type}`, type });
    await engine.client.records.create({
      object: 'person',
      values: {
        xnumber: -1.5,
        xpercent: 33.3,
        xdate: '2026-11-20',
        xdateTime: Date.UTC(2026, 10, 20, 11),
        xcurrency: { amountMinor: 1250, currency: 'NOK' },
        xboolean: true,
        xtext: '=1+1',
      },
    });

    const { file, rows, cutCells } = await exportAs(engine, {
      format: 'xlsx',
      fields: types.map((type) => `x${type}`),
    });

    const parts = await partsOf(fs.readFileSync(path.join(engine.engine.stagingDir, file)));
    const sheet = parts.get('xl/worksheets/sheet1.xml') ?? '';
    expect([rows, cutCells]).toEqual([1, 0]);
    expect(sheet).toContain('<c r="A2"><v>-1.5</v></c>');
    expect(sheet).toContain('<c r="B2" s="2"><v>0.333</v></c>');
    expect(sheet).toContain('<c r="C2" s="3"><v>46346</v></c>');
    expect(sheet).toContain('<c r="D2" s="4"><v>46346.5</v></c>');
    expect(sheet).toContain('<c r="E2" s="5"><v>12.5</v></c>');
    expect(sheet).toContain('<c r="F2" t="b"><v>1</v></c>');
    expect(sheet).toContain('<c r="G2" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>');
    expect(parts.get('xl/styles.xml')).toContain('formatCode="#,##0.00 [$NOK]"');
  });

  test('holds every text: markup, line breaks, characters that XML has not, and what looks like their escapes', async () => {
    const parts = await bookOf([['<a> & "b"\nc\u0000\uD800 _x0041_']]);

    expect(parts.get('xl/worksheets/sheet1.xml')).toContain(
      '&lt;a&gt; &amp; &quot;b&quot;\nc_x0000_\uFFFD _x005F_x0041_',
    );
  });

  test('goes on in a further sheet where one is full, under the same headings', async () => {
    const rows = Array.from({ length: 5 }, (_, i) => [{ number: i }]);

    const parts = await bookOf(rows, { maxRows: 3, sheet: 'People: [all]' });

    const sheets = [1, 2, 3].map((n) => parts.get(`xl/worksheets/sheet${n}.xml`) ?? '');
    expect(sheets.map((xml) => [...xml.matchAll(/<v>(\d)<\/v>/g)].map((match) => match[1]))).toEqual([
      ['0', '1'],
      ['2', '3'],
      ['4'],
    ]);
    expect(sheets.every((xml) => xml.includes('H0'))).toBe(true);
    expect(parts.get('xl/workbook.xml')).toContain('name="People   all 3"');
    expect(parts.has('xl/worksheets/sheet4.xml')).toBe(false);
  });

  test('of nothing has its headings', async () => {
    const engine = await testEngine();

    const { file, rows } = await exportAs(engine, { format: 'xlsx', fields: ['name'] });

    const parts = await partsOf(fs.readFileSync(path.join(engine.engine.stagingDir, file)));
    expect(rows).toBe(0);
    expect(parts.get('xl/worksheets/sheet1.xml')).toContain('Name</t>');
  });

  test('whose rows cannot be read ends with the reason', async () => {
    async function* rows(): AsyncGenerator<readonly (readonly XlsxCell[])[]> {
      yield await Promise.resolve([['one']]);
      throw new Error('gone');
    }

    const written = buffer(writeXlsx({ sheet: 'A', columns: [{ heading: 'H', width: 9 }], rows: rows() }));

    await expect(written).rejects.toThrow('gone');
  });

  test('says how many texts were cut', async () => {
    const engine = await testEngine();
    await engine.client.schema.createField({ object: 'person', label: 'Long', name: 'long', type: 'longText' });
    await engine.client.records.create({ object: 'person', values: { long: 'x'.repeat(40_000) } });

    const { cutCells } = await exportAs(engine, { format: 'xlsx', fields: ['long'] });

    expect(cutCells).toBe(1);
  });
});

describe('CSV', () => {
  test.each([',', ';', '\t', '|'] as const)('with "%s" is read back the same', async (delimiter) => {
    const name = `B ${delimiter} "c"`;
    const one = await withPeople(name);

    const { file } = await exportAs(one, { format: 'csv', csv: { delimiter, byteOrderMark: true } });
    const again = await importFile(one, file, { object: 'person' });

    expect(readExport(one, file).startsWith('\uFEFF')).toBe(true);
    expect(again).toMatchObject({ created: 0, unchanged: 1, rejectedCount: 0 });
  });
});

describe('cards', () => {
  test('of version 4.0 are read back the same', async () => {
    const engine = await withPeople('Müller, Jr; \\x');
    await engine.client.records.update({
      object: 'person',
      id: (await engine.client.records.query({ object: 'person', page: { limit: 1 } })).rows[0]?.id ?? '',
      values: { phones: ['+493055500187'] },
    });

    const { file } = await exportAs(engine, { format: 'vcf', vcardVersion: '4.0' });
    const again = await importFile(engine, file, { object: 'person' });

    expect(readExport(engine, file)).toContain('VERSION:4.0\r\n');
    expect(again).toMatchObject({ created: 0, unchanged: 1, rejectedCount: 0 });
  });
});

describe('an export as a job', () => {
  test('answers in the job what the export answers', async () => {
    const engine = await withPeople('B', 'C');

    const { job } = await engine.client.exchange.startExport({ set: people, format: 'csv' });
    await engine.engine.jobs.whenIdle();

    const { job: ended, result } = await engine.client.jobs.get({ id: job });
    expect(ended.state).toBe('done');
    expect(JSON.parse(result ?? '')).toMatchObject({ rows: 2, fileName: 'People.csv' });
  });

  test('that nobody waits for any more leaves no file', async () => {
    const engine = await withPeople('B');
    const before = fs.readdirSync(engine.engine.stagingDir);

    const left = new AbortController();
    const written = engine.client.exchange.export({ set: people, format: 'xlsx' }, { signal: left.signal });
    left.abort();

    await expect(written).rejects.toThrow('aborted');
    await engine.engine.jobs.whenIdle();
    expect(fs.readdirSync(engine.engine.stagingDir)).toEqual(before);
  });
});
