import { useLingui } from '@lingui/react/macro';
import { useRecordRights } from '../../fields/use-rights';
import { EmptyState } from '../../ui/empty-state';
import { SkeletonRows } from '../../ui/skeleton';
import { NoteEvent } from './note-event';
import { NoteForm } from './note-form';
import type { NoteModel } from './record-model';
import type { RecordRef } from './record-ref';
import { useAddNote } from './use-add-note';
import type { LinkedRecords } from './use-linked-records';
import composer from './composer.module.css';
import styles from './timeline.module.css';

interface NotesTabProps {
  readonly model: NoteModel;
  readonly records: LinkedRecords;
  readonly target: RecordRef;
}

export const NotesTab = ({ model, records, target }: NotesTabProps) => {
  const { t } = useLingui();
  const mayCreate = useRecordRights(model.object.name).has('create');
  const addNote = useAddNote(model, target);
  return (
    <>
      {mayCreate && (
        <div className={composer.card}>
          <NoteForm draftKey={`note.${target.id}`} body={model.body} onSave={addNote} />
        </div>
      )}
      {records.rows === undefined && !records.error && <SkeletonRows count={3} label={t`Loading notes`} />}
      {records.error && <EmptyState icon="error" tone="danger" headingLevel={3} title={records.error.message} />}
      {records.rows?.length === 0 && (
        <EmptyState
          icon="note"
          headingLevel={3}
          title={t`No notes yet`}
          description={mayCreate ? t`Write the first one above.` : undefined}
        />
      )}
      {records.rows && records.rows.length > 0 && (
        <ul className={styles.events}>
          {records.rows.map((note) => (
            <NoteEvent key={note.id} model={model} note={note} showsDay />
          ))}
        </ul>
      )}
    </>
  );
};
