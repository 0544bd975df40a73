import { Trans, useLingui } from '@lingui/react/macro';
import { useMemo, useState } from 'react';
import type { Condition, RelatedCondition } from '@shared/domain/query';
import type { ObjectDef } from '@shared/domain/schema';
import { Button } from '../ui/button';
import { Picker } from '../ui/picker';
import { Select } from '../ui/select';
import { useFieldEnvironment } from './field-environment';
import { iconOfField } from './field-icon';
import { isComplete, startCondition } from './filter-condition';
import { FilterBuilder } from './filter-builder';
import { FilterEditor } from './filter-editor';
import { listFilterFields } from './filter-fields';
import { fromFilterList, toFilterList } from './filter-list';
import { RelatedAmountEditor } from './related-amount-editor';
import { withWhere } from './related-condition';
import styles from './related-filter-editor.module.css';

export interface RelatedFilterEditorProps {
  /** The object whose records are related. */
  readonly object: ObjectDef;
  readonly condition: RelatedCondition;
  /** Called with every change that makes a whole condition. */
  readonly onChange: (condition: RelatedCondition) => void;
  /** Enter in a value: the person is done. */
  readonly onDone?: (() => void) | undefined;
}

/** How many related records there must be, and what they must be like. */
export const RelatedFilterEditor = ({ object, condition, onChange, onDone }: RelatedFilterEditorProps) => {
  const { t, i18n } = useLingui();
  const { objects } = useFieldEnvironment();
  const fields = useMemo(() => listFilterFields(objects, object, i18n), [objects, object, i18n]);
  const list = toFilterList(condition.where);
  const simple = list?.conditions.every((each) => 'field' in each) ? list : null;
  // What began in groups stays in groups while it is edited, also when it has become simple.
  const [isCombined] = useState(simple === null);
  const match = simple?.match ?? 'all';
  // Also those that are not finished, which change nothing yet.
  const [rows, setRows] = useState<readonly Condition[]>(
    simple?.conditions.flatMap((each) => ('field' in each ? [each] : [])) ?? [],
  );
  const apply = (next: readonly Condition[]): void => {
    setRows(next);
    onChange(withWhere(condition, fromFilterList({ match, conditions: next.filter(isComplete) })));
  };
  const begin = (path: string): void => {
    const found = fields.find((each) => each.path === path);
    if (found) apply([...rows, { field: path, ...startCondition(found.field) }]);
  };
  return (
    <div className={styles.editor}>
      <RelatedAmountEditor condition={condition} onChange={onChange} />
      {isCombined ? (
        <div className={styles.tree}>
          <FilterBuilder
            object={object}
            filter={condition.where}
            onChange={(where) => onChange(withWhere(condition, where))}
          />
        </div>
      ) : (
        <>
          {rows.length > 1 && (
            <Select
              size="sm"
              aria-label={t`Conditions on the related records`}
              value={match}
              options={[
                { value: 'all', label: t`All of these hold` },
                { value: 'any', label: t`Any of these is enough` },
              ]}
              onChange={(next) =>
                onChange(withWhere(condition, fromFilterList({ match: next, conditions: rows.filter(isComplete) })))
              }
            />
          )}
          {rows.map((row, at) => {
            const found = fields.find(({ path }) => path === row.field);
            if (!found) return null;
            const { label } = found;
            return (
              // Two conditions may be on the same field; their place tells them apart.
              // oxlint-disable-next-line react/no-array-index-key
              <fieldset key={`${at}-${row.field}`} className={styles.condition}>
                <legend className={styles.legend}>{label}</legend>
                <FilterEditor
                  field={found.field}
                  condition={row}
                  onChange={(next) => apply(rows.toSpliced(at, 1, { field: row.field, ...next }))}
                  onDone={onDone}
                />
                <Button
                  size="sm"
                  variant="ghost"
                  icon="close"
                  aria-label={t`Remove condition on ${label}`}
                  className={styles.remove}
                  onClick={() => apply(rows.toSpliced(at, 1))}
                />
              </fieldset>
            );
          })}
          <Picker
            searchLabel={t`Find a field`}
            emptyLabel={t`No such field`}
            options={fields.map(({ path, label, field }) => ({ value: path, label, icon: iconOfField(field) }))}
            onPick={({ value }) => begin(value)}
            trigger={
              <Button size="sm" variant="ghost" icon="plus">
                <Trans>Condition on {object.labelPlural}</Trans>
              </Button>
            }
          />
        </>
      )}
    </div>
  );
};
