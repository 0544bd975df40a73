import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { msg } from '@lingui/core/macro';
import { AppError } from '@shared/errors/app-error';
import { createCsvReader } from './formats/csv-read';
import { formatCsvRow } from './formats/csv-write';
import { openTextSource } from './formats/text-source';
import { createStringStore } from './formats/xlsx/string-store';
import { type MergedRows, readSheet, readStrings, type SheetCell } from './formats/xlsx/sheet-rows';
import { openWorkbook, type Workbook } from './formats/xlsx/workbook';
import type { ImportRow } from './import-file';

/** A sheet of a workbook, unpacked beside it. */
export interface SheetTable {
  /** The table's file: each row with its number and its cells. */
  readonly path: string;
  readonly sheet: string;
  /** All sheets of the workbook. */
  readonly sheets: readonly string[];
}

/** Stands before a number, so that it can be written with the decimal sign that the rest of the file has. No text of a sheet holds it. */
const NUMBER_MARK = '\u0001';
const WRITE_CHARS = 256 * 1024;

const markCell = ({ text, isNumber }: SheetCell): string => (isNumber ? NUMBER_MARK + text : text);

const mergedPath = (table: string): string => `${table}.merged`;

const unpack = async (workbook: Workbook, part: string, table: string, signal?: AbortSignal): Promise<void> => {
  const draft = `${table}.${randomUUID()}`;
  const strings = createStringStore(`${draft}.strings`);
  const out = fs.openSync(draft, 'wx', 0o600);
  let lines: string[] = [];
  let chars = 0;
  const flush = (): void => {
    fs.writeSync(out, lines.join(''));
    lines = [];
    chars = 0;
  };
  try {
    await readStrings(workbook, strings, signal);
    const merged = await readSheet(
      workbook,
      part,
      strings,
      (row, cells) => {
        const line = formatCsvRow([String(row), ...cells.map(markCell)]);
        lines.push(line);
        chars += line.length;
        if (chars > WRITE_CHARS) flush();
      },
      signal,
    );
    flush();
    fs.writeFileSync(mergedPath(table), JSON.stringify(merged), { mode: 0o600 });
    // Renamed last: a table that is there is whole.
    fs.renameSync(draft, table);
  } finally {
    strings.close();
    fs.closeSync(out);
    fs.rmSync(draft, { force: true });
  }
};

/**
 * Unpacks a sheet, once, so that its rows can be read like those of a text file: one at a time, from any of them on, in constant memory. `sheet` is its name;
 * null is the first that has rows. Errors: `invalid_input` for a damaged workbook or a sheet that is not there, `unsupported` for what is none.
 */
export const prepareSheet = async (file: string, sheet: string | null, signal?: AbortSignal): Promise<SheetTable> => {
  const workbook = await openWorkbook(file);
  try {
    const sheets = workbook.sheets.map(({ name }) => name);
    const wanted = workbook.sheets.flatMap(({ name, part }, index) =>
      sheet === null || name === sheet ? [{ name, part, path: `${file}.${index}.sheet` }] : [],
    );
    for (const { name, part, path } of wanted) {
      if (!fs.existsSync(path)) await unpack(workbook, part, path, signal);
      if (sheet !== null || fs.statSync(path).size > 0) return { path, sheet: name, sheets };
    }
    if (sheet === null) throw new AppError('invalid_input', msg`The workbook is empty.`);
    throw new AppError('invalid_input', msg`The workbook has no sheet "${sheet}".`, { sheet });
  } finally {
    workbook.close();
  }
};

/** Puts the content of merged cells into each row that they span. */
const createFiller = (merged: readonly MergedRows[]) => {
  const waiting = merged.toSorted((a, b) => b.from - a.from);
  let open: { readonly range: MergedRows; readonly text: string }[] = [];
  return (row: number, cells: readonly string[]): readonly string[] => {
    open = open.filter(({ range }) => range.to >= row);
    let filled = cells;
    for (const { range, text } of open) {
      if ((filled[range.column] ?? '') !== '') continue;
      const copy = [...filled];
      while (copy.length < range.column) copy.push('');
      copy[range.column] = text;
      filled = copy;
    }
    for (let next = waiting.at(-1); next && next.from <= row; next = waiting.at(-1)) {
      waiting.pop();
      const text = next.from === row ? (cells[next.column] ?? '') : '';
      if (text !== '') open.push({ range: next, text });
    }
    return filled;
  };
};

const readMerged = (table: string): readonly MergedRows[] =>
  // Written by `unpack` only.
  JSON.parse(fs.readFileSync(mergedPath(table), 'utf8')) as MergedRows[];

/** Reads the rows of an unpacked sheet. */
export const openSheetRows = (table: string, decimalComma: boolean) => {
  const source = openTextSource(table, 'utf-8');
  const reader = createCsvReader(source, ',');
  const fill = createFiller(readMerged(table));
  const show = (cell: string): string => {
    if (!cell.startsWith(NUMBER_MARK)) return cell;
    return decimalComma ? cell.slice(1).replace('.', ',') : cell.slice(1);
  };
  return {
    sizeBytes: source.sizeBytes,
    bytesRead: reader.bytesRead,
    next: (): ImportRow | undefined => {
      const row = reader.next();
      if (!row) return undefined;
      const [number = '', ...cells] = row.cells;
      const line = Number(number);
      return row.kind === 'bad'
        ? { line: row.line, cells: row.cells, reason: row.reason }
        : { line, cells: fill(line, cells.map(show)) };
    },
    close: source.close,
  };
};
