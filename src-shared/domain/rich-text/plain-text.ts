import type { RichBlock, RichDocument, RichInline } from './document';

const inlineText = (content: readonly RichInline[] = []): string =>
  content.map((inline) => (inline.type === 'text' ? inline.text : '\n')).join('');

const blockTexts = (block: RichBlock): readonly string[] => {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
    case 'codeBlock':
      return [inlineText(block.content)];
    case 'bulletList':
    case 'orderedList':
      return block.content.flatMap((item) => item.content.flatMap(blockTexts));
    case 'blockquote':
      return block.content.flatMap(blockTexts);
    case 'horizontalRule':
      return [];
  }
};

/** The words of a document, a block a line: what is searched, filtered and shown in one line. */
export const plainTextOf = (document: RichDocument): string =>
  document.content
    .flatMap(blockTexts)
    .filter((text) => text !== '')
    .join('\n');
