import { msg } from '@lingui/core/macro';
import { toMessage, type Message } from '@shared/messages/message';
import { isNestedDeeper } from './json-depth';
import type { TextSource } from './text-source';

/** One line of the file, or why it is no record. `line` counts from 1. */
export type JsonLine =
  | { readonly line: number; readonly record: Readonly<Record<string, unknown>> }
  | { readonly line: number; readonly reason: Message };

export interface JsonLineReader {
  /** The next record, or undefined at the end. Empty lines are passed over. */
  readonly next: () => JsonLine | undefined;
  /** Bytes taken from the file so far. */
  readonly bytesRead: () => number;
}

const MAX_LINE_CHARS = 4_000_000;
/** What is nested deeper is no value of a field, and costs the stack of whoever walks through it. */
const MAX_DEPTH = 100;

const NO_JSON = toMessage(msg`The line is not JSON`);
const NO_RECORD = toMessage(msg`The line is no JSON object`);
const TOO_LONG = toMessage(msg`The line is longer than 4,000,000 characters`);
const TOO_DEEP = toMessage(msg`The line is nested more than ${MAX_DEPTH} deep`);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const parseLine = (line: number, text: string): JsonLine => {
  if (isNestedDeeper(text, MAX_DEPTH)) return { line, reason: TOO_DEEP };
  try {
    const record: unknown = JSON.parse(text);
    return isRecord(record) ? { line, record } : { line, reason: NO_RECORD };
  } catch {
    return { line, reason: NO_JSON };
  }
};

/** Reads JSON lines (https://jsonlines.org), in constant memory: a line that is too long is passed over and told. */
export const createJsonLineReader = (source: TextSource): JsonLineReader => {
  let text = '';
  let at = 0;
  let nextByte = source.startByte;
  let line = 0;
  let isEnd = false;
  /** The text to the next line feed; undefined at the end of the file, null where it is too long. */
  const takeLine = (): string | null | undefined => {
    let isCut = false;
    for (;;) {
      const feed = text.indexOf('\n', at);
      if (feed >= 0 || isEnd) {
        const found = text.slice(at, feed < 0 ? text.length : feed);
        at = feed < 0 ? text.length : feed + 1;
        if (feed < 0 && found === '' && !isCut) return undefined;
        return isCut || found.length > MAX_LINE_CHARS ? null : found;
      }
      const rest = text.slice(at);
      if (rest.length > MAX_LINE_CHARS) isCut = true;
      const piece = source.read(nextByte);
      if (piece) nextByte = piece.nextByte;
      else isEnd = true;
      text = (isCut ? '' : rest) + (piece?.text ?? '');
      at = 0;
    }
  };
  return {
    bytesRead: () => nextByte,
    next: () => {
      for (let found = takeLine(); found !== undefined; found = takeLine()) {
        line += 1;
        if (found === null) return { line, reason: TOO_LONG };
        if (found.trim() !== '') return parseLine(line, found);
      }
      return undefined;
    },
  };
};
