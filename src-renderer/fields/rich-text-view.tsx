import { Fragment, type ReactNode } from 'react';
import type {
  MarkName,
  RichBlock,
  RichDocument,
  RichInline,
  RichItem,
  RichMark,
} from '@shared/domain/rich-text/document';
import { cleanLinkAddress } from '@shared/domain/rich-text/link-address';
import { classNames } from '../ui/class-names';
import styles from './rich-text.module.css';

const WRAPPERS: Readonly<Record<Exclude<MarkName, 'link'>, 'strong' | 'em' | 's' | 'code'>> = {
  bold: 'strong',
  italic: 'em',
  strike: 's',
  code: 'code',
};

const marked = (content: ReactNode, { type, attrs }: RichMark): ReactNode => {
  if (type === 'link') {
    const href = cleanLinkAddress(attrs?.href ?? '');
    return href === undefined ? (
      content
    ) : (
      <a href={href} target="_blank" rel="noopener noreferrer">
        {content}
      </a>
    );
  }
  const Wrapper = WRAPPERS[type];
  return <Wrapper>{content}</Wrapper>;
};

/** Order is all that tells texts of a paragraph apart; nothing of them is kept between two drawings. */
const each = <T,>(parts: readonly T[], draw: (part: T) => ReactNode): ReactNode =>
  parts.map((part, at) => (
    // oxlint-disable-next-line react/no-array-index-key -- see above
    <Fragment key={at}>{draw(part)}</Fragment>
  ));

const inline = (content: readonly RichInline[] = []): ReactNode =>
  each(content, (part) => {
    if (part.type === 'hardBreak') return <br />;
    return (part.marks ?? []).toReversed().reduce<ReactNode>(marked, part.text);
  });

const items = (list: readonly RichItem[]): ReactNode => each(list, (item) => <li>{blocks(item.content)}</li>);

const HEADINGS = { 1: 'h3', 2: 'h4', 3: 'h5' } as const;

const block = (node: RichBlock): ReactNode => {
  switch (node.type) {
    case 'paragraph':
      return <p>{inline(node.content)}</p>;
    case 'heading': {
      // The page has headings of its own above.
      const Heading = HEADINGS[node.attrs.level];
      return <Heading data-level={node.attrs.level}>{inline(node.content)}</Heading>;
    }
    case 'bulletList':
      return <ul>{items(node.content)}</ul>;
    case 'orderedList':
      return <ol start={node.attrs.start}>{items(node.content)}</ol>;
    case 'blockquote':
      return <blockquote>{blocks(node.content)}</blockquote>;
    case 'codeBlock':
      return (
        <pre>
          <code>{inline(node.content)}</code>
        </pre>
      );
    case 'horizontalRule':
      return <hr />;
  }
};

const blocks = (content: readonly RichBlock[]): ReactNode => each(content, block);

interface RichTextViewProps {
  readonly document: RichDocument;
  readonly className?: string | undefined;
}

/** A formatted text to read, drawn from its document: without the editor, and without HTML on the way. */
export const RichTextView = ({ document, className }: RichTextViewProps) => (
  <div className={classNames(styles.text, className)}>{blocks(document.content)}</div>
);
