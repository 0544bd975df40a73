import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import { useFieldEnvironment } from '../../fields/field-environment';
import { dayOf } from '../../fields/intl';
import type { OpenRecord } from '../../fields/record-chip';
import { useRecordRights } from '../../fields/use-rights';
import { EmptyState } from '../../ui/empty-state';
import { SkeletonRows } from '../../ui/skeleton';
import { dueDayOf, isTaskDone, type TaskModel } from './record-model';
import type { RecordRef } from './record-ref';
import { TaskForm } from './task-form';
import { TaskLine } from './task-line';
import { useCompleteTask } from './use-complete-task';
import type { LinkedRecords } from './use-linked-records';
import composer from './composer.module.css';
import styles from './timeline.module.css';

interface TasksTabProps {
  readonly model: TaskModel;
  readonly records: LinkedRecords;
  readonly target: RecordRef;
  readonly onOpenRecord: OpenRecord;
}

/** Far after every real day: tasks without one come last. */
const NO_DAY = '9999-12-31';

export const TasksTab = ({ model, records, target, onOpenRecord }: TasksTabProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const mayCreate = useRecordRights(model.object.name).has('create');
  const complete = useCompleteTask(model);
  const { rows } = records;
  const { open, done } = useMemo(() => {
    const dueOf = (row: NonNullable<typeof rows>[number]): string =>
      dueDayOf(model, row, (atMs) => dayOf(environment, atMs)) ?? NO_DAY;
    const all = rows ?? [];
    return {
      open: all.filter((row) => !isTaskDone(model, row)).toSorted((a, b) => (dueOf(a) < dueOf(b) ? -1 : 1)),
      done: all.filter((row) => isTaskDone(model, row)),
    };
  }, [rows, model, environment]);
  const lines = (tasks: typeof open) => (
    <ul className={styles.events} data-plain="">
      {tasks.map((task) => (
        <TaskLine
          key={task.id}
          model={model}
          task={task}
          onToggle={(each) => void complete(each)}
          onOpenRecord={onOpenRecord}
        />
      ))}
    </ul>
  );
  return (
    <>
      {mayCreate && (
        <div className={composer.card}>
          <TaskForm model={model} record={target} />
        </div>
      )}
      {rows === undefined && !records.error && <SkeletonRows count={3} label={t`Loading tasks`} />}
      {records.error && <EmptyState icon="error" tone="danger" headingLevel={3} title={records.error.message} />}
      {rows?.length === 0 && (
        <EmptyState
          icon="task"
          headingLevel={3}
          title={t`No tasks yet`}
          description={mayCreate ? t`Write down what is to do above.` : undefined}
        />
      )}
      {open.length > 0 && lines(open)}
      {done.length > 0 && (
        <>
          <h3 className={styles.day}>{t`Done`}</h3>
          {lines(done)}
        </>
      )}
    </>
  );
};
