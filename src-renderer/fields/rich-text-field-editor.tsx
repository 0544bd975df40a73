import { useRef } from 'react';
import { isRichDocument, type RichDocument } from '@shared/domain/rich-text/document';
import { plainTextOf } from '@shared/domain/rich-text/plain-text';
import { isSameValue, type EditorMove, type FieldEditorProps } from './editor-contract';
import { EditorPopup } from './editor-popup';
import { RichTextArea } from './rich-text-area';
import styles from './rich-text.module.css';

const EMPTY: RichDocument = { type: 'doc', content: [] };

/** A formatted text of a record, in a panel over its place. Enter makes a line; Ctrl or Cmd+Enter, Tab and leaving save. */
export const RichTextFieldEditor = ({ field, value, variant, initialText, onCommit, onCancel }: FieldEditorProps) => {
  const before = isRichDocument(value) ? value : EMPTY;
  const now = useRef(before);
  const commit = (move: EditorMove): void => {
    const next = plainTextOf(now.current) === '' ? null : now.current;
    onCommit(isSameValue(next, value) ? value : next, move);
  };
  return (
    <EditorPopup
      label={field.label}
      variant={variant}
      face={plainTextOf(before)}
      onCommit={commit}
      onCancel={onCancel}
      takeFocus={false}
    >
      <div className={styles.popup}>
        <RichTextArea
          label={field.label}
          document={before}
          initialText={initialText}
          takesFocus
          onChange={(document) => {
            now.current = document;
          }}
          onSubmit={() => commit('down')}
        />
      </div>
    </EditorPopup>
  );
};
