import { msg } from '@lingui/core/macro';
import { toMessage, type Message } from '@shared/messages/message';
import { decodeQuotedPrintable, decodeText } from './vcard-encoding';
import type { TextSource } from './text-source';

/** One line of a card, unfolded and decoded. */
export interface CardProperty {
  /** Upper case, without its group. */
  readonly name: string;
  /** "item1" of "item1.TEL", or "". */
  readonly group: string;
  /** Upper-case values of TYPE and of bare parameters (vCard 2.1). */
  readonly types: readonly string[];
  readonly params: ReadonlyMap<string, string>;
  /** Decoded from quoted-printable; base64 stays as it is; escapes are still in it. */
  readonly value: string;
}

export interface Card {
  /** Line of BEGIN:VCARD, from 1. */
  readonly line: number;
  readonly properties: readonly CardProperty[];
}

const NO_END = toMessage(msg`The card has no END:VCARD`);
const TOO_LARGE = toMessage(msg`The card is larger than 20 MB`);

export type CardOrProblem = Card | { readonly line: number; readonly reason: Message };

const MAX_CARD_CHARS = 20_000_000;

/** Cuts at a separator that is neither escaped with a backslash nor, in parameters, inside quotation marks. */
export const splitUnescaped = (text: string, separator: string): readonly string[] => {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === separator) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
};

/** RFC 6350 3.4; "\:" is what some programs write. */
export const unescapeValue = (text: string): string =>
  text.replaceAll(/\\([nN\\,;:"])/g, (_, char: string) => (char === 'n' || char === 'N' ? '\n' : char));

const colonOutsideQuotes = (line: string): number => {
  let isQuoted = false;
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === '"') isQuoted = !isQuoted;
    else if (line[at] === ':' && !isQuoted) return at;
  }
  return -1;
};

const KNOWN_ENCODINGS = new Set(['QUOTED-PRINTABLE', 'BASE64', 'B', '8BIT', '7BIT']);

/** Reads one unfolded line; undefined when it is not a property. */
export const parseProperty = (line: string): CardProperty | undefined => {
  const colon = colonOutsideQuotes(line);
  if (colon <= 0) return undefined;
  const [path = '', ...rawParams] = line.slice(0, colon).split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  const dot = path.lastIndexOf('.');
  const params = new Map<string, string>();
  const types: string[] = [];
  for (const raw of rawParams) {
    const equals = raw.indexOf('=');
    const key = equals < 0 ? '' : raw.slice(0, equals).trim().toUpperCase();
    const value = raw
      .slice(equals + 1)
      .trim()
      .replaceAll('"', '');
    if (key === 'TYPE') types.push(...value.toUpperCase().split(','));
    else if (key !== '') params.set(key, value);
    else if (KNOWN_ENCODINGS.has(value.toUpperCase())) params.set('ENCODING', value);
    else types.push(value.toUpperCase());
  }
  const value = line.slice(colon + 1);
  const isQuotedPrintable = params.get('ENCODING')?.toUpperCase() === 'QUOTED-PRINTABLE';
  return {
    name: path
      .slice(dot + 1)
      .trim()
      .toUpperCase(),
    group: dot < 0 ? '' : path.slice(0, dot).trim(),
    types,
    params,
    value: isQuotedPrintable ? decodeText(decodeQuotedPrintable(value), params.get('CHARSET') ?? 'utf-8') : value,
  };
};

export const isBase64 = (property: CardProperty): boolean =>
  ['B', 'BASE64'].includes(property.params.get('ENCODING')?.toUpperCase() ?? '');

const ENCODED = /^[^:]*ENCODING=QUOTED-PRINTABLE|^[^:]*;QUOTED-PRINTABLE/i;
const BASE64_HEAD = /^[^:]*;(?:ENCODING=)?(?:BASE64|B)(?:;[^:]*)?:/i;
const BASE64_LINE = /^[A-Za-z0-9+/=]+$/;

const isHeadOf = (line: string | undefined, what: 'BEGIN' | 'END'): boolean =>
  line !== undefined && line.trim().toUpperCase() === `${what}:VCARD`;

/** Joins folded lines: a leading blank (RFC 6350 3.2), a soft line break of quoted-printable, bare lines of base64. */
const unfold = (lines: readonly string[]): readonly string[] => {
  const unfolded: string[][] = [];
  for (const line of lines) {
    const last = unfolded.at(-1);
    const head = last?.[0] ?? '';
    const tail = last?.at(-1) ?? '';
    if (last && tail.endsWith('=') && ENCODED.test(head)) {
      last[last.length - 1] = tail.slice(0, -1);
      last.push(line);
    } else if (last && (line.startsWith(' ') || line.startsWith('\t'))) {
      last.push(BASE64_HEAD.test(head) ? line.trim() : line.slice(1));
    } else if (last && BASE64_HEAD.test(head) && BASE64_LINE.test(line)) last.push(line);
    else if (line !== '') unfolded.push([line]);
  }
  return unfolded.map((parts) => parts.join(''));
};

/** Lines of a text file, one at a time, with any line end. */
const createLineReader = (source: TextSource) => {
  let lines: string[] = [];
  let at = 0;
  let rest = '';
  let nextByte = source.startByte;
  let isEnd = false;
  const fill = (): void => {
    const piece = source.read(nextByte);
    if (piece) nextByte = piece.nextByte;
    else isEnd = true;
    const text = rest + (piece?.text ?? '');
    lines = text.split(/\r\n|\n|\r(?!$)/);
    rest = isEnd ? '' : (lines.pop() ?? '');
    at = 0;
  };
  return {
    bytesRead: () => Math.min(nextByte, source.sizeBytes),
    next: (): string | undefined => {
      while (at >= lines.length) {
        if (isEnd) return undefined;
        // A line that never ends is cut, so that memory stays bounded.
        if (rest.length > MAX_CARD_CHARS) rest = rest.slice(0, 1000);
        fill();
      }
      at += 1;
      return lines[at - 1];
    },
  };
};

/** Reads cards of vCard 2.1, 3.0 and 4.0 one at a time. A card without an end is reported and the next one is read. */
export const createCardReader = (source: TextSource) => {
  const reader = createLineReader(source);
  let line = 0;
  let pushedBack: string | undefined;
  const take = (): string | undefined => {
    const taken = pushedBack ?? reader.next();
    if (pushedBack === undefined) line += 1;
    pushedBack = undefined;
    return taken;
  };

  const next = (): CardOrProblem | undefined => {
    let head = take();
    while (head !== undefined && !isHeadOf(head, 'BEGIN')) head = take();
    if (head === undefined) return undefined;
    const start = line;
    const lines: string[] = [];
    let size = 0;
    let depth = 1;
    for (;;) {
      const current = take();
      if (current === undefined) return { line: start, reason: NO_END };
      if (isHeadOf(current, 'END')) {
        depth -= 1;
        if (depth === 0) break;
        continue;
      }
      if (isHeadOf(current, 'BEGIN')) {
        // vCard 2.1 nests a card as the value of AGENT; anywhere else the end of the card before is missing.
        if (/^AGENT[^:]*:\s*$/i.test(lines.at(-1) ?? '')) {
          depth += 1;
          continue;
        }
        if (depth === 1) {
          pushedBack = current;
          return { line: start, reason: NO_END };
        }
      }
      // Of a card within the card its name is told.
      if (depth > 1 && /^FN[;:]/i.test(current)) lines[lines.length - 1] += current.slice(current.indexOf(':') + 1);
      size += current.length;
      if (depth === 1 && size <= MAX_CARD_CHARS) lines.push(current);
    }
    if (size > MAX_CARD_CHARS) return { line: start, reason: TOO_LARGE };
    return { line: start, properties: unfold(lines).flatMap((text) => parseProperty(text) ?? []) };
  };
  return { next, bytesRead: reader.bytesRead };
};
