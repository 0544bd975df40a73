import { Trans, useLingui } from '@lingui/react/macro';
import { useId } from 'react';
import { recordTitle } from '@shared/domain/record-title';
import type { FieldDef, ObjectDef } from '@shared/domain/schema';
import type { Row } from '@shared/domain/values';
import { FieldDisplay } from '../../fields/field-display';
import { isEmptyValue } from '../../fields/field-value';
import { RecordMark } from '../../fields/record-mark';
import { useRecordName } from '../../fields/record-name';
import { Button, IconButton } from '../../ui/button';
import { Pill } from '../../ui/tag';
import type { Merge } from './use-merge';
import styles from './merge.module.css';

interface MergeTableProps {
  readonly definition: ObjectDef;
  readonly merge: Merge;
  readonly fields: readonly FieldDef[];
}

/** One column for each record, one row for each field; in each row the arrow keys go from value to value. */
export const MergeTable = ({ definition, merge, fields }: MergeTableProps) => {
  const { t } = useLingui();
  const group = useId();
  const nameOf = useRecordName();
  const { rows, into } = merge;
  const names = new Map(rows.map((row) => [row.id, nameOf(definition.name, recordTitle(definition, row))]));
  const headCell = (row: Row) => (
    <th key={row.id} scope="col" className={styles.head} data-kept={row.id === into || undefined}>
      <div className={styles.headLine}>
        <label className={styles.choice}>
          <input
            type="radio"
            name={`${group}-into`}
            checked={row.id === into}
            onChange={() => merge.keep(row.id)}
            aria-label={t`Keep ${names.get(row.id) ?? ''}`}
          />
          <RecordMark object={definition.name} title={names.get(row.id) ?? ''} size={20} />
          <span className="truncate">{names.get(row.id)}</span>
          {row.id === into && (
            <Pill>
              <Trans>Stays</Trans>
            </Pill>
          )}
        </label>
        {rows.length > 2 && (
          <IconButton
            icon="close"
            size="sm"
            iconSize={14}
            label={t`Leave ${names.get(row.id) ?? ''} out`}
            onClick={() => merge.remove(row.id)}
          />
        )}
      </div>
    </th>
  );
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className={styles.corner}>
              <Trans>Field</Trans>
            </th>
            {rows.map(headCell)}
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <FieldChoice key={field.name} group={group} field={field} merge={merge} names={names} />
          ))}
        </tbody>
      </table>
    </div>
  );
};

interface FieldChoiceProps {
  readonly group: string;
  readonly field: FieldDef;
  readonly merge: Merge;
  readonly names: ReadonlyMap<string, string>;
}

const FieldChoice = ({ group, field, merge, names }: FieldChoiceProps) => {
  const { t } = useLingui();
  const from = merge.from.get(field.name) ?? [];
  const isTogether = from.length > 1;
  const isList = merge.rows.filter((row) => Array.isArray(row[field.name])).length > 1;
  return (
    <tr>
      <th scope="row" className={styles.label}>
        <span className="truncate">{field.label}</span>
        {isList && (
          <Button size="sm" variant="ghost" pressed={isTogether} onClick={() => merge.take(field.name, null)}>
            <Trans>All of them</Trans>
          </Button>
        )}
      </th>
      {merge.rows.map((row) => {
        const value = row[field.name] ?? null;
        const isTaken = from.includes(row.id);
        return (
          <td key={row.id} className={styles.cell} data-taken={isTaken || undefined}>
            <label className={styles.choice}>
              <input
                type={isTogether ? 'checkbox' : 'radio'}
                name={`${group}-${field.name}`}
                checked={isTaken}
                onChange={() => merge.take(field.name, row.id)}
                aria-label={t`${field.label} of ${names.get(row.id) ?? ''}`}
              />
              {isEmptyValue(value) ? (
                <span className={styles.empty}>
                  <Trans>empty</Trans>
                </span>
              ) : (
                <FieldDisplay field={field} value={value} variant="cell" />
              )}
            </label>
          </td>
        );
      })}
    </tr>
  );
};
