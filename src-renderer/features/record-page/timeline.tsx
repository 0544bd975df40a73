import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import type { ObjectDef } from '@shared/domain/schema';
import type { Row } from '@shared/domain/values';
import { useFieldEnvironment } from '../../fields/field-environment';
import { dayOf, daysBetween, formatDay, formatDayNearby } from '../../fields/intl';
import type { OpenRecord } from '../../fields/record-chip';
import { useNow } from '../../fields/use-now';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { SkeletonRows } from '../../ui/skeleton';
import { ChangeEvent } from './change-event';
import { NoteEvent } from './note-event';
import type { NoteModel, TaskModel } from './record-model';
import { TaskLine } from './task-line';
import { timelineDays, upcomingTasks } from './timeline-items';
import { useCompleteTask } from './use-complete-task';
import type { LinkedRecords } from './use-linked-records';
import { useRecordHistory } from './use-record-history';
import styles from './timeline.module.css';

interface TimelineProps {
  readonly definition: ObjectDef;
  readonly row: Row;
  readonly notes: NoteModel | undefined;
  readonly tasks: TaskModel | undefined;
  readonly noteRecords: LinkedRecords;
  readonly taskRecords: LinkedRecords;
  readonly onOpenRecord: OpenRecord;
}

/** What is to come, then what happened, by day. */
export const Timeline = ({ definition, row, notes, tasks, noteRecords, taskRecords, onOpenRecord }: TimelineProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const today = dayOf(environment, useNow());
  const history = useRecordHistory(definition.name, row.id);
  const complete = useCompleteTask(tasks);
  const { entries, hasMore } = history;
  const { rows: noteRows } = noteRecords;
  const { rows: taskRows } = taskRecords;
  const coming = useMemo(
    () => (tasks ? upcomingTasks(tasks, taskRows ?? [], (atMs) => dayOf(environment, atMs)) : []),
    [tasks, taskRows, environment],
  );
  const days = useMemo(
    () =>
      timelineDays({
        notes: noteRows ?? [],
        tasks: taskRows ?? [],
        taskModel: tasks,
        entries: entries ?? [],
        hasMore,
        dayOf: (atMs) => dayOf(environment, atMs),
      }),
    [noteRows, taskRows, tasks, entries, hasMore, environment],
  );
  const error = history.error ?? noteRecords.error ?? taskRecords.error;
  if (error) return <EmptyState icon="error" tone="danger" headingLevel={3} title={error.message} />;
  if (!entries || !noteRows || !taskRows) return <SkeletonRows count={5} label={t`Loading activity`} />;
  const taskLine = (task: Row) =>
    tasks && (
      <TaskLine
        key={task.id}
        model={tasks}
        task={task}
        onToggle={(each) => void complete(each)}
        onOpenRecord={onOpenRecord}
      />
    );
  return (
    <>
      {coming.length > 0 && (
        <>
          <h3 className={styles.day}>{t`Coming up`}</h3>
          <ul className={styles.events}>{coming.map(taskLine)}</ul>
        </>
      )}
      {days.map(({ day, items }) => (
        <section key={day} aria-label={formatDay(environment, day, 'long')}>
          <h3 className={styles.day}>
            {Math.abs(daysBetween(today, day)) <= 1
              ? formatDayNearby(environment, day, today)
              : formatDay(environment, day, 'long')}
          </h3>
          <ul className={styles.events}>
            {items.map((item) => {
              if (item.kind === 'task') return taskLine(item.task);
              if (item.kind === 'note') return notes && <NoteEvent key={item.key} model={notes} note={item.note} />;
              return <ChangeEvent key={item.key} definition={definition} entry={item.entry} variant="short" />;
            })}
          </ul>
        </section>
      ))}
      {hasMore && (
        <Button variant="ghost" loading={history.isLoadingMore} onClick={history.loadMore}>
          {t`Show earlier activity`}
        </Button>
      )}
    </>
  );
};
