import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { HistoryEntry } from '@shared/contract/history.contract';
import type { FieldDef, ObjectDef } from '@shared/domain/schema';
import type { FieldValue } from '@shared/domain/values';
import { Icon } from '../ui/icon';
import styles from './change-diff.module.css';
import { useFieldEnvironment } from './field-environment';
import { FieldDisplay } from './field-display';
import { fieldText } from './field-text';
import { isEmptyValue, plainText } from './field-value';

/** What became of one field. */
export type ShownChange = HistoryEntry['changes'][number];

/** The field of today that a change is about; undefined once it is gone. */
export const changedField = (definition: ObjectDef | undefined, change: ShownChange): FieldDef | undefined =>
  definition?.fields.find(({ name }) => name === change.field);

interface ChangeDiffProps {
  /** Undefined for what is no record. */
  readonly definition: ObjectDef | undefined;
  readonly change: ShownChange;
}

/** Before, struck out, and after. */
export const ChangeDiff = ({ definition, change }: ChangeDiffProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const field = changedField(definition, change);
  const before = field ? fieldText(field, change.before, environment) : plainText(change.before);
  const after = (value: FieldValue): ReactNode => {
    if (isEmptyValue(value)) return <span className={styles.gone}>{t`empty`}</span>;
    return field ? <FieldDisplay field={field} value={value} variant="cell" /> : plainText(value);
  };
  // Of links: those that went, and those that came.
  if (field?.type === 'relations') {
    return (
      <span className={styles.diff}>
        {before !== '' && (
          <>
            <Icon name="minus" size={12} label={t`removed`} />
            <s className={styles.before}>{before}</s>
          </>
        )}
        {!isEmptyValue(change.after) && (
          <>
            <Icon name="plus" size={12} label={t`added`} />
            <span className={styles.after}>{after(change.after)}</span>
          </>
        )}
      </span>
    );
  }
  return (
    <span className={styles.diff}>
      {before !== '' && (
        <>
          <s className={styles.before}>{before}</s>
          <Icon name="arrow-right" size={12} label={t`became`} />
        </>
      )}
      <span className={styles.after}>{after(change.after)}</span>
    </span>
  );
};

/** Every field of a change on a line of its own: its name, and what became of it. */
export const ChangeList = ({
  definition,
  changes,
}: Pick<ChangeDiffProps, 'definition'> & { readonly changes: readonly ShownChange[] }) => (
  <dl className={styles.changes}>
    {changes.map((change) => (
      <div key={change.field} className={styles.change}>
        <dt>{changedField(definition, change)?.label ?? change.label}</dt>
        <dd>
          <ChangeDiff definition={definition} change={change} />
        </dd>
      </div>
    ))}
  </dl>
);
