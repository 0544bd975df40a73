import fs from 'node:fs';
import { msg } from '@lingui/core/macro';
import type { FileReading } from '@shared/contract/exchange.contract';
import { AppError } from '@shared/errors/app-error';
import { type Message, toMessage } from '@shared/messages/message';
import { rolesOf } from './column-names.rules';
import { createCsvReader } from './formats/csv-read';
import { FILE_HEAD_BYTES, fileKind } from './formats/file-kind';
import { detectEncoding, openTextSource, type TextSource } from './formats/text-source';
import { CARD_COLUMNS, cardToCells, isGroupCard } from './formats/vcard-read';
import { createCardReader } from './formats/vcard-syntax';
import { openJsonLines } from './json-cells';
import { openSheetRows, prepareSheet } from './sheet-table';

/** A row of the file as text, or why it could not be read. */
export interface ImportRow {
  readonly line: number;
  readonly cells: readonly string[];
  readonly reason?: Message;
}

export interface ImportFile {
  readonly headers: readonly string[];
  readonly sizeBytes: number;
  readonly bytesRead: () => number;
  /** The next row after the header, or undefined at the end. */
  readonly next: () => ImportRow | undefined;
  readonly close: () => void;
}

const DELIMITERS = [',', ';', '\t', '|'] as const;
const HEAD_BYTES = 64 * 1024;

/** A piece of text as a source, for looking at the start of a file. */
const headSource = (text: string): TextSource => ({
  sizeBytes: 1,
  startByte: 0,
  read: (at) => (at === 0 ? { text, nextByte: 1 } : undefined),
  close: () => {},
});

const firstRows = (text: string, delimiter: string, count: number): readonly (readonly string[])[] => {
  const reader = createCsvReader(headSource(text), delimiter);
  const rows: (readonly string[])[] = [];
  while (rows.length < count) {
    const row = reader.next();
    if (!row) break;
    if (row.kind === 'row') rows.push(row.cells);
  }
  return rows;
};

/** The delimiter that parts most rows into the same number of cells, and into more than one. */
export const detectDelimiter = (text: string): string => {
  const declared = /^sep=(.)\r?\n/i.exec(text)?.[1];
  if (declared !== undefined) return declared;
  let best: { delimiter: string; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of DELIMITERS) {
    const widths = firstRows(text, delimiter, 60).map((cells) => cells.length);
    const width = widths[0] ?? 0;
    if (width < 2) continue;
    const agreeing = widths.filter((each) => each === width).length / widths.length;
    const score = agreeing + Math.min(width, 20) / 100;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
};

const LOOKS_LIKE_VALUE =
  /^(?:-?[\d.,]+%?|[\d./-]{6,}|[^\s@]+@[^\s@]+\.[a-z]+|https?:\/\/\S+|\+[\d\s()-]+|true|false)$/i;

/** Whether the first row names columns: no cell in it looks like a value, and most are filled. */
const looksLikeHeader = ([first, second]: readonly (readonly string[])[]): boolean => {
  if (!first) return false;
  const filled = first.filter((cell) => cell.trim() !== '');
  if (filled.some((cell) => LOOKS_LIKE_VALUE.test(cell.trim()))) return false;
  // "Notes,,E-mail" is a header though most of it is empty.
  const isKnown = filled.length > 0 && filled.every((cell) => rolesOf(cell).length > 0);
  return (isKnown || filled.length * 2 >= first.length) && (second === undefined || filled.length > 0);
};

/** As `looksLikeHeader`, of delimited text. */
export const detectHeader = (text: string, delimiter: string): boolean =>
  looksLikeHeader(firstRows(text.replace(/^sep=.\r?\n/i, ''), delimiter, 2));

const readHead = (file: string, encoding: FileReading['encoding']): string => {
  const source = openTextSource(file, encoding);
  try {
    return source.read(source.startByte)?.text.slice(0, HEAD_BYTES) ?? '';
  } finally {
    source.close();
  }
};

/** How the file is to be read, but for dates and decimal signs, which only its content tells. */
export type FileStructure = Omit<FileReading, 'dateOrder' | 'decimalComma'>;
type KnownReading = { readonly [Key in keyof FileReading]?: FileReading[Key] | undefined };

const firstBytes = (file: string): Uint8Array => {
  const fd = fs.openSync(file, 'r');
  try {
    const head = Buffer.alloc(FILE_HEAD_BYTES);
    return head.subarray(0, fs.readSync(fd, head, 0, head.length, 0));
  } finally {
    fs.closeSync(fd);
  }
};

const REFUSALS = {
  compound: msg`It is a workbook of an older Excel, or one with a password. Save it as .xlsx without a password, or as CSV, and choose that file.`,
  document: msg`It is a PDF. Save the table that it was made from as CSV and choose that file.`,
  binary: msg`It holds no text. Outpost reads Excel workbooks, CSV, TSV, vCard files and JSON lines.`,
} as const;

const detectSheet = async (file: string, known: KnownReading, signal?: AbortSignal): Promise<FileStructure> => {
  const { path, sheet } = await prepareSheet(file, known.sheet ?? null, signal);
  const rows = openSheetRows(path, false);
  try {
    const head = [rows.next(), rows.next()].flatMap((row) => (row ? [row.cells] : []));
    const hasHeader = known.hasHeader ?? looksLikeHeader(head);
    return { format: 'xlsx', encoding: 'utf-8', delimiter: ',', hasHeader, sheet };
  } finally {
    rows.close();
  }
};

const detectTextFormat = (head: string): FileReading['format'] => {
  if (/^\s*BEGIN:VCARD/i.test(head)) return 'vcf';
  return /^\s*\{\s*(?:"(?:[^"\\]|\\.)*"\s*:|\})/.test(head) ? 'jsonl' : 'csv';
};

/**
 * How the file is to be read. Errors: `unsupported` for what is no table and no address book; those of `prepareSheet` for a workbook.
 */
export const detectReading = async (
  file: string,
  known: KnownReading,
  signal?: AbortSignal,
): Promise<FileStructure> => {
  const kind = fileKind(firstBytes(file));
  if (kind === 'zip') return detectSheet(file, known, signal);
  if (kind !== 'text') throw new AppError('unsupported', REFUSALS[kind]);
  const encoding = known.encoding ?? detectEncoding(file);
  const head = readHead(file, encoding);
  const format = known.format ?? detectTextFormat(head);
  if (format !== 'csv') return { format, encoding, delimiter: ',', hasHeader: true, sheet: null };
  const delimiter = known.delimiter ?? detectDelimiter(head);
  return { format, encoding, delimiter, hasHeader: known.hasHeader ?? detectHeader(head, delimiter), sheet: null };
};

/** The sheets that a file has; of a file that is no workbook, none. */
export const listSheets = async (file: string, { format, sheet }: FileStructure): Promise<readonly string[]> =>
  format === 'xlsx' ? (await prepareSheet(file, sheet)).sheets : [];

const GROUP_CARD = toMessage(msg`The card is a list of contacts, not a contact`);

const openCards = (source: TextSource): ImportFile => {
  const reader = createCardReader(source);
  return {
    headers: CARD_COLUMNS,
    sizeBytes: source.sizeBytes,
    bytesRead: reader.bytesRead,
    next: () => {
      const card = reader.next();
      if (!card) return undefined;
      if ('reason' in card) return { line: card.line, cells: [], reason: card.reason };
      const cells = cardToCells(card);
      return isGroupCard(card) ? { line: card.line, cells, reason: GROUP_CARD } : { line: card.line, cells };
    },
    close: source.close,
  };
};

type RowReader = Pick<ImportFile, 'sizeBytes' | 'bytesRead' | 'next' | 'close'>;

/** Takes the names of the columns off the rows of a table. */
const withHeader = (rows: RowReader, hasHeader: boolean, first: ImportRow | undefined): ImportFile => {
  const isHeader = hasHeader && first !== undefined && first.reason === undefined;
  let pending = isHeader ? undefined : first;
  return {
    ...rows,
    headers: isHeader ? first.cells.map((cell) => cell.trim()) : (first?.cells ?? []).map(() => ''),
    next: () => {
      const row = pending ?? rows.next();
      pending = undefined;
      return row;
    },
  };
};

const openCsv = (source: TextSource, { delimiter, hasHeader }: FileReading): ImportFile => {
  const reader = createCsvReader(source, delimiter);
  const next = (): ImportRow | undefined => {
    const row = reader.next();
    return row?.kind === 'bad' ? { line: row.line, cells: row.cells, reason: row.reason } : row;
  };
  let first = next();
  // Excel's own way of naming the delimiter.
  if (first?.line === 1 && /^sep=.?$/i.test(first.cells[0] ?? '')) first = next();
  const { sizeBytes, close } = source;
  return withHeader({ sizeBytes, bytesRead: reader.bytesRead, next, close }, hasHeader, first);
};

/** Opens a file for reading rows one at a time, in constant memory. Errors: those of `prepareSheet` for a workbook. */
export const openImportFile = async (file: string, reading: FileReading, signal?: AbortSignal): Promise<ImportFile> => {
  if (reading.format === 'xlsx') {
    const { path } = await prepareSheet(file, reading.sheet, signal);
    const rows = openSheetRows(path, reading.decimalComma);
    return withHeader(rows, reading.hasHeader, rows.next());
  }
  if (reading.format === 'jsonl') return openJsonLines(file, reading.encoding);
  const source = openTextSource(file, reading.encoding);
  return reading.format === 'vcf' ? openCards(source) : openCsv(source, reading);
};

export const fileSize = (file: string): number => fs.statSync(file).size;
