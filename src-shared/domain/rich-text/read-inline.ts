import { cleanLine, NO_MARKS, type Piece } from './clean-inline';
import type { MarkName } from './document';
import { cleanLinkAddress } from './link-address';

interface Opened {
  readonly mark: MarkName;
  readonly sign: string;
  readonly pieces: Piece[];
}

const PUNCTUATION = /[!-/:-@[-`{-~]/;
const isSpace = (char: string | undefined): boolean => char === undefined || /\s/.test(char);
const isWord = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}]/u.test(char);

const withMark = (pieces: readonly Piece[], mark: MarkName, value: string): readonly Piece[] =>
  pieces.map((piece) => ({ text: piece.text, marks: new Map([...piece.marks, [mark, value]]) }));

interface Sign {
  readonly open: string;
  readonly close: string;
  readonly mark: MarkName;
}

const SIGNS: readonly Sign[] = [
  { open: '**', close: '**', mark: 'bold' },
  { open: '~~', close: '~~', mark: 'strike' },
  { open: '*', close: '*', mark: 'italic' },
  { open: '_', close: '_', mark: 'italic' },
  { open: '<i>', close: '</i>', mark: 'italic' },
];

/** How many of the same sign stand together from a place on. */
const runLength = (text: string, at: number): number => {
  let end = at;
  while (text[end] === text[at]) end += 1;
  return end - at;
};

/** Finds where code closes that begins with so many backticks: at the next run of as many. Asked from left to right, each run is looked at once. */
const codeEnds = (text: string): ((after: number, length: number) => number | undefined) => {
  const runs = Map.groupBy([...text.matchAll(/`+/g)], ([run]) => run.length);
  const used = new Map<number, number>();
  return (after, length) => {
    const places = runs.get(length) ?? [];
    let next = used.get(length) ?? 0;
    while ((places[next]?.index ?? Number.POSITIVE_INFINITY) < after) next += 1;
    used.set(length, next);
    return places[next]?.index;
  };
};

const unpad = (text: string): string =>
  /^ .* $/s.test(text) && /^ [\s`]|[\s`] $/.test(text) ? text.slice(1, -1) : text;

/** The address after a link's words, "](https://…)", and where it ends. */
const LINK_END = /\]\(([^()\s]{1,2000})\)/y;

/** Reads one line: **bold**, _italic_ or *italic*, ~~struck~~, `code`, [words](address), and <i>italic</i> within a word. Signs that do not come in pairs are signs. */
export const readLine = (text: string): readonly Piece[] => {
  const root: Piece[] = [];
  const open: Opened[] = [];
  const codeEnd = codeEnds(text);
  let at = 0;
  const into = (): Piece[] => open.at(-1)?.pieces ?? root;
  const append = (pieces: readonly Piece[]): void => {
    const target = into();
    for (const piece of pieces) target.push(piece);
  };
  const add = (letters: string): void => append([{ text: letters, marks: NO_MARKS }]);
  /** What was opened and never closed was no mark. */
  const flatten = (from: number): void => {
    while (open.length > from) {
      const last = open.pop();
      if (last) append([{ text: last.sign, marks: NO_MARKS }, ...last.pieces]);
    }
  };
  const close = (index: number, value: string): void => {
    flatten(index + 1);
    const last = open.pop();
    if (last) append(withMark(last.pieces, last.mark, value));
  };
  const readSign = (): boolean => {
    const inner = open.at(-1);
    // Of "***" the innermost closes first.
    const signs = inner
      ? SIGNS.toSorted((a, b) => Number(b.open === inner.sign) - Number(a.open === inner.sign))
      : SIGNS;
    for (const { open: sign, close: closing, mark } of signs) {
      const before = text[at - 1];
      const index = open.findLastIndex((each) => each.sign === sign);
      if (index >= 0 && text.startsWith(closing, at) && !isSpace(before)) {
        if (sign !== '_' || !isWord(text[at + 1])) {
          close(index, '');
          at += closing.length;
          return true;
        }
      }
      const isFree = text.startsWith(sign, at) && !open.some((each) => each.mark === mark);
      if (!isFree || isSpace(text[at + sign.length]) || (sign === '_' && isWord(before))) continue;
      open.push({ mark, sign, pieces: [] });
      at += sign.length;
      return true;
    }
    return false;
  };
  while (at < text.length) {
    const char = text[at] ?? '';
    if (char === '\\' && PUNCTUATION.test(text[at + 1] ?? '')) {
      add(text[at + 1] ?? '');
      at += 2;
    } else if (char === '`') {
      const length = runLength(text, at);
      const end = codeEnd(at + length, length);
      if (end === undefined) {
        add(text.slice(at, at + length));
        at += length;
      } else {
        into().push({ text: unpad(text.slice(at + length, end)), marks: new Map([['code', '']]) });
        at = end + length;
      }
    } else if (char === '[') {
      // A link in a link is none.
      if (open.some(({ mark }) => mark === 'link')) add('[');
      else open.push({ mark: 'link', sign: '[', pieces: [] });
      at += 1;
    } else if (char === ']') {
      LINK_END.lastIndex = at;
      const index = open.findLastIndex(({ mark }) => mark === 'link');
      const found = index < 0 ? undefined : LINK_END.exec(text);
      const href = cleanLinkAddress(found?.[1] ?? '');
      if (found && href !== undefined) {
        close(index, href);
        at += found[0].length;
      } else {
        add(']');
        at += 1;
      }
    } else if ('*_~<'.includes(char) && readSign()) {
      continue;
    } else {
      const plain = /^[^\\`[\]*_~<]+/.exec(text.slice(at, at + 1000))?.[0] ?? char;
      add(plain);
      at += plain.length;
    }
  }
  flatten(0);
  return cleanLine(root);
};
