import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { recordTitle } from '@shared/domain/record-title';
import { isRichDocument } from '@shared/domain/rich-text/document';
import { plainTextOf } from '@shared/domain/rich-text/plain-text';
import { writeMarkdown } from '@shared/domain/rich-text/write-markdown';
import type { Row } from '@shared/domain/values';
import { RichTextView } from '../../fields/rich-text-view';
import { useRecordRights } from '../../fields/use-rights';
import { useEngine } from '../../rpc/engine-context';
import { useUndo } from '../../stores/undo';
import { IconButton } from '../../ui/button';
import { Menu, MenuItem } from '../../ui/menu';
import { NoteForm, type NoteText } from './note-form';
import { textAt, type NoteModel } from './record-model';
import { noteValues } from './use-add-note';
import composer from './composer.module.css';
import styles from './timeline.module.css';

interface NoteCardProps {
  readonly model: NoteModel;
  readonly note: Row;
}

/** A note to read; edited and deleted in its place. */
export const NoteCard = ({ model, note }: NoteCardProps) => {
  const { t } = useLingui();
  const engine = useEngine();
  const { offerUndo, reportError } = useUndo();
  const [isEditing, setEditing] = useState(false);
  const object = model.object.name;
  const may = useRecordRights(object);
  const title = recordTitle(model.object, note);
  const value = model.body ? note[model.body.name] : undefined;
  const formatted = isRichDocument(value) ? value : undefined;
  const body = formatted ? plainTextOf(formatted) : textAt(note, model.body);
  // A title that is only the note's first line is not said twice.
  const hasOwnTitle = title !== '' && !body.startsWith(title.replace(/…$/, ''));

  const save = async (text: NoteText): Promise<void> => {
    await engine.records.update({ object, id: note.id, values: { ...noteValues(model, text) } });
    setEditing(false);
  };
  const remove = async (): Promise<void> => {
    try {
      const { operationId } = await engine.records.delete({ object, selection: { ids: [note.id] } });
      offerUndo(t`Note deleted`, operationId);
    } catch (error) {
      reportError(error);
    }
  };
  if (isEditing) {
    return (
      <div className={composer.card}>
        <NoteForm
          draftKey={`edit.${note.id}`}
          body={model.body}
          initial={{ title: hasOwnTitle ? title : '', body: formatted ? writeMarkdown(formatted) : body }}
          onSave={save}
          onCancel={() => setEditing(false)}
        />
      </div>
    );
  }
  return (
    <article className={styles.box}>
      <div className={styles.boxHead}>
        {hasOwnTitle ? <h4 className={styles.boxTitle}>{title}</h4> : <span className={styles.boxTitle} />}
        {(may.has('edit') || may.has('delete')) && (
          <Menu
            align="end"
            label={t`Note actions`}
            trigger={
              <IconButton icon="dots" size="sm" label={t`Note actions`} tooltip={false} className={styles.boxMenu} />
            }
          >
            {may.has('edit') && <MenuItem icon="pencil" onSelect={() => setEditing(true)}>{t`Edit`}</MenuItem>}
            {may.has('delete') && <MenuItem icon="trash" danger onSelect={() => void remove()}>{t`Delete`}</MenuItem>}
          </Menu>
        )}
      </div>
      {formatted ? (
        <RichTextView document={formatted} className={styles.boxText} />
      ) : (
        body && <p className={styles.boxText}>{body}</p>
      )}
    </article>
  );
};
