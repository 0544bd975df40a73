import { useLingui } from '@lingui/react/macro';
import { recordTitle } from '@shared/domain/record-title';
import type { Row } from '@shared/domain/values';
import { useFieldEnvironment } from '../../fields/field-environment';
import { dayOf, daysBetween, formatDay, formatDayDistance, formatDayInContext } from '../../fields/intl';
import { isEditable } from '../../fields/is-editable';
import type { OpenRecord } from '../../fields/record-chip';
import { useRecordName } from '../../fields/record-name';
import { useNow } from '../../fields/use-now';
import { Checkbox } from '../../ui/checkbox';
import { dueDayOf, isTaskDone, type TaskModel } from './record-model';
import styles from './timeline.module.css';

interface TaskLineProps {
  readonly model: TaskModel;
  readonly task: Row;
  readonly onToggle: (task: Row) => void;
  readonly onOpenRecord: OpenRecord;
}

/** A task with its box, and how soon it is due. */
export const TaskLine = ({ model, task, onToggle, onOpenRecord }: TaskLineProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const today = dayOf(environment, useNow());
  const title = useRecordName()(model.object.name, recordTitle(model.object, task));
  const isDone = isTaskDone(model, task);
  const due = dueDayOf(model, task, (atMs) => dayOf(environment, atMs));
  const isLate = due !== null && !isDone && daysBetween(today, due) < 0;
  return (
    <li className={styles.event}>
      <span className={styles.mark}>
        <Checkbox
          checked={isDone}
          disabled={!model.done || !isEditable(model.done.field)}
          aria-label={isDone ? t`Open again: ${title}` : t`Done: ${title}`}
          onChange={() => onToggle(task)}
        />
      </span>
      <div className={styles.head}>
        <button
          type="button"
          className={styles.subject}
          data-done={isDone || undefined}
          onClick={() => onOpenRecord(model.object.name, task.id)}
        >
          {title}
        </button>
        {due !== null && !isDone && (
          <span className={styles.note} data-late={isLate || undefined}>
            {formatDayDistance(environment, due, today)}
          </span>
        )}
        {due !== null && (
          <time className={styles.time} dateTime={due} title={formatDay(environment, due, 'long')}>
            {formatDayInContext(environment, due, today)}
          </time>
        )}
      </div>
    </li>
  );
};
