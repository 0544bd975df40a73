import { Buffer } from 'node:buffer';
import { PassThrough, Readable } from 'node:stream';
import yazl from 'yazl';
import {
  escapeXml,
  styleSheet,
  workbookRels,
  workbookXml,
  CONTENT_TYPES,
  PACKAGE_RELS,
  SHEET_FOLDER,
} from './xlsx-parts';
import { ZIP_ENTRY } from './zip-entry';

/** A value as a spreadsheet keeps it. */
export type XlsxCell =
  | null
  | string
  | boolean
  /** Shown in the number format: as it is without one. */
  | { readonly number: number; readonly format?: string | undefined };

export interface XlsxColumn {
  readonly heading: string;
  /** In characters. */
  readonly width: number;
}

export interface XlsxBook {
  /** Names the sheet; where there is more than one, they are numbered. */
  readonly sheet: string;
  readonly columns: readonly XlsxColumn[];
  /** In pieces, of any number of rows. */
  readonly rows: AsyncIterable<readonly (readonly XlsxCell[])[]>;
  /** Default: what the format can hold. */
  readonly maxRows?: number | undefined;
}

/** ECMA-376 has no bound; every program that reads it has this one. */
const MAX_ROWS = 1_048_576;
/** Excel calls a file with a longer cell damaged. */
export const MAX_XLSX_TEXT = 32_767;
const CHUNK_CHARS = 65_536;

/** "A", "Z", "AA": the name of a column, from 0. */
const columnName = (index: number): string => {
  let name = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
};

/** The number formats of a book in the order in which they came up. Style 0 is plain, 1 the heading, and the formats follow. */
const createStyles = () => {
  const formats: string[] = [];
  const numbers = new Map<string, number>();
  return {
    formats,
    numberOf: (format: string): number => {
      const known = numbers.get(format);
      if (known !== undefined) return known;
      formats.push(format);
      numbers.set(format, formats.length + 1);
      return formats.length + 1;
    },
  };
};
type Styles = ReturnType<typeof createStyles>;

const textCell = (at: string, text: string, style: string): string =>
  `<c r="${at}"${style} t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;

const cellXml = (styles: Styles, at: string, cell: XlsxCell): string => {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'string') return textCell(at, cell, '');
  if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${Number(cell)}</v></c>`;
  const style = cell.format === undefined ? '' : ` s="${styles.numberOf(cell.format)}"`;
  return `<c r="${at}"${style}><v>${cell.number}</v></c>`;
};

const sheetHead = (columns: readonly XlsxColumn[], names: readonly string[]): string => {
  const widths = columns.map(({ width }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`);
  const headings = columns.map(({ heading }, i) => textCell(`${names[i] ?? ''}1`, heading, ' s="1"'));
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData><row r="1">${headings.join('')}</row>`;
};

/** Rows one at a time, with a turn taken only between pieces. */
const createRowSource = (rows: XlsxBook['rows']) => {
  const pieces = rows[Symbol.asyncIterator]();
  let piece: readonly (readonly XlsxCell[])[] = [];
  let at = 0;
  return {
    /** At most `count` of the rows that are there now; empty at the end. */
    take: async (count: number): Promise<readonly (readonly XlsxCell[])[]> => {
      while (at === piece.length) {
        const next = await pieces.next();
        if (next.done === true) return [];
        piece = next.value;
        at = 0;
      }
      const taken = piece.slice(at, at + count);
      at += taken.length;
      return taken;
    },
  };
};

/**
 * A spreadsheet (ECMA-376, SpreadsheetML) as it is written: bold headings that stay in sight, texts as texts, so that nothing of them is ever a formula. Memory does not grow with
 * the rows, of which those beyond 1,048,576 go to a second sheet. What `rows` throws ends the stream. Texts longer than `MAX_XLSX_TEXT` are the caller's to cut.
 */
export const writeXlsx = ({ sheet, columns, rows, maxRows = MAX_ROWS }: XlsxBook): Readable => {
  const zip = new yazl.ZipFile();
  const out = new PassThrough();
  const styles = createStyles();
  const names = columns.map((_column, i) => columnName(i));
  const source = createRowSource(rows);
  let sheets = 0;

  const finish = (): void => {
    zip.addBuffer(Buffer.from(workbookXml(sheet, sheets)), 'xl/workbook.xml', ZIP_ENTRY);
    zip.addBuffer(Buffer.from(workbookRels(sheets)), 'xl/_rels/workbook.xml.rels', ZIP_ENTRY);
    zip.addBuffer(Buffer.from(styleSheet(styles.formats)), 'xl/styles.xml', ZIP_ENTRY);
    zip.end();
  };
  async function* sheetXml(first: readonly (readonly XlsxCell[])[]): AsyncGenerator<Buffer> {
    let xml = sheetHead(columns, names);
    let rowNumber = 1;
    for (let some = first; some.length > 0; some = await source.take(maxRows - rowNumber)) {
      for (const row of some) {
        rowNumber += 1;
        xml += `<row r="${rowNumber}">`;
        for (const [i, cell] of row.entries()) xml += cellXml(styles, `${names[i] ?? ''}${rowNumber}`, cell);
        xml += '</row>';
      }
      if (xml.length < CHUNK_CHARS && rowNumber < maxRows) continue;
      yield Buffer.from(xml);
      xml = '';
      if (rowNumber === maxRows) break;
    }
    yield Buffer.from(`${xml}</sheetData></worksheet>`);
    const more = rowNumber === maxRows ? await source.take(maxRows - 1) : [];
    if (more.length > 0) addSheet(more);
    else finish();
  }
  const fail = (cause: unknown): void => {
    out.destroy(cause instanceof Error ? cause : new Error('The rows could not be read', { cause }));
  };
  const addSheet = (first: readonly (readonly XlsxCell[])[]): void => {
    sheets += 1;
    const stream = Readable.from(sheetXml(first), { objectMode: false });
    // The library does not pass on what happens to a stream that it reads.
    stream.once('error', fail);
    zip.addReadStream(stream, `${SHEET_FOLDER}sheet${sheets}.xml`, ZIP_ENTRY);
  };
  zip.once('error', fail);
  zip.addBuffer(Buffer.from(CONTENT_TYPES), '[Content_Types].xml', ZIP_ENTRY);
  zip.addBuffer(Buffer.from(PACKAGE_RELS), '_rels/.rels', ZIP_ENTRY);
  source.take(maxRows - 1).then(addSheet, fail);
  return zip.outputStream.pipe(out);
};
