/** Marks of a text, outermost first: the order in which they are kept. */
export const MARKS = ['link', 'bold', 'italic', 'strike', 'code'] as const;
export type MarkName = (typeof MARKS)[number];

/** A mark as the editor writes it; only a link has attributes. */
export interface RichMark {
  readonly type: MarkName;
  readonly attrs?: { readonly href: string };
}

export interface RichText {
  readonly type: 'text';
  readonly text: string;
  readonly marks?: readonly RichMark[];
}

export type RichInline = RichText | { readonly type: 'hardBreak' };

export interface RichItem {
  readonly type: 'listItem';
  readonly content: readonly RichBlock[];
}

export type RichBlock =
  | { readonly type: 'paragraph'; readonly content?: readonly RichInline[] }
  | {
      readonly type: 'heading';
      readonly attrs: { readonly level: 1 | 2 | 3 };
      readonly content?: readonly RichInline[];
    }
  | { readonly type: 'bulletList'; readonly content: readonly RichItem[] }
  | {
      readonly type: 'orderedList';
      readonly attrs: { readonly start: number };
      readonly content: readonly RichItem[];
    }
  | { readonly type: 'blockquote'; readonly content: readonly RichBlock[] }
  | { readonly type: 'codeBlock'; readonly content?: readonly RichText[] }
  | { readonly type: 'horizontalRule' };

/** A text with formatting, in the form of the editor (a ProseMirror document), cleaned: the same text is always the same document. */
export interface RichDocument {
  readonly type: 'doc';
  readonly content: readonly RichBlock[];
}

/** Lists and quotations may lie this deep in one another. */
export const MAX_NESTING = 8;
/** Most characters of the plain text, and of the document as it is kept. */
export const MAX_RICH_TEXT = 80_000;
export const MAX_RICH_JSON = 240_000;

export const isRichDocument = (value: unknown): value is RichDocument =>
  typeof value === 'object' && value !== null && 'type' in value && value.type === 'doc';
