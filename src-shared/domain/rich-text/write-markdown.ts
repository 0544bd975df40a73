import { toLines, type Piece } from './clean-inline';
import type { MarkName, RichBlock, RichDocument } from './document';

const isWord = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}]/u.test(char);

/** Signs that would be read as marks; an underscore within a word is none. */
const escapeText = (text: string): string =>
  text.replace(/[\\`*~[\]]|_|<(?=\/?i>)/g, (sign, at: number) =>
    sign === '_' && isWord(text[at - 1]) && isWord(text[at + 1]) ? sign : `\\${sign}`,
  );

/** What would begin a heading, a list, a quotation or a rule at the start of a line. */
const escapeStart = (line: string): string =>
  line.replace(/^(#{1,6}(?=\s|$)|[-+](?=\s|$)|>|-{3,}$)/, '\\$1').replace(/^(\d{1,6})([.)])(?=\s|$)/, '$1\\$2');

const codeText = (text: string): string => {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  // Spaces at both ends are taken off when it is read.
  const pad = /^[\s`]|[\s`]$/.test(text) ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
};

const lengthOf = (line: readonly Piece[], from: number, mark: MarkName, value: string): number => {
  let at = from;
  while (line[at]?.marks.get(mark) === value) at += 1;
  return at;
};

const SIGNS = { bold: ['**', '**'], strike: ['~~', '~~'], code: ['', ''] } as const;

/** An underscore within a word is a letter, and one star beside two is read in several ways. */
const italicSigns = (before: string | undefined, after: string | undefined): readonly [string, string] =>
  isWord(before) || isWord(after) ? ['<i>', '</i>'] : ['_', '_'];

interface Open {
  readonly mark: MarkName;
  readonly value: string;
  /** What closes it. */
  readonly close: string;
}

const writeLine = (line: readonly Piece[]): string => {
  let text = '';
  const open: Open[] = [];
  line.forEach((piece, at) => {
    const kept = open.findIndex(({ mark, value }) => piece.marks.get(mark) !== value);
    if (kept >= 0) for (const { close } of open.splice(kept).toReversed()) text += close;
    if (piece.marks.has('code')) {
      text += codeText(piece.text);
      return;
    }
    const lead = /^\s*/.exec(piece.text)?.[0] ?? '';
    const missing = [...piece.marks]
      .filter(([mark]) => !open.some((each) => each.mark === mark))
      .map(([mark, value]) => ({ mark, value, end: lengthOf(line, at, mark, value) }))
      // The one that reaches farthest goes around the others.
      .toSorted((a, b) => b.end - a.end);
    // A mark begins with a word.
    text += lead;
    for (const { mark, value, end } of missing) {
      if (mark === 'link') {
        text += '[';
        open.push({ mark, value, close: `](${value})` });
        continue;
      }
      const [sign, closing] = mark === 'italic' ? italicSigns(text.at(-1), line[end]?.text[0]) : SIGNS[mark];
      text += sign;
      open.push({ mark, value, close: closing });
    }
    text += escapeText(piece.text.slice(lead.length));
  });
  for (const { close } of open.toReversed()) text += close;
  return text;
};

const indent = (text: string, width: number): string =>
  text
    .split('\n')
    .map((line, at) => (at === 0 ? line : ' '.repeat(width) + line))
    .join('\n');

const fenceOf = (text: string): string => {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  return '`'.repeat(longest + 1);
};

const writeItem = (marker: string, blocks: readonly RichBlock[]): string =>
  `${marker} ${indent(writeBlocks(blocks), marker.length + 1)}`.trimEnd();

const writeBlock = (block: RichBlock): string => {
  switch (block.type) {
    case 'paragraph':
      return block.content?.length
        ? toLines(block.content)
            .map((line) => escapeStart(writeLine(line)))
            .join('\n')
        : '\\';
    case 'heading':
      return `${'#'.repeat(block.attrs.level)} ${toLines(block.content).map(writeLine).join(' ')}`;
    case 'bulletList':
      return block.content.map((item) => writeItem('-', item.content)).join('\n');
    case 'orderedList':
      return block.content.map((item, at) => writeItem(`${block.attrs.start + at}.`, item.content)).join('\n');
    case 'blockquote':
      return writeBlocks(block.content)
        .split('\n')
        .map((line) => `> ${line}`)
        .join('\n');
    case 'codeBlock': {
      const text = block.content?.map((each) => each.text).join('') ?? '';
      const fence = fenceOf(text);
      return `${fence}\n${text}${text === '' ? '' : '\n'}${fence}`;
    }
    case 'horizontalRule':
      return '---';
  }
};

const writeBlocks = (blocks: readonly RichBlock[]): string => blocks.map(writeBlock).join('\n\n');

/** A document as a text that people can read and `readMarkdown` reads back to the same document. */
export const writeMarkdown = (document: RichDocument): string => writeBlocks(document.content);
