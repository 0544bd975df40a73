import { useLingui } from '@lingui/react/macro';
import { useMemo, useState, type KeyboardEvent } from 'react';
import { readMarkdown } from '@shared/domain/rich-text/read-markdown';
import { writeMarkdown } from '@shared/domain/rich-text/write-markdown';
import type { FieldDef } from '@shared/domain/schema';
import { RichTextArea } from '../../fields/rich-text-area';
import { keyCaps } from '../../stores/key-names';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { useDraft } from './use-draft';
import styles from './composer.module.css';

export interface NoteText {
  readonly title: string;
  readonly body: string;
}

interface NoteFormProps {
  /** Where the unsaved text is kept on this device. */
  readonly draftKey: string;
  /** The field of the text; undefined where notes have none. A formatted text is written as Markdown here. */
  readonly body: FieldDef | undefined;
  /** The text to change; without it a new note is written. */
  readonly initial?: NoteText | undefined;
  readonly onSave: (text: NoteText) => Promise<void>;
  readonly onCancel?: (() => void) | undefined;
}

/** Title and text of a note. Ctrl or Cmd+Enter saves; what is not saved yet stays as a draft. */
export const NoteForm = ({ draftKey, body: bodyField, initial, onSave, onCancel }: NoteFormProps) => {
  const { t } = useLingui();
  const [titleDraft, setTitle] = useDraft(`${draftKey}.title`);
  const [bodyDraft, setBody] = useDraft(`${draftKey}.body`);
  const [isSaving, setSaving] = useState(false);
  const [reason, setReason] = useState('');
  const title = titleDraft ?? initial?.title ?? '';
  const body = bodyDraft ?? initial?.body ?? '';
  const document = useMemo(() => readMarkdown(body), [body]);
  const isEmpty = title.trim() === '' && body.trim() === '';
  const isDraft = !isEmpty && (titleDraft !== undefined || bodyDraft !== undefined);

  const clear = (): void => {
    setTitle(undefined);
    setBody(undefined);
  };
  const save = async (): Promise<void> => {
    if (isEmpty || isSaving) return;
    setSaving(true);
    setReason('');
    try {
      await onSave({ title, body });
      clear();
    } catch (error) {
      setReason(error instanceof Error ? error.message : t`The note was not saved`);
    } finally {
      setSaving(false);
    }
  };
  const handleKeys = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void save();
    } else if (event.key === 'Escape' && onCancel) {
      event.preventDefault();
      event.stopPropagation();
      clear();
      onCancel();
    }
  };
  return (
    // The keys belong to the fields inside.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      className={styles.form}
      onKeyDown={handleKeys}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {(title !== '' || initial !== undefined || !bodyField || body.includes('\n')) && (
        <input
          className={styles.title}
          aria-label={t`Title`}
          placeholder={t`Title`}
          autoComplete="off"
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
      )}
      {bodyField?.type === 'richText' && (
        <RichTextArea
          label={t`Note`}
          placeholder={t`Write a note`}
          document={document}
          onChange={(next) => setBody(writeMarkdown(next))}
          onSubmit={() => void save()}
        />
      )}
      {bodyField && bodyField.type !== 'richText' && (
        <textarea
          className={styles.text}
          aria-label={t`Note`}
          placeholder={t`Write a note`}
          rows={2}
          value={body}
          onChange={(event) => setBody(event.currentTarget.value)}
        />
      )}
      <div className={styles.foot}>
        <span className={styles.hint} role="status">
          {reason ? (
            <span className={styles.reason}>
              <Icon name="error" size={12} />
              {reason}
            </span>
          ) : (
            isDraft && t`Draft saved on this device`
          )}
        </span>
        {onCancel && (
          <Button
            size="sm"
            variant="ghost"
            onClick={() => {
              clear();
              onCancel();
            }}
          >
            {t`Cancel`}
          </Button>
        )}
        <Button
          type="submit"
          size="sm"
          variant="primary"
          keys={keyCaps('Mod+Enter')}
          aria-keyshortcuts="Control+Enter Meta+Enter"
          loading={isSaving}
          disabled={isEmpty}
        >
          {t`Save note`}
        </Button>
      </div>
    </form>
  );
};
