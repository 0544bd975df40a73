import { showNumber, type CellFormat } from './number-format';
import type { StringStore } from './string-store';
import type { Workbook } from './workbook';

/** A cell as text. Numbers have a decimal point whatever the file's language. */
export interface SheetCell {
  readonly text: string;
  readonly isNumber: boolean;
}

/** Cells that are shown as one, of which only the first is filled: a column, and the rows from its first to its last. */
export interface MergedRows {
  readonly column: number;
  readonly from: number;
  readonly to: number;
}

const EMPTY: SheetCell = { text: '', isNumber: false };
/** Excel has 16,384 columns; rows are read up to what a file may have. */
export const MAX_SHEET_COLUMNS = 16_384;
const MAX_MERGED = 100_000;

/** "B" of "B12" as 1. */
const columnOf = (reference: string): number => {
  let column = 0;
  for (const char of reference.toUpperCase()) {
    if (char < 'A' || char > 'Z') break;
    column = column * 26 + char.charCodeAt(0) - 64;
  }
  return column - 1;
};
const rowOf = (reference: string): number => Number(/\d+$/.exec(reference)?.[0] ?? 0);

/** "_x000D_" stands for a character that XML cannot hold; line ends are made one, and what else no field may hold is left out. */
export const cleanText = (text: string): string => {
  const decoded = text.includes('_x')
    ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
  // oxlint-disable-next-line no-control-regex -- they are what is taken out
  return decoded.replaceAll(/\r\n?/g, '\n').replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '');
};

const readMerge = (reference: string): MergedRows | undefined => {
  const [first = '', last = ''] = reference.split(':');
  const merged = { column: columnOf(first), from: rowOf(first), to: rowOf(last) };
  return merged.to > merged.from && merged.column >= 0 ? merged : undefined;
};

interface RawCell {
  readonly type: string;
  readonly style: number;
}

/** What a cell's content means by its type (ECMA-376 18.18.11). */
const readCell = (
  { type, style }: RawCell,
  content: string,
  formats: readonly CellFormat[],
  strings: StringStore,
  is1904: boolean,
): SheetCell => {
  if (content === '') return EMPTY;
  const asText = (text: string): SheetCell => ({ text: cleanText(text), isNumber: false });
  switch (type) {
    case 's':
      return { text: strings.get(Number(content)) ?? '', isNumber: false };
    case 'b':
      return { text: content === '1' ? 'TRUE' : 'FALSE', isNumber: false };
    case 'd':
      return asText(content.replace(/(?:T00:00:00(?:\.0+)?Z?|\.0+Z?|Z)$/, ''));
    case 'n': {
      const value = Number(content);
      if (!Number.isFinite(value)) return asText(content);
      const format = formats[style] ?? { kind: 'number' };
      const isPlain = format.kind !== 'date' && format.kind !== 'dateTime' && format.kind !== 'time';
      return { text: showNumber(value, format, is1904), isNumber: isPlain };
    }
    // Texts of formulas, of cells themselves, and errors such as "#N/A".
    default:
      return asText(content);
  }
};

/** Reads the texts that cells refer to. Readings of Japanese names beside them (`rPh`) are left out. */
export const readStrings = async (workbook: Workbook, strings: StringStore, signal?: AbortSignal): Promise<void> => {
  if (workbook.stringsPart === undefined) return;
  let parts: string[] = [];
  let isText = false;
  let isReading = false;
  await workbook.read(
    workbook.stringsPart,
    {
      open: (name) => {
        if (name === 'si') parts = [];
        else if (name === 'rPh') isReading = true;
        else if (name === 't') isText = !isReading;
      },
      text: (text) => {
        if (isText) parts.push(text);
      },
      close: (name) => {
        if (name === 't') isText = false;
        else if (name === 'rPh') isReading = false;
        else if (name === 'si') strings.add(cleanText(parts.join('')));
      },
    },
    signal,
  );
};

/**
 * Reads a sheet row by row, each with its number; rows without content are passed over. Answers which cells are merged over several rows, which a file
 * says after them. Formulas give the value that they had when the file was saved.
 */
export const readSheet = async (
  workbook: Workbook,
  part: string,
  strings: StringStore,
  onRow: (row: number, cells: readonly SheetCell[]) => void,
  signal?: AbortSignal,
): Promise<readonly MergedRows[]> => {
  const { formats, is1904 } = workbook;
  const merged: MergedRows[] = [];
  let row = 0;
  let column = -1;
  let cells: SheetCell[] = [];
  let cell: RawCell = { type: 'n', style: 0 };
  let content: string[] = [];
  let isValue = false;
  let isReading = false;
  await workbook.read(
    part,
    {
      open: (name, attributes) => {
        switch (name) {
          case 'row':
            row = attributes['r'] === undefined ? row + 1 : Number(attributes['r']);
            column = -1;
            cells = [];
            break;
          case 'c':
            column = attributes['r'] === undefined ? column + 1 : columnOf(attributes['r']);
            cell = { type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0) };
            content = [];
            break;
          case 'rPh':
            isReading = true;
            break;
          case 'v':
          case 't':
            isValue = !isReading;
            break;
          case 'mergeCell': {
            const range = readMerge(attributes['ref'] ?? '');
            if (range && merged.length < MAX_MERGED) merged.push(range);
            break;
          }
          default:
        }
      },
      text: (text) => {
        if (isValue) content.push(text);
      },
      close: (name) => {
        if (name === 'v' || name === 't') isValue = false;
        else if (name === 'rPh') isReading = false;
        else if (name === 'c') {
          const read = readCell(cell, content.join(''), formats, strings, is1904);
          if (read.text === '' || column < 0 || column >= MAX_SHEET_COLUMNS) return;
          while (cells.length < column) cells.push(EMPTY);
          cells[column] = read;
        } else if (name === 'row' && cells.length > 0) onRow(row, cells);
      },
    },
    signal,
  );
  return merged;
};
