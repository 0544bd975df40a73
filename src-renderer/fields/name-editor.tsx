import { useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import type { FullNameValue } from '@shared/domain/values';
import { handleCommitKeys, isSameValue, type EditorMove, type FieldEditorProps } from './editor-contract';
import { useFieldEnvironment } from './field-environment';
import { parseFieldText } from './field-parsing';
import { isFullName } from './field-value';
import { useEditorFocus } from './use-editor-focus';
import styles from './field-editor.module.css';

const EMPTY: FullNameValue = { first: '', last: '' };

/** First and last name side by side; a whole name typed into the first is taken apart. */
export const NameEditor = ({ field, value, variant, initialText, onCommit, onCancel }: FieldEditorProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const [name, setName] = useState<FullNameValue>(() =>
    initialText === undefined ? (isFullName(value) ? value : EMPTY) : { first: initialText, last: '' },
  );
  const first = useEditorFocus<HTMLInputElement>(initialText === undefined);
  const last = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);

  const commit = (move: EditorMove): void => {
    if (isDone.current) return;
    isDone.current = true;
    const trimmed = { first: name.first.trim(), last: name.last.trim() };
    const isWholeInFirst = trimmed.last === '' && trimmed.first.includes(' ');
    const read = isWholeInFirst ? parseFieldText(field, trimmed.first, environment) : undefined;
    const parsed = read?.ok ? read.value : trimmed;
    const next = isFullName(parsed) && parsed.first === '' && parsed.last === '' ? null : parsed;
    onCommit(isSameValue(next, value) ? value : next, move);
  };
  const cancel = (): void => {
    isDone.current = true;
    onCancel();
  };
  return (
    <div
      className={styles.editor}
      data-variant={variant}
      onBlur={(event) => {
        const next = event.relatedTarget;
        if (!(next instanceof Node && event.currentTarget.contains(next))) commit('stay');
      }}
    >
      <div className={styles.pair}>
        <input
          ref={first}
          className={styles.input}
          aria-label={t`First name`}
          placeholder={t`First name`}
          autoComplete="off"
          value={name.first}
          onChange={(event) => setName({ ...name, first: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key === 'Tab' && !event.shiftKey) {
              event.preventDefault();
              last.current?.focus();
              last.current?.select();
            }
            handleCommitKeys(event, { commit, cancel });
          }}
        />
        <input
          ref={last}
          className={styles.input}
          aria-label={t`Last name`}
          placeholder={t`Last name`}
          autoComplete="off"
          value={name.last}
          onChange={(event) => setName({ ...name, last: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key === 'Tab' && event.shiftKey) {
              event.preventDefault();
              first.current?.focus();
            }
            handleCommitKeys(event, { commit, cancel });
          }}
        />
      </div>
    </div>
  );
};
