import { MARKS, type MarkName, type RichInline, type RichMark, type RichText } from './document';

/** A stretch of text with its marks by name; a link's is its address. */
export interface Piece {
  readonly text: string;
  readonly marks: ReadonlyMap<MarkName, string>;
}

export const NO_MARKS: ReadonlyMap<MarkName, string> = new Map();

const isSameMarks = (a: Piece['marks'], b: Piece['marks']): boolean =>
  a.size === b.size && [...a].every(([mark, value]) => b.get(mark) === value);

const shared = (a: Piece['marks'] | undefined, b: Piece['marks'] | undefined): Piece['marks'] => {
  if (!a || !b) return NO_MARKS;
  // Code is kept as it is written, spaces included, so what stands between two pieces of it is its own.
  return new Map([...a].filter(([mark, value]) => mark !== 'code' && b.get(mark) === value));
};

/** Letters without U+0000 and lone surrogates, composed. Line ends are breaks and were taken out before. */
const cleanLetters = (text: string): string => text.replaceAll('\u0000', '').toWellFormed().normalize('NFC');

const merge = (pieces: readonly Piece[]): readonly Piece[] => {
  const merged: Piece[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (piece.text === '') continue;
    if (last && isSameMarks(last.marks, piece.marks))
      merged[merged.length - 1] = { ...last, text: last.text + piece.text };
    else merged.push(piece);
  }
  return merged;
};

const isBlank = ({ text, marks }: Piece): boolean => !marks.has('code') && text.trim() === '';

/** Spaces have the marks that the words on both sides share: a mark begins and ends with a word. */
const markSpaces = (pieces: readonly Piece[]): readonly Piece[] => {
  const words = pieces.flatMap(({ text, marks }) =>
    marks.has('code') ? [{ text, marks }] : text.split(/(\s+)/).map((part) => ({ text: part, marks })),
  );
  const filled = words.filter(({ text }) => text !== '');
  const after: (Piece | undefined)[] = Array.from({ length: filled.length });
  let next: Piece | undefined;
  for (let at = filled.length - 1; at >= 0; at -= 1) {
    after[at] = next;
    const piece = filled[at];
    if (piece && !isBlank(piece)) next = piece;
  }
  let before: Piece | undefined;
  return filled.map((piece, at) => {
    if (!isBlank(piece)) {
      before = piece;
      return piece;
    }
    return { text: piece.text, marks: shared(before?.marks, after[at]?.marks) };
  });
};

const trimLine = (pieces: readonly Piece[]): readonly Piece[] => {
  const from = pieces.findIndex((piece) => !isBlank(piece));
  const line = from < 0 ? [] : pieces.slice(from, pieces.findLastIndex((piece) => !isBlank(piece)) + 1);
  const first = line[0];
  if (first && !first.marks.has('code')) line[0] = { ...first, text: first.text.trimStart() };
  const last = line.at(-1);
  if (last && !last.marks.has('code')) line[line.length - 1] = { ...last, text: last.text.trimEnd() };
  return line;
};

const cleanMarks = (marks: Piece['marks']): Piece['marks'] => {
  // The editor allows nothing beside code either.
  if (marks.has('code')) return new Map([['code', '']]);
  return new Map(
    MARKS.flatMap((mark) => {
      const value = marks.get(mark);
      return value === undefined ? [] : [[mark, value] as const];
    }),
  );
};

/** One line in its one form: neighbours of the same marks joined, marks in order and around words, nothing at the ends. */
export const cleanLine = (pieces: readonly Piece[]): readonly Piece[] => {
  const known = pieces.map(({ text, marks }) => ({ text: cleanLetters(text), marks: cleanMarks(marks) }));
  return merge(markSpaces(trimLine(merge(known)))).map(({ text, marks }) => ({ text: text.normalize('NFC'), marks }));
};

const toMarks = (marks: Piece['marks']): readonly RichMark[] =>
  [...marks].map(([type, value]) => (type === 'link' ? { type, attrs: { href: value } } : { type }));

export const toRichText = ({ text, marks }: Piece): RichText =>
  marks.size === 0 ? { type: 'text', text } : { type: 'text', text, marks: toMarks(marks) };

/** Lines of a paragraph as its content. */
export const toInline = (lines: readonly (readonly Piece[])[]): readonly RichInline[] =>
  lines.flatMap((line, at): readonly RichInline[] => [
    ...(at > 0 ? [{ type: 'hardBreak' as const }] : []),
    ...line.map(toRichText),
  ]);

/** The content of a paragraph as lines. */
export const toLines = (content: readonly RichInline[] = []): readonly (readonly Piece[])[] => {
  const lines: Piece[][] = [[]];
  for (const inline of content) {
    if (inline.type === 'hardBreak') lines.push([]);
    else
      lines.at(-1)?.push({
        text: inline.text,
        marks: new Map(inline.marks?.map(({ type, attrs }) => [type, attrs?.href ?? ''])),
      });
  }
  return lines;
};
