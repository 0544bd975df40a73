import { useLingui } from '@lingui/react/macro';
import type { Ref } from 'react';
import { Tabs } from '../../ui/tabs';
import type { ComposerMode } from './activity';
import { NoteForm } from './note-form';
import type { NoteModel, TaskModel } from './record-model';
import type { RecordRef } from './record-ref';
import { TaskForm } from './task-form';
import { useAddNote } from './use-add-note';
import styles from './composer.module.css';

interface ComposerProps {
  readonly ref?: Ref<HTMLDivElement>;
  readonly record: RecordRef;
  readonly notes: NoteModel | undefined;
  readonly tasks: TaskModel | undefined;
  readonly mode: ComposerMode;
  readonly onMode: (mode: ComposerMode) => void;
}

/** Writes down what happened, or what is to do, without leaving the record. */
export const Composer = ({ ref, record, notes, tasks, mode, onMode }: ComposerProps) => {
  const { t } = useLingui();
  const addNote = useAddNote(notes, record);
  const tabs = [
    ...(notes ? [{ value: 'note', label: t`Note`, icon: 'note' } as const] : []),
    ...(tasks ? [{ value: 'task', label: t`Task`, icon: 'task' } as const] : []),
  ];
  return (
    <div ref={ref} className={styles.composer}>
      <Tabs<ComposerMode>
        tabs={tabs}
        value={mode}
        onChange={onMode}
        label={t`What to write`}
        variant="compact"
        className={styles.modes}
      >
        {mode === 'note' && notes && <NoteForm draftKey={`note.${record.id}`} body={notes.body} onSave={addNote} />}
        {mode === 'task' && tasks && <TaskForm model={tasks} record={record} />}
      </Tabs>
    </div>
  );
};
