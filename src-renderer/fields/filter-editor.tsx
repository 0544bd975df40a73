import { useLingui } from '@lingui/react/macro';
import type { Filter } from '@shared/domain/query';
import type { FieldDef } from '@shared/domain/schema';
import { Select } from '../ui/select';
import { operatorLabel } from './field-labels';
import { operatorsOf, withOperator, type FieldCondition } from './filter-condition';
import { FilterValueEditor } from './filter-value-editor';
import styles from './filter-editor.module.css';

/** Where the values of a condition's field are found, for a menu of them. */
export interface ValueSource {
  readonly object: string;
  readonly path: string;
  /** What else the list is filtered by: only values among its records are offered. */
  readonly filter?: Filter | undefined;
}

export interface FilterEditorProps {
  readonly field: FieldDef;
  /** Given, values are chosen from those that records have, with their number. */
  readonly source?: ValueSource | undefined;
  readonly condition: FieldCondition;
  /** Called with every change; a condition may be unfinished, see `isComplete`. */
  readonly onChange: (condition: FieldCondition) => void;
  /** Enter in the value: the person is done. */
  readonly onDone?: (() => void) | undefined;
  /** row: operator and value side by side, as wide as there is room; the focus stays where it is. */
  readonly layout?: 'stack' | 'row' | undefined;
}

/** Operator and value of one condition, by the type of its field. */
export const FilterEditor = ({ field, source, condition, onChange, onDone, layout = 'stack' }: FilterEditorProps) => {
  const { t, i18n } = useLingui();
  return (
    <div className={styles.filter} data-layout={layout}>
      <Select
        size="sm"
        aria-label={t`Condition`}
        value={condition.op}
        options={operatorsOf(field.type).map((op) => ({ value: op, label: i18n._(operatorLabel(field.type, op)) }))}
        onChange={(op) => onChange(withOperator(condition, op))}
      />
      {/* What is typed first is the value: the operator is mostly right. */}
      <div {...(layout === 'stack' ? { 'data-autofocus': '' } : {})}>
        <FilterValueEditor field={field} source={source} condition={condition} onChange={onChange} onDone={onDone} />
      </div>
    </div>
  );
};
