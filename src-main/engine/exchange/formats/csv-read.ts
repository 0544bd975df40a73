import { msg } from '@lingui/core/macro';
import { toMessage, type Message } from '@shared/messages/message';
import type { TextSource } from './text-source';

/** One record of the file, or a part of it that could not be read as one. `line` is where it starts, from 1. */
export type CsvRow =
  | { readonly kind: 'row'; readonly line: number; readonly cells: readonly string[] }
  | { readonly kind: 'bad'; readonly line: number; readonly cells: readonly string[]; readonly reason: Message };

export interface CsvReader {
  /** The next row, or undefined at the end. Empty lines are passed over. */
  readonly next: () => CsvRow | undefined;
  /** Bytes taken from the file so far. */
  readonly bytesRead: () => number;
}

export const MAX_CELL_CHARS = 1_000_000;
export const MAX_COLUMNS = 5000;
const MAX_ROW_CHARS = 4_000_000;

type Scan =
  | { readonly kind: 'row'; readonly cells: readonly string[]; readonly end: number }
  | { readonly kind: 'more' }
  | { readonly kind: 'malformed'; readonly reason: Message };

const UNCLOSED = toMessage(msg`A quotation mark is opened but not closed`);
const STRAY_QUOTE = toMessage(msg`A quotation mark inside a quoted cell is not doubled, or one is not closed`);
const TOO_LONG = toMessage(msg`A cell is longer than 1,000,000 characters`);

/** Reads one row that holds quotation marks, from `from` on. `end` is where the next row starts. */
const scanQuoted = (text: string, from: number, delimiter: string, newline: string, isEnd: boolean): Scan => {
  const cells: string[] = [];
  let at = from;
  for (;;) {
    let after: number;
    if (text[at] === '"') {
      let close = text.indexOf('"', at + 1);
      let isEscaped = false;
      while (close >= 0 && text[close + 1] === '"') {
        isEscaped = true;
        close = text.indexOf('"', close + 2);
      }
      if (close < 0) return isEnd ? { kind: 'malformed', reason: UNCLOSED } : { kind: 'more' };
      if (close + 1 >= text.length && !isEnd) return { kind: 'more' };
      const cell = text.slice(at + 1, close);
      cells.push(isEscaped ? cell.replaceAll('""', '"') : cell);
      after = close + 1;
      // Some programs leave blanks between the closing mark and the delimiter.
      while (text[after] === ' ' || (text[after] === '\t' && delimiter !== '\t')) after += 1;
      if (text[after] === '\r' && newline === '\n' && (text[after + 1] === '\n' || after + 1 >= text.length))
        after += 1;
      if (after >= text.length && !isEnd) return { kind: 'more' };
      if (after < text.length && text[after] !== delimiter && text[after] !== newline) {
        return { kind: 'malformed', reason: STRAY_QUOTE };
      }
    } else {
      const lineEnd = text.indexOf(newline, at);
      if (lineEnd < 0 && !isEnd) return { kind: 'more' };
      const stop = lineEnd < 0 ? text.length : lineEnd;
      const next = text.indexOf(delimiter, at);
      after = next >= 0 && next < stop ? next : stop;
      const isCut = after === stop && newline === '\n' && text[after - 1] === '\r' && after > at;
      cells.push(text.slice(at, isCut ? after - 1 : after));
    }
    if (after >= text.length) return { kind: 'row', cells, end: text.length };
    if (text[after] === newline) return { kind: 'row', cells, end: after + 1 };
    at = after + 1;
    if (at >= text.length && !isEnd) return { kind: 'more' };
  }
};

const countOf = (text: string, what: string, from: number, to: number): number => {
  let count = 0;
  for (let at = text.indexOf(what, from); at >= 0 && at < to; at = text.indexOf(what, at + 1)) count += 1;
  return count;
};

/**
 * Walks over a row that is too long to keep, character by character in constant memory: at the start of a cell, in a quoted
 * cell, after a closing mark that may be half of a doubled one, or in plain text.
 */
const createSkipper = (delimiter: string, newline: string) => {
  let state: 'start' | 'quoted' | 'closed' | 'plain' = 'start';
  let lines = 0;
  return {
    lines: () => lines,
    /** Index after the row's end in this piece; -1: goes on in the next piece; -2: malformed. */
    feed: (text: string, from: number): number => {
      for (let at = from; at < text.length; at += 1) {
        if (state === 'quoted') {
          const close = text.indexOf('"', at);
          lines += countOf(text, newline, at, close < 0 ? text.length : close);
          if (close < 0) return -1;
          at = close;
          state = 'closed';
          continue;
        }
        const char = text[at];
        if (char === newline) {
          lines += 1;
          return at + 1;
        }
        if (char === delimiter) state = 'start';
        else if (state === 'start') state = char === '"' ? 'quoted' : 'plain';
        else if (state === 'closed') {
          if (char === '"') state = 'quoted';
          else if (char !== ' ' && char !== '\r') return -2;
        }
      }
      return -1;
    },
    isOpen: () => state === 'quoted',
  };
};

/**
 * Reads rows of delimited text as RFC 4180 has them, and forgives what real files do. After a row that cannot be read it goes on
 * at the next line. Memory is bounded whatever the file holds. (Not csv-parse: that stops at the first unclosed mark.)
 */
export const createCsvReader = (source: TextSource, delimiter: string): CsvReader => {
  let text = '';
  let at = 0;
  let line = 1;
  let nextByte = source.startByte;
  let isEnd = false;

  const more = (): void => {
    const piece = source.read(nextByte);
    text = text.slice(at) + (piece?.text ?? '');
    at = 0;
    if (piece) nextByte = piece.nextByte;
    isEnd = !piece || nextByte >= source.sizeBytes;
  };
  more();
  const firstLf = text.indexOf('\n');
  const newline = firstLf < 0 && text.includes('\r') ? '\r' : '\n';

  /** Leaves out the row's first line and goes on after it. */
  const rejectLine = (reason: Message): CsvRow => {
    const lineEnd = text.indexOf(newline, at);
    const stop = lineEnd < 0 ? text.length : lineEnd;
    const row: CsvRow = { kind: 'bad', line, reason, cells: [text.slice(at, Math.min(stop, at + 2000)).trimEnd()] };
    at = lineEnd < 0 ? text.length : lineEnd + 1;
    line += 1;
    return row;
  };

  const rejectLongRow = (): CsvRow => {
    const skipper = createSkipper(delimiter, newline);
    let end = skipper.feed(text, at);
    let piece: { readonly text: string; readonly nextByte: number } | undefined = { text, nextByte };
    let byte = nextByte;
    while (end === -1) {
      piece = source.read(byte);
      if (!piece) break;
      byte = piece.nextByte;
      end = skipper.feed(piece.text, 0);
    }
    // A mark that nothing closes would swallow the rest of the file: only the line with the mark is bad.
    if (end === -2 || (!piece && skipper.isOpen())) return rejectLine(UNCLOSED);
    const row: CsvRow = { kind: 'bad', line, reason: TOO_LONG, cells: [text.slice(at, at + 200)] };
    line += skipper.lines();
    text = piece ? piece.text : '';
    at = piece ? end : 0;
    nextByte = byte;
    isEnd = !piece || byte >= source.sizeBytes;
    return row;
  };

  const checked = (cells: readonly string[], rowLine: number): CsvRow => {
    if (cells.length > MAX_COLUMNS) {
      const reason = toMessage(msg`The row has ${cells.length} cells; at most ${MAX_COLUMNS} are read`);
      return { kind: 'bad', line: rowLine, reason, cells: cells.slice(0, 50) };
    }
    if (cells.some((cell) => cell.length > MAX_CELL_CHARS)) {
      return { kind: 'bad', line: rowLine, reason: TOO_LONG, cells: cells.map((cell) => cell.slice(0, 200)) };
    }
    return { kind: 'row', line: rowLine, cells };
  };

  const next = (): CsvRow | undefined => {
    for (;;) {
      if (at >= text.length) {
        if (isEnd) return undefined;
        more();
        continue;
      }
      const lineEnd = text.indexOf(newline, at);
      if (lineEnd < 0 && !isEnd) {
        if (text.length - at > MAX_ROW_CHARS) return rejectLongRow();
        more();
        continue;
      }
      const stop = lineEnd < 0 ? text.length : lineEnd;
      const contentEnd = newline === '\n' && text[stop - 1] === '\r' && stop > at ? stop - 1 : stop;
      const content = text.slice(at, contentEnd);
      if (!content.includes('"')) {
        const rowLine = line;
        at = lineEnd < 0 ? text.length : lineEnd + 1;
        line += 1;
        if (content === '') continue;
        return checked(content.split(delimiter), rowLine);
      }
      const scan = scanQuoted(text, at, delimiter, newline, isEnd);
      if (scan.kind === 'more') {
        if (text.length - at > MAX_ROW_CHARS) return rejectLongRow();
        more();
        continue;
      }
      if (scan.kind === 'malformed') return rejectLine(scan.reason);
      const rowLine = line;
      line += countOf(text, newline, at, scan.end);
      at = scan.end;
      return checked(scan.cells, rowLine);
    }
  };

  return { next, bytesRead: () => Math.min(nextByte, source.sizeBytes) };
};
