import { useLingui } from '@lingui/react/macro';
import { EditorContent, useEditor, useEditorState, type Editor, type JSONContent } from '@tiptap/react';
import { StarterKit } from '@tiptap/starter-kit';
import { useEffect, useRef, useState } from 'react';
import { cleanDocument, RichTextProblem } from '@shared/domain/rich-text/clean-document';
import type { RichDocument } from '@shared/domain/rich-text/document';
import { cleanLinkAddress } from '@shared/domain/rich-text/link-address';
import { formatMessage } from '@shared/messages/format-message';
import { Button, IconButton } from '../ui/button';
import type { IconName } from '../ui/icon';
import { TextInput } from '../ui/input';
import { isSameValue } from './editor-contract';
import styles from './rich-text.module.css';

export interface RichTextEditorProps {
  /** The name of what is written, for screen readers. */
  readonly label: string;
  readonly placeholder?: string | undefined;
  readonly document: RichDocument;
  readonly onChange: (document: RichDocument) => void;
  /** Ctrl or Cmd+Enter. */
  readonly onSubmit: () => void;
  /** Takes the focus when it opens; a text is put in place of what was there. */
  readonly takesFocus?: boolean | undefined;
  readonly initialText?: string | undefined;
}

/** A document as the library takes it, which would write into it. */
const toContent = (document: RichDocument): JSONContent =>
  // Only `readonly` keeps the types apart.
  structuredClone(document) as JSONContent;

const EXTENSIONS = [
  StarterKit.configure({
    heading: { levels: [1, 2, 3] },
    underline: false,
    trailingNode: false,
    dropcursor: false,
    gapcursor: false,
    link: {
      openOnClick: false,
      defaultProtocol: 'https',
      isAllowedUri: (address) => cleanLinkAddress(address) !== undefined,
      HTMLAttributes: { rel: 'noopener noreferrer', target: '_blank' },
    },
  }),
];

interface Tool {
  readonly name: string;
  readonly icon: IconName;
  readonly label: string;
  readonly keys: string;
  readonly isActive: boolean;
  readonly run: () => void;
}

const useTools = (editor: Editor, onLink: () => void): readonly Tool[] => {
  const { t } = useLingui();
  const active = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      bold: now.isActive('bold'),
      italic: now.isActive('italic'),
      strike: now.isActive('strike'),
      code: now.isActive('code'),
      heading: now.isActive('heading'),
      bulletList: now.isActive('bulletList'),
      orderedList: now.isActive('orderedList'),
      blockquote: now.isActive('blockquote'),
      link: now.isActive('link'),
    }),
  });
  const chain = () => editor.chain().focus();
  return [
    {
      name: 'bold',
      icon: 'bold',
      label: t`Bold`,
      keys: 'Ctrl+B',
      isActive: active.bold,
      run: () => chain().toggleBold().run(),
    },
    {
      name: 'italic',
      icon: 'italic',
      label: t`Italic`,
      keys: 'Ctrl+I',
      isActive: active.italic,
      run: () => chain().toggleItalic().run(),
    },
    {
      name: 'strike',
      icon: 'strikethrough',
      label: t`Strike through`,
      keys: 'Ctrl+Shift+S',
      isActive: active.strike,
      run: () => chain().toggleStrike().run(),
    },
    {
      name: 'code',
      icon: 'code',
      label: t`Code`,
      keys: 'Ctrl+E',
      isActive: active.code,
      run: () => chain().toggleCode().run(),
    },
    {
      name: 'heading',
      icon: 'type',
      label: t`Heading`,
      keys: 'Ctrl+Alt+2',
      isActive: active.heading,
      run: () => chain().toggleHeading({ level: 2 }).run(),
    },
    {
      name: 'bulletList',
      icon: 'list',
      label: t`List`,
      keys: 'Ctrl+Shift+8',
      isActive: active.bulletList,
      run: () => chain().toggleBulletList().run(),
    },
    {
      name: 'orderedList',
      icon: 'numbered-list',
      label: t`Numbered list`,
      keys: 'Ctrl+Shift+7',
      isActive: active.orderedList,
      run: () => chain().toggleOrderedList().run(),
    },
    {
      name: 'blockquote',
      icon: 'quote',
      label: t`Quotation`,
      keys: 'Ctrl+Shift+B',
      isActive: active.blockquote,
      run: () => chain().toggleBlockquote().run(),
    },
    { name: 'link', icon: 'link', label: t`Link`, keys: '', isActive: active.link, run: onLink },
  ];
};

interface LinkFormProps {
  readonly editor: Editor;
  readonly onClose: () => void;
}

/** Where the chosen words lead. */
const LinkForm = ({ editor, onClose }: LinkFormProps) => {
  const { t } = useLingui();
  const [text, setText] = useState(() => {
    const href: unknown = editor.getAttributes('link')['href'];
    return typeof href === 'string' ? href : '';
  });
  const [isWrong, setWrong] = useState(false);
  const hasLink = editor.isActive('link');
  const apply = (): void => {
    const href = cleanLinkAddress(text);
    if (href === undefined) return setWrong(true);
    const chain = editor.chain().focus().extendMarkRange('link');
    // Without words the address is its own.
    if (editor.state.selection.empty && !hasLink)
      chain.insertContent([{ type: 'text', text: text.trim(), marks: [{ type: 'link', attrs: { href } }] }]).run();
    else chain.setLink({ href }).run();
    onClose();
  };
  return (
    <div className={styles.linkForm}>
      <TextInput
        size="sm"
        aria-label={t`Address of the link`}
        placeholder="https://"
        error={isWrong ? t`Not a web, mail or phone address` : undefined}
        value={text}
        onChange={(next) => {
          setText(next);
          setWrong(false);
        }}
        // Opened by a button of its own.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault();
            event.stopPropagation();
            apply();
          } else if (event.key === 'Escape') {
            event.preventDefault();
            event.stopPropagation();
            editor.commands.focus();
            onClose();
          }
        }}
      />
      <Button size="sm" onClick={apply}>{t`Apply`}</Button>
      {hasLink && (
        <IconButton
          size="sm"
          icon="unlink"
          label={t`Remove the link`}
          onClick={() => {
            editor.chain().focus().extendMarkRange('link').unsetLink().run();
            onClose();
          }}
        />
      )}
    </div>
  );
};

interface ToolbarProps {
  readonly editor: Editor;
  readonly isLinking: boolean;
  readonly onLink: (isLinking: boolean) => void;
}

const Toolbar = ({ editor, isLinking, onLink }: ToolbarProps) => {
  const { t } = useLingui();
  const tools = useTools(editor, () => onLink(!isLinking));
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={t`Formatting`}>
      {tools.map((tool) => (
        <IconButton
          key={tool.name}
          size="sm"
          icon={tool.icon}
          label={tool.label}
          keys={tool.keys === '' ? undefined : tool.keys}
          pressed={tool.isActive}
          // The words stay chosen.
          onMouseDown={(event) => event.preventDefault()}
          onClick={tool.run}
        />
      ))}
    </div>
  );
};

/** Writes a formatted text. The library behind it is large: load it by `rich-text-area.tsx`. */
export const RichTextEditor = (props: RichTextEditorProps) => {
  const { label, placeholder, document, onChange, onSubmit, takesFocus = false, initialText } = props;
  const [isLinking, setLinking] = useState(false);
  const [problem, setProblem] = useState('');
  const shown = useRef(document);
  const editor = useEditor({
    extensions: EXTENSIONS,
    content: toContent(document),
    autofocus: takesFocus ? 'end' : false,
    // Its rules stand in our style sheet: the page allows no styles made while it runs.
    injectCSS: false,
    editorProps: {
      attributes: {
        class: styles.page ?? '',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        'data-placeholder': placeholder ?? '',
      },
    },
    onCreate: ({ editor: made }) => {
      if (initialText !== undefined)
        made.chain().setContent('').insertContent({ type: 'text', text: initialText }).focus('end').run();
    },
    onUpdate: ({ editor: now }) => {
      try {
        shown.current = cleanDocument(now.getJSON());
        setProblem('');
        onChange(shown.current);
      } catch (error) {
        if (!(error instanceof RichTextProblem)) throw error;
        // What cannot be kept is not shown either.
        setProblem(formatMessage(error.words));
        now.commands.undo();
      }
    },
  });
  useEffect(() => {
    if (isSameValue(document, shown.current)) return;
    // Somebody else changed it: a note that was saved leaves an empty page.
    shown.current = document;
    editor.commands.setContent(toContent(document), { emitUpdate: false });
  }, [document, editor]);
  const isEmpty = useEditorState({ editor, selector: ({ editor: now }) => now.isEmpty });
  return (
    // The keys belong to the text inside; the editor would make a line of this one.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={styles.editor}
      data-empty={isEmpty || undefined}
      onKeyDownCapture={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        event.stopPropagation();
        onSubmit();
      }}
    >
      <Toolbar editor={editor} isLinking={isLinking} onLink={setLinking} />
      {isLinking && <LinkForm editor={editor} onClose={() => setLinking(false)} />}
      <EditorContent editor={editor} />
      {problem !== '' && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
};
