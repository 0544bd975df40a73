import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { z } from 'zod';
import { formatMessage } from '../../messages/format-message';
import { cleanLine, toInline, toRichText, type Piece } from './clean-inline';
import { MARKS, MAX_NESTING, type MarkName, type RichBlock, type RichDocument, type RichItem } from './document';
import { cleanLinkAddress } from './link-address';

/** A node as somebody gave it. */
interface GivenNode {
  readonly type: string;
  readonly text?: string | undefined;
  readonly attrs?: Readonly<Record<string, unknown>> | null | undefined;
  readonly marks?:
    | readonly { readonly type: string; readonly attrs?: Readonly<Record<string, unknown>> | null | undefined }[]
    | undefined;
  readonly content?: readonly unknown[] | undefined;
}

const Attributes = z.record(z.string(), z.unknown()).nullish();
const Node: z.ZodType<GivenNode> = z.object({
  type: z.string(),
  text: z.string().optional(),
  attrs: Attributes,
  marks: z.array(z.object({ type: z.string(), attrs: Attributes })).optional(),
  content: z.array(z.unknown()).optional(),
});

/** Why a document cannot be kept. */
export class RichTextProblem extends Error {
  readonly words: MessageDescriptor;
  constructor(words: MessageDescriptor) {
    super(formatMessage(words));
    this.words = words;
  }
}

const misplaced = (type: string): MessageDescriptor => msg`"${type}" cannot stand in a text`;
const noItem = (type: string): MessageDescriptor => msg`"${type}" cannot stand in a list`;

const readNode = (value: unknown): GivenNode => {
  const node = Node.safeParse(value);
  if (!node.success) throw new RichTextProblem(msg`Not a text of the editor`);
  return node.data;
};

const childrenOf = (node: GivenNode): readonly GivenNode[] => (node.content ?? []).map(readNode);

const isMark = (name: string): name is MarkName => MARKS.some((mark) => mark === name);

/** What is only a look (underlined, coloured) goes; a link that leads where none may leaves its words. */
const readMarks = (node: GivenNode): Piece['marks'] =>
  new Map(
    (node.marks ?? []).flatMap(({ type, attrs }): readonly (readonly [MarkName, string])[] => {
      if (!isMark(type)) return [];
      if (type !== 'link') return [[type, '']];
      const href = typeof attrs?.['href'] === 'string' ? cleanLinkAddress(attrs['href']) : undefined;
      return href === undefined ? [] : [['link', href]];
    }),
  );

const readLines = (node: GivenNode): readonly (readonly Piece[])[] => {
  const lines: Piece[][] = [[]];
  for (const child of childrenOf(node)) {
    if (child.type === 'hardBreak') lines.push([]);
    else if (child.type === 'text') {
      const marks = readMarks(child);
      (child.text ?? '').split(/\r\n|\r|\n/).forEach((text, at) => {
        if (at > 0) lines.push([]);
        lines.at(-1)?.push({ text, marks });
      });
    } else throw new RichTextProblem(misplaced(child.type.slice(0, 50)));
  }
  return lines.map(cleanLine);
};

const EMPTY: RichBlock = { type: 'paragraph' };
const isBlank = (block: RichBlock): boolean => block.type === 'paragraph' && !block.content?.length;

/** A paragraph in which a line is empty is two. */
export const paragraphsOf = (lines: readonly (readonly Piece[])[]): readonly RichBlock[] => {
  const groups: (readonly Piece[])[][] = [[]];
  for (const line of lines) {
    if (line.length > 0) groups.at(-1)?.push(line);
    else if ((groups.at(-1)?.length ?? 0) > 0) groups.push([]);
  }
  const filled = groups.filter((group) => group.length > 0);
  return filled.length === 0 ? [EMPTY] : filled.map((group) => ({ type: 'paragraph', content: toInline(group) }));
};

const trimBlocks = (blocks: readonly RichBlock[]): readonly RichBlock[] => {
  const first = blocks.findIndex((block) => !isBlank(block));
  const last = blocks.findLastIndex((block) => !isBlank(block));
  return first < 0 ? [] : blocks.slice(first, last + 1);
};

const joinLists = (blocks: readonly RichBlock[]): readonly RichBlock[] => {
  const joined: RichBlock[] = [];
  for (const block of blocks) {
    const last = joined.at(-1);
    if (block.type === 'bulletList' && last?.type === 'bulletList')
      joined[joined.length - 1] = { ...last, content: [...last.content, ...block.content] };
    else if (block.type === 'orderedList' && last?.type === 'orderedList')
      joined[joined.length - 1] = { ...last, content: [...last.content, ...block.content] };
    else joined.push(block);
  }
  return joined;
};

/** Blocks in their one form: nothing empty at the ends, lists that follow one another joined. */
export const tidyBlocks = (blocks: readonly RichBlock[]): readonly RichBlock[] => joinLists(trimBlocks(blocks));

/** An item begins with a paragraph, as the editor has it. */
export const toItem = (blocks: readonly RichBlock[]): RichItem => {
  const last = blocks.findLastIndex((block) => !isBlank(block));
  const content = joinLists(blocks.slice(0, last + 1));
  return { type: 'listItem', content: content[0]?.type === 'paragraph' ? content : [EMPTY, ...content] };
};

const NESTS: ReadonlySet<string> = new Set(['bulletList', 'orderedList', 'blockquote']);

const startOf = (node: GivenNode): number => {
  const start = node.attrs?.['start'];
  return typeof start === 'number' && Number.isInteger(start) && start >= 0 && start <= 999_999 ? start : 1;
};

const cleanBlock = (node: GivenNode, depth: number): readonly RichBlock[] => {
  if (depth >= MAX_NESTING && NESTS.has(node.type))
    throw new RichTextProblem(msg`Lists and quotations lie too deep in one another`);
  const items = (): readonly RichItem[] =>
    childrenOf(node).map((item) => {
      if (item.type !== 'listItem') throw new RichTextProblem(noItem(item.type.slice(0, 50)));
      return toItem(cleanBlocks(item, depth + 1));
    });
  switch (node.type) {
    case 'paragraph':
      return paragraphsOf(readLines(node));
    case 'heading': {
      const level = node.attrs?.['level'];
      const line = cleanLine(
        readLines(node).flatMap((each, at) => (at > 0 ? [{ text: ' ', marks: new Map() }, ...each] : each)),
      );
      if (line.length === 0) return [EMPTY];
      return [
        { type: 'heading', attrs: { level: level === 1 || level === 2 ? level : 3 }, content: line.map(toRichText) },
      ];
    }
    case 'bulletList': {
      const content = items();
      return content.length === 0 ? [] : [{ type: 'bulletList', content }];
    }
    case 'orderedList': {
      const content = items();
      return content.length === 0 ? [] : [{ type: 'orderedList', attrs: { start: startOf(node) }, content }];
    }
    case 'blockquote': {
      const content = tidyBlocks(cleanBlocks(node, depth + 1));
      return content.length === 0 ? [] : [{ type: 'blockquote', content }];
    }
    case 'codeBlock': {
      const text = childrenOf(node)
        .map((child) => child.text ?? '')
        .join('');
      return [codeBlock(text)];
    }
    case 'horizontalRule':
      return [{ type: 'horizontalRule' }];
    default:
      throw new RichTextProblem(misplaced(node.type.slice(0, 50)));
  }
};

const cleanBlocks = (node: GivenNode, depth: number): readonly RichBlock[] =>
  childrenOf(node).flatMap((child) => cleanBlock(child, depth));

/** Text as it is, line by line. */
export const codeBlock = (text: string): RichBlock => {
  const clean = text
    .replace(/\r\n?/g, '\n')
    .replaceAll('\u0000', '')
    .toWellFormed()
    .normalize('NFC')
    .replace(/\n+$/, '');
  return clean === '' ? { type: 'codeBlock' } : { type: 'codeBlock', content: [{ type: 'text', text: clean }] };
};

/**
 * A document as somebody gave it in the form in which it is kept: only blocks and marks that the editor knows, without any attributes but a heading's level, a list's
 * first number and a link's address. Errors: `RichTextProblem`, worded for people.
 */
export const cleanDocument = (given: unknown): RichDocument => {
  const root = readNode(given);
  if (root.type !== 'doc') throw new RichTextProblem(msg`Not a text of the editor`);
  return { type: 'doc', content: tidyBlocks(cleanBlocks(root, 0)) };
};
