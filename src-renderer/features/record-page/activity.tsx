import { useLingui } from '@lingui/react/macro';
import type { Ref } from 'react';
import type { ObjectDef } from '@shared/domain/schema';
import type { Row } from '@shared/domain/values';
import { useFieldEnvironment } from '../../fields/field-environment';
import { formatNumber } from '../../fields/intl';
import type { OpenRecord } from '../../fields/record-chip';
import { TabPanel, Tabs } from '../../ui/tabs';
import { Composer } from './composer';
import { HistoryTab } from './history-tab';
import { NotesTab } from './notes-tab';
import { isTaskDone, noteModel, taskModel } from './record-model';
import { TasksTab } from './tasks-tab';
import { Timeline } from './timeline';
import { useComposerModes } from './use-composer-modes';
import { useLinkedRecords } from './use-linked-records';
import styles from './record-page.module.css';

export type ActivityTab = 'timeline' | 'tasks' | 'notes' | 'history';
export type ComposerMode = 'note' | 'task';

interface ActivityProps {
  readonly definition: ObjectDef;
  readonly row: Row;
  readonly title: string;
  readonly tab: ActivityTab;
  readonly onTab: (tab: ActivityTab) => void;
  readonly mode: ComposerMode;
  readonly onMode: (mode: ComposerMode) => void;
  readonly composerRef: Ref<HTMLDivElement>;
  readonly onOpenRecord: OpenRecord;
}

/** The right side: what happened and what is to do. */
export const Activity = ({
  definition,
  row,
  title,
  tab,
  onTab,
  mode,
  onMode,
  composerRef,
  onOpenRecord,
}: ActivityProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const object = definition.name;
  const notes = noteModel(environment.objects, object);
  const tasks = taskModel(environment.objects, object);
  const modes = useComposerModes(object);
  const noteRecords = useLinkedRecords(notes, { object, id: row.id });
  const taskRecords = useLinkedRecords(tasks, { object, id: row.id });
  const openTasks = tasks ? (taskRecords.rows ?? []).filter((task) => !isTaskDone(tasks, task)).length : 0;
  const countOf = (count: number) => (count > 0 ? formatNumber(environment, count) : undefined);
  const tabs = [
    { value: 'timeline', label: t`Timeline` },
    ...(tasks ? [{ value: 'tasks', label: t`Tasks`, count: countOf(openTasks) } as const] : []),
    ...(notes ? [{ value: 'notes', label: t`Notes`, count: countOf(noteRecords.total) } as const] : []),
    { value: 'history', label: t`History` },
  ] as const;
  const isInTrash = row['deletedAt'] !== null && row['deletedAt'] !== undefined;
  const composer =
    modes.size > 0 && !isInTrash ? (
      <Composer
        ref={composerRef}
        record={{ object, id: row.id, title }}
        notes={modes.has('note') ? notes : undefined}
        tasks={modes.has('task') ? tasks : undefined}
        mode={modes.has('task') && (mode === 'task' || !modes.has('note')) ? 'task' : 'note'}
        onMode={onMode}
      />
    ) : null;
  return (
    <section className={styles.right} aria-label={t`Activity`}>
      <Tabs<ActivityTab> tabs={tabs} value={tab} onChange={onTab} label={t`Record sections`} className={styles.tabs}>
        <TabPanel value="timeline" className={styles.stream}>
          <div className={styles.column}>
            {composer}
            <Timeline
              definition={definition}
              row={row}
              notes={notes}
              tasks={tasks}
              noteRecords={noteRecords}
              taskRecords={taskRecords}
              onOpenRecord={onOpenRecord}
            />
          </div>
        </TabPanel>
        {tasks && (
          <TabPanel value="tasks" className={styles.stream}>
            <div className={styles.column}>
              <TasksTab
                model={tasks}
                records={taskRecords}
                target={{ object, id: row.id, title }}
                onOpenRecord={onOpenRecord}
              />
            </div>
          </TabPanel>
        )}
        {notes && (
          <TabPanel value="notes" className={styles.stream}>
            <div className={styles.column}>
              <NotesTab model={notes} records={noteRecords} target={{ object, id: row.id, title }} />
            </div>
          </TabPanel>
        )}
        <TabPanel value="history" className={styles.stream}>
          <div className={styles.column}>
            <HistoryTab definition={definition} id={row.id} />
          </div>
        </TabPanel>
      </Tabs>
    </section>
  );
};
