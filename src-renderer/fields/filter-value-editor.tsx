import { useLingui } from '@lingui/react/macro';
import { DATE_UNITS, Period, PERIODS, RelativeSpan } from '@shared/domain/query';
import type { FieldInput } from '@shared/domain/values';
import { Select } from '../ui/select';
import { PERIOD_LABELS, UNIT_LABELS } from './field-labels';
import { shapeOf } from './filter-condition';
import type { FilterEditorProps } from './filter-editor';
import { FilterDay } from './filter-day';
import { FilterMembers } from './filter-members';
import { FilterOptions } from './filter-options';
import { FilterRecords } from './filter-records';
import { FilterText } from './filter-text';
import { FilterValues, isChosenFromValues } from './filter-values';
import styles from './filter-editor.module.css';

const textOf = (value: FieldInput | undefined): FieldInput | undefined => (Array.isArray(value) ? value[0] : value);

/** The value of a condition: nothing, one, several, two ends, a span of days or a named period. */
export const FilterValueEditor = (props: FilterEditorProps) => {
  const { t, i18n } = useLingui();
  const { field, condition, onChange, onDone } = props;
  const { op, value } = condition;
  const shape = shapeOf(op);
  const setValue = (next: FieldInput | undefined): void => onChange(next === undefined ? { op } : { op, value: next });

  if (shape === 'none') return null;
  if (shape === 'period') {
    return (
      <Select
        size="sm"
        aria-label={t`Period`}
        value={Period.safeParse(value).data}
        options={PERIODS.map((period) => ({ value: period, label: i18n._(PERIOD_LABELS[period]) }))}
        onChange={setValue}
      />
    );
  }
  if (shape === 'span') {
    const span = RelativeSpan.safeParse(value).data ?? { amount: 30, unit: 'day' as const };
    const amountField = { ...field, type: 'integer' as const, label: t`How many` };
    return (
      <div className={styles.pair}>
        <FilterText
          field={amountField}
          label={t`How many`}
          value={span.amount}
          onChange={(amount) => {
            const next = RelativeSpan.safeParse({ ...span, amount }).data;
            if (next) setValue({ ...next });
          }}
          onDone={onDone}
        />
        <Select
          size="sm"
          aria-label={t`Unit`}
          value={span.unit}
          options={DATE_UNITS.map((unit) => ({ value: unit, label: i18n._(UNIT_LABELS[unit]) }))}
          onChange={(unit) => setValue({ ...span, unit })}
        />
      </div>
    );
  }
  if (field.type === 'boolean') {
    return (
      <Select
        size="sm"
        aria-label={t`Value`}
        value={value === false ? 'no' : 'yes'}
        options={[
          { value: 'yes', label: t`Yes` },
          { value: 'no', label: t`No` },
        ]}
        onChange={(choice) => setValue(choice === 'yes')}
      />
    );
  }
  if (field.type === 'select' || field.type === 'multiSelect' || field.type === 'stage') {
    return <FilterOptions {...props} isMultiple={shape === 'many'} />;
  }
  if (field.type === 'member') return <FilterMembers {...props} isMultiple={shape === 'many'} />;
  if (field.type === 'relations') return <FilterRecords {...props} isMultiple />;
  if (field.type === 'relation' && shape !== 'range' && op !== 'contains') {
    return <FilterRecords {...props} isMultiple={shape === 'many'} />;
  }
  if ((field.type === 'date' || field.type === 'dateTime') && shape === 'one') {
    return <FilterDay field={field} label={t`Value`} value={textOf(value)} onChange={setValue} onDone={onDone} />;
  }
  const End = field.type === 'date' || field.type === 'dateTime' ? FilterDay : FilterText;
  if (shape === 'range') {
    const [from = null, to = null] = Array.isArray(value) ? value : [];
    return (
      <div className={End === FilterDay ? styles.ends : styles.pair}>
        <End
          field={field}
          label={t`From`}
          value={from}
          onChange={(next) => setValue([next ?? null, to])}
          onDone={onDone}
        />
        <End
          field={field}
          label={t`To`}
          value={to}
          onChange={(next) => setValue([from, next ?? null])}
          onDone={onDone}
        />
      </div>
    );
  }
  if (shape === 'many' && props.source && isChosenFromValues(field)) {
    return <FilterValues {...props} source={props.source} />;
  }
  if (shape === 'many')
    return <FilterText {...props} label={t`Values, one after a comma`} isList value={value} onChange={setValue} />;
  return <FilterText field={field} label={t`Value`} value={textOf(value)} onChange={setValue} onDone={onDone} />;
};
