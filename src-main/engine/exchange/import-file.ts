import fs from 'node:fs';
import type { Message } from '@shared/messages/message';
import type { FileReading } from '@shared/contract/exchange.contract';
import { rolesOf } from './column-names.rules';
import { createCsvReader } from './formats/csv-read';
import { detectEncoding, openTextSource, type TextSource } from './formats/text-source';
import { CARD_COLUMNS, cardToCells } from './formats/vcard-read';
import { createCardReader } from './formats/vcard-syntax';

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
export const detectHeader = (text: string, delimiter: string): boolean => {
  const [first, second] = firstRows(text.replace(/^sep=.\r?\n/i, ''), delimiter, 2);
  if (!first) return false;
  const filled = first.filter((cell) => cell.trim() !== '');
  if (filled.some((cell) => LOOKS_LIKE_VALUE.test(cell.trim()))) return false;
  // "Notes,,E-mail" is a header though most of it is empty.
  const isKnown = filled.length > 0 && filled.every((cell) => rolesOf(cell).length > 0);
  return (isKnown || filled.length * 2 >= first.length) && (second === undefined || filled.length > 0);
};

const readHead = (file: string, encoding: FileReading['encoding']): string => {
  const source = openTextSource(file, encoding);
  try {
    return source.read(source.startByte)?.text.slice(0, HEAD_BYTES) ?? '';
  } finally {
    source.close();
  }
};

/** How the file is to be read, but for dates and decimal signs, which only its content tells. */
export const detectReading = (
  file: string,
  known: { readonly [Key in keyof FileReading]?: FileReading[Key] | undefined },
): Omit<FileReading, 'dateOrder' | 'decimalComma'> => {
  const encoding = known.encoding ?? detectEncoding(file);
  const head = readHead(file, encoding);
  const format = known.format ?? (/^\s*BEGIN:VCARD/i.test(head) ? 'vcf' : 'csv');
  if (format === 'vcf') return { format, encoding, delimiter: ',', hasHeader: true };
  const delimiter = known.delimiter ?? detectDelimiter(head);
  return { format, encoding, delimiter, hasHeader: known.hasHeader ?? detectHeader(head, delimiter) };
};

const openCards = (source: TextSource): ImportFile => {
  const reader = createCardReader(source);
  return {
    headers: CARD_COLUMNS,
    sizeBytes: source.sizeBytes,
    bytesRead: reader.bytesRead,
    next: () => {
      const card = reader.next();
      if (!card) return undefined;
      return 'reason' in card
        ? { line: card.line, cells: [], reason: card.reason }
        : { line: card.line, cells: cardToCells(card) };
    },
    close: source.close,
  };
};

const openCsv = (source: TextSource, reading: FileReading): ImportFile => {
  const reader = createCsvReader(source, reading.delimiter);
  const take = (): ImportRow | undefined => {
    const row = reader.next();
    return row?.kind === 'bad' ? { line: row.line, cells: row.cells, reason: row.reason } : row;
  };
  let pending = take();
  // Excel's own way of naming the delimiter.
  if (pending?.line === 1 && /^sep=.?$/i.test(pending.cells[0] ?? '')) pending = take();
  let headers: readonly string[] = [];
  if (reading.hasHeader && pending && pending.reason === undefined) {
    headers = pending.cells.map((cell) => cell.trim());
    pending = undefined;
  } else headers = (pending?.cells ?? []).map(() => '');
  return {
    headers,
    sizeBytes: source.sizeBytes,
    bytesRead: reader.bytesRead,
    next: () => {
      const row = pending ?? take();
      pending = undefined;
      return row;
    },
    close: source.close,
  };
};

/** Opens a file for reading rows one at a time, in constant memory. */
export const openImportFile = (file: string, reading: FileReading): ImportFile => {
  const source = openTextSource(file, reading.encoding);
  return reading.format === 'vcf' ? openCards(source) : openCsv(source, reading);
};

export const fileSize = (file: string): number => fs.statSync(file).size;
