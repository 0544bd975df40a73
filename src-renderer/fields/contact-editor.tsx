import { useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { formatMessage } from '@shared/messages/format-message';
import { IconButton } from '../ui/button';
import { Icon } from '../ui/icon';
import { ContactList, contactText, type ContactType } from './contact-list';
import { isSameValue, type EditorMove, type FieldEditorProps } from './editor-contract';
import { EditorPopup } from './editor-popup';
import { useFieldEnvironment } from './field-environment';
import { parseFieldText } from './field-parsing';
import { textsOf } from './field-value';
import styles from './field-editor.module.css';

interface Line {
  readonly id: number;
  readonly text: string;
}

interface ContactEditorProps extends FieldEditorProps {
  readonly type: ContactType;
}

const INPUT_MODES = { emails: 'email', phones: 'tel', links: 'url', array: 'text' } as const;

/** Addresses, numbers, links or other texts, one a line, the primary first; the last line is for the next one. */
export const ContactEditor = ({ type, field, value, variant, initialText, onCommit, onCancel }: ContactEditorProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const before = textsOf(value);
  const [lines, setLines] = useState<readonly Line[]>(() => {
    const texts = before.map((text) => contactText(type, text));
    if (initialText !== undefined) texts[0] = initialText;
    return [...texts, ''].map((text, id) => ({ id, text }));
  });
  const [reasons, setReasons] = useState<ReadonlyMap<number, string>>(new Map());
  const inputs = useRef(new Map<number, HTMLInputElement>());
  const focusLine = (id: number | undefined): void => {
    const input = id === undefined ? undefined : inputs.current.get(id);
    input?.focus();
    input?.setSelectionRange(input.value.length, input.value.length);
  };
  const hasFocused = useRef(false);
  /** The keys that follow the one that opened the editor belong to its first line: it takes the focus as soon as it is there. */
  const arrive = (id: number, input: HTMLInputElement): void => {
    inputs.current.set(id, input);
    if (hasFocused.current || id !== lines[0]?.id) return;
    hasFocused.current = true;
    focusLine(id);
  };

  const change = (id: number, text: string): void =>
    setLines((now) => {
      const next = now.map((line) => (line.id === id ? { ...line, text } : line));
      const nextId = Math.max(...next.map((line) => line.id)) + 1;
      return next.at(-1)?.text === '' ? next : [...next, { id: nextId, text: '' }];
    });
  const filled = (): readonly Line[] => lines.filter(({ text }) => text.trim() !== '');

  const commit = (move: EditorMove): void => {
    const wrong = new Map<number, string>();
    const texts: string[] = [];
    for (const { id, text } of filled()) {
      // A text that was left alone keeps its value, whatever reading it again would give.
      const kept = before.find((each) => contactText(type, each) === text);
      const read = kept === undefined ? parseFieldText(field, text, environment) : undefined;
      if (read && !read.ok) wrong.set(id, formatMessage(read.reason));
      else texts.push(...(kept === undefined ? textsOf(read?.ok ? read.value : null) : [kept]));
    }
    setReasons(wrong);
    if (wrong.size > 0) return focusLine([...wrong.keys()][0]);
    const next = [...new Set(texts)];
    onCommit(isSameValue(next, before) ? value : next, move);
  };

  /** What others use first; of other lists no entry is more than another. */
  const hasPrimary = type !== 'array';
  const nouns = { emails: t`E-mail`, phones: t`Phone`, links: t`Link`, array: t`Entry` } as const;
  const adds = {
    emails: t`Add an e-mail`,
    phones: t`Add a phone number`,
    links: t`Add a link`,
    array: t`Add an entry`,
  } as const;
  return (
    <EditorPopup
      label={field.label}
      variant={variant}
      face={before.length > 0 && <ContactList type={type} values={before} variant="cell" />}
      onCommit={commit}
      onCancel={onCancel}
      takeFocus={false}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
        const at = lines.findIndex(({ id }) => inputs.current.get(id) === event.target);
        if (at < 0) return;
        event.preventDefault();
        focusLine(lines[at + (event.key === 'ArrowDown' ? 1 : -1)]?.id);
      }}
    >
      <ul className={styles.lines}>
        {lines.map((line, index) => {
          const isNext = index === lines.length - 1 && line.text === '';
          const reason = reasons.get(line.id);
          return (
            <li key={line.id} className={styles.line} data-invalid={reason ? true : undefined}>
              <span className={styles.lineMark} title={hasPrimary && index === 0 && !isNext ? t`Primary` : undefined}>
                {hasPrimary && index === 0 && !isNext ? <Icon name="star-filled" size={12} label={t`Primary`} /> : null}
                {isNext && <Icon name="plus" size={12} />}
              </span>
              <input
                ref={(input) => {
                  if (input) arrive(line.id, input);
                  else inputs.current.delete(line.id);
                }}
                className={styles.lineInput}
                // As `type`, e-mail would refuse the caret its place.
                inputMode={INPUT_MODES[type]}
                autoComplete="off"
                aria-label={isNext ? adds[type] : nouns[type]}
                aria-invalid={reason ? true : undefined}
                placeholder={isNext ? adds[type] : undefined}
                value={line.text}
                onChange={(event) => change(line.id, event.currentTarget.value)}
              />
              {!isNext && index > 0 && (
                <IconButton
                  icon="arrow-up"
                  size="sm"
                  label={t`Make primary`}
                  tooltip={false}
                  tabIndex={-1}
                  onClick={() => setLines((now) => [line, ...now.filter(({ id }) => id !== line.id)])}
                />
              )}
              {!isNext && (
                <IconButton
                  icon="close"
                  size="sm"
                  label={t`Remove ${line.text}`}
                  tooltip={false}
                  tabIndex={-1}
                  onClick={() => setLines((now) => now.filter(({ id }) => id !== line.id))}
                />
              )}
              {reason && (
                <p className={styles.lineReason} role="alert">
                  <Icon name="error" size={12} />
                  {reason}
                </p>
              )}
            </li>
          );
        })}
      </ul>
    </EditorPopup>
  );
};
