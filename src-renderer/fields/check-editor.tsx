import { useEffect, useRef, useState } from 'react';
import { CheckDisplay } from './check-display';
import { handleCommitKeys, type EditorMove, type FieldEditorProps } from './editor-contract';
import styles from './field-editor.module.css';

/** A tick box opened for editing: Space turns it over, Enter saves. */
export const CheckEditor = ({ field, value, variant, onCommit, onCancel }: FieldEditorProps) => {
  const [checked, setChecked] = useState(value === true);
  const ref = useRef<HTMLDivElement>(null);
  const isDone = useRef(false);
  useEffect(() => ref.current?.focus({ preventScroll: true }), []);
  const commit = (move: EditorMove): void => {
    if (isDone.current) return;
    isDone.current = true;
    onCommit(checked === (value === true) ? value : checked, move);
  };
  return (
    <div className={styles.editor} data-variant={variant}>
      <div
        ref={ref}
        className={styles.check}
        role="checkbox"
        tabIndex={0}
        aria-label={field.label}
        aria-checked={checked}
        onBlur={() => commit('stay')}
        onClick={() => setChecked(!checked)}
        onKeyDown={(event) => {
          if (event.key === ' ') {
            event.preventDefault();
            setChecked(!checked);
          }
          handleCommitKeys(event, {
            commit,
            cancel: () => {
              isDone.current = true;
              onCancel();
            },
          });
        }}
      >
        <CheckDisplay checked={checked} />
      </div>
    </div>
  );
};
