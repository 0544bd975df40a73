import { codeBlock, paragraphsOf, tidyBlocks, toItem } from './clean-document';
import { toRichText } from './clean-inline';
import { MAX_NESTING, type RichBlock, type RichDocument, type RichItem } from './document';
import { readLine } from './read-inline';

const HEADING = /^(#{1,6})\s+(.*)$/;
const RULE = /^(?:-{3,}|\*{3,}|_{3,})$/;
const FENCE = /^(`{3,}|~{3,})[^`]*$/;
const BULLET = /^([-*+])(?:\s+(?=\S)|\s*$)/;
const NUMBER = /^(\d{1,6})[.)](?:\s+(?=\S)|\s*$)/;

interface Lines {
  readonly lines: readonly string[];
  at: number;
}

const isBlank = (line: string): boolean => line.trim() === '';

/** Spaces before the first word; a tab is four. */
const widthOf = (line: string): number => {
  let width = 0;
  for (const char of line) {
    if (char === ' ') width += 1;
    else if (char === '\t') width += 4;
    else break;
  }
  return width;
};

/** A line without up to so many spaces at its start. */
const dedent = (line: string, width: number): string => {
  let rest = width;
  let at = 0;
  while (rest > 0 && (line[at] === ' ' || line[at] === '\t')) {
    rest -= line[at] === '\t' ? 4 : 1;
    at += 1;
  }
  return line.slice(at);
};

const startsBlock = (line: string, depth: number): boolean => {
  const bare = line.trim();
  if (HEADING.test(bare) || RULE.test(bare) || FENCE.test(bare) || bare === '\\') return true;
  return depth < MAX_NESTING && (bare.startsWith('>') || BULLET.test(bare) || NUMBER.test(bare));
};

const readFence = (source: Lines, fence: string): RichBlock => {
  const indentation = widthOf(source.lines[source.at] ?? '');
  source.at += 1;
  const text: string[] = [];
  for (; source.at < source.lines.length; source.at += 1) {
    const line = dedent(source.lines[source.at] ?? '', indentation);
    const end = line.trim();
    if (end.length >= fence.length && end === (fence[0] ?? '').repeat(end.length)) {
      source.at += 1;
      break;
    }
    text.push(line);
  }
  return codeBlock(text.join('\n'));
};

const readQuote = (source: Lines, depth: number): readonly RichBlock[] => {
  const inner: string[] = [];
  for (; source.at < source.lines.length; source.at += 1) {
    const line = (source.lines[source.at] ?? '').trimStart();
    if (!line.startsWith('>')) break;
    inner.push(line.slice(line[1] === ' ' ? 2 : 1));
  }
  const content = tidyBlocks(readBlocks(inner, depth + 1));
  return content.length === 0 ? [] : [{ type: 'blockquote', content }];
};

/** One item: what follows its marker, and every line that stands as far in. */
const readItem = (source: Lines, marker: RegExp, depth: number): RichItem => {
  const first = source.lines[source.at] ?? '';
  const bare = first.trimStart();
  const outer = widthOf(first);
  const sign = /^(?:\d+[.)]|\S)/.exec(bare)?.[0] ?? '';
  const width = outer + sign.length + 1;
  const inner = [bare.replace(marker, '')];
  source.at += 1;
  for (; source.at < source.lines.length; source.at += 1) {
    const line = source.lines[source.at] ?? '';
    if (isBlank(line)) {
      // An empty line belongs to the item when what follows does.
      const next = source.lines.slice(source.at, source.at + 50).find((each) => !isBlank(each));
      if (next === undefined || widthOf(next) <= outer) break;
      inner.push(dedent(line, width));
    } else if (widthOf(line) > outer) inner.push(dedent(line, width));
    else break;
  }
  return toItem(readBlocks(inner, depth + 1));
};

const readList = (source: Lines, marker: RegExp, depth: number): readonly RichItem[] => {
  const items: RichItem[] = [];
  while (source.at < source.lines.length) {
    const line = (source.lines[source.at] ?? '').trim();
    if (!marker.test(line) || RULE.test(line)) break;
    items.push(readItem(source, marker, depth));
    // Lists that are parted by nothing but empty lines are one.
    let next = source.at;
    while (next < source.lines.length && isBlank(source.lines[next] ?? '')) next += 1;
    if (next < source.lines.length && marker.test((source.lines[next] ?? '').trim())) source.at = next;
  }
  return items;
};

const readParagraph = (source: Lines, depth: number): readonly RichBlock[] => {
  const lines: string[] = [];
  for (; source.at < source.lines.length; source.at += 1) {
    const line = source.lines[source.at] ?? '';
    if (isBlank(line) || (lines.length > 0 && startsBlock(line, depth))) break;
    lines.push(line.trim());
  }
  return paragraphsOf(lines.map(readLine));
};

const readBlock = (source: Lines, depth: number): readonly RichBlock[] => {
  const line = (source.lines[source.at] ?? '').trim();
  const heading = HEADING.exec(line);
  if (heading) {
    source.at += 1;
    const content = readLine(heading[2] ?? '').map(toRichText);
    const level = Math.min(3, heading[1]?.length ?? 1);
    if (content.length === 0) return [{ type: 'paragraph' }];
    return [{ type: 'heading', attrs: { level: level === 1 || level === 2 ? level : 3 }, content }];
  }
  const fence = FENCE.exec(line)?.[1];
  if (fence !== undefined) return [readFence(source, fence)];
  if (RULE.test(line) || line === '\\') {
    source.at += 1;
    return [line === '\\' ? { type: 'paragraph' } : { type: 'horizontalRule' }];
  }
  if (depth < MAX_NESTING) {
    if (line.startsWith('>')) return readQuote(source, depth);
    if (BULLET.test(line)) return [{ type: 'bulletList', content: readList(source, BULLET, depth) }];
    const number = NUMBER.exec(line)?.[1];
    if (number !== undefined) {
      const attrs = { start: Number(number) };
      return [{ type: 'orderedList', attrs, content: readList(source, NUMBER, depth) }];
    }
  }
  return readParagraph(source, depth);
};

const readBlocks = (lines: readonly string[], depth: number): readonly RichBlock[] => {
  const source: Lines = { lines, at: 0 };
  const blocks: RichBlock[] = [];
  while (source.at < lines.length) {
    if (isBlank(lines[source.at] ?? '')) source.at += 1;
    else blocks.push(...readBlock(source, depth));
  }
  return blocks;
};

/**
 * A plain text, or one with the usual signs of Markdown, as a document. Lines stay lines and empty lines part paragraphs, so that a text without signs looks as it
 * was written. HTML is text like any other.
 */
export const readMarkdown = (text: string): RichDocument => ({
  type: 'doc',
  content: tidyBlocks(readBlocks(text.replace(/\r\n?/g, '\n').split('\n'), 0)),
});
