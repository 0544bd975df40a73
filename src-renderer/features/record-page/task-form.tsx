import { useLingui } from '@lingui/react/macro';
import { useMemo, useState } from 'react';
import { formatMessage } from '@shared/messages/format-message';
import { useFieldEnvironment } from '../../fields/field-environment';
import { parseFieldText } from '../../fields/field-parsing';
import { fieldText } from '../../fields/field-text';
import { useEngine } from '../../rpc/engine-context';
import { toFieldInput } from '../../rpc/field-input';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import type { TaskModel } from './record-model';
import type { RecordRef } from './record-ref';
import styles from './composer.module.css';

interface TaskFormProps {
  readonly model: TaskModel;
  readonly record: RecordRef;
}

/** What is to do, and by when ("next fri"). Enter adds it and leaves the form ready for the next. */
export const TaskForm = ({ model, record }: TaskFormProps) => {
  const { t } = useLingui();
  const engine = useEngine();
  const environment = useFieldEnvironment();
  const [title, setTitle] = useState('');
  const [dueText, setDueText] = useState('');
  const [isSaving, setSaving] = useState(false);
  const [reason, setReason] = useState('');
  const { due } = model;
  const dueRead = useMemo(
    () => (due && dueText.trim() !== '' ? parseFieldText(due, dueText, environment) : undefined),
    [due, dueText, environment],
  );

  const save = async (): Promise<void> => {
    if (title.trim() === '' || isSaving) return;
    if (dueRead && !dueRead.ok) return setReason(formatMessage(dueRead.reason));
    setSaving(true);
    setReason('');
    try {
      await engine.records.create({
        object: model.object.name,
        values: {
          [model.object.titleField]: title.trim(),
          [model.link.name]: { object: record.object, id: record.id },
          ...(due && dueRead?.ok ? { [due.name]: toFieldInput(dueRead.value) } : {}),
        },
      });
      setTitle('');
      setDueText('');
    } catch (error) {
      setReason(error instanceof Error ? error.message : t`The task was not saved`);
    } finally {
      setSaving(false);
    }
  };
  const preview = due && dueRead?.ok ? fieldText(due, dueRead.value, environment) : '';
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <input
        className={styles.title}
        aria-label={t`Task`}
        placeholder={t`What is to do?`}
        autoComplete="off"
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <div className={styles.foot}>
        {due && (
          <label className={styles.due}>
            <Icon name="calendar" size={14} />
            <input
              aria-label={due.label}
              placeholder={t`Due, for example next fri`}
              autoComplete="off"
              value={dueText}
              onChange={(event) => {
                setDueText(event.currentTarget.value);
                setReason('');
              }}
            />
          </label>
        )}
        <span className={styles.hint} role="status">
          {reason ? (
            <span className={styles.reason}>
              <Icon name="error" size={12} />
              {reason}
            </span>
          ) : (
            preview
          )}
        </span>
        <Button type="submit" size="sm" variant="primary" loading={isSaving} disabled={title.trim() === ''}>
          {t`Add task`}
        </Button>
      </div>
    </form>
  );
};
