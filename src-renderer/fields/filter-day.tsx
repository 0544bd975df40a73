import { useLingui } from '@lingui/react/macro';
import { DATE_UNITS, RelativeDay } from '@shared/domain/query';
import type { FieldDef } from '@shared/domain/schema';
import type { FieldInput } from '@shared/domain/values';
import { Select } from '../ui/select';
import { UNIT_LABELS } from './field-labels';
import { FilterText } from './filter-text';
import styles from './filter-editor.module.css';

interface FilterDayProps {
  readonly field: FieldDef;
  readonly label: string;
  readonly value: FieldInput | undefined;
  /** undefined while nothing readable stands there. */
  readonly onChange: (value: FieldInput | undefined) => void;
  readonly onDone?: (() => void) | undefined;
}

const START_AMOUNT = 30;

/** A day as the value of a condition: one of the calendar, or one counted from today, which moves on with it. */
export const FilterDay = ({ field, label, value, onChange, onDone }: FilterDayProps) => {
  const { t, i18n } = useLingui();
  const relative = RelativeDay.safeParse(value).data;
  const kind = relative === undefined ? 'date' : relative.amount > 0 ? 'ahead' : 'ago';
  const counted = (amount: number, isAhead: boolean) => (isAhead ? amount : -amount);
  return (
    <div className={styles.day} role="group" aria-label={label}>
      <Select
        size="sm"
        aria-label={t`Kind of day`}
        value={kind}
        options={[
          { value: 'date', label: t`A date` },
          { value: 'ago', label: t`Before today` },
          { value: 'ahead', label: t`After today` },
        ]}
        onChange={(next) =>
          onChange(
            next === 'date'
              ? undefined
              : {
                  amount: counted(Math.abs(relative?.amount ?? START_AMOUNT) || START_AMOUNT, next === 'ahead'),
                  unit: relative?.unit ?? 'day',
                },
          )
        }
      />
      {relative === undefined ? (
        <FilterText field={field} label={label} value={value} onChange={onChange} onDone={onDone} />
      ) : (
        <div className={styles.pair}>
          <FilterText
            field={{ ...field, type: 'integer', label: t`How many` }}
            label={t`How many`}
            value={Math.abs(relative.amount)}
            onChange={(amount) => {
              const next = RelativeDay.safeParse({
                ...relative,
                amount: typeof amount === 'number' ? counted(amount, kind === 'ahead') : amount,
              }).data;
              if (next && next.amount !== 0) onChange({ ...next });
            }}
            onDone={onDone}
          />
          <Select
            size="sm"
            aria-label={t`Unit`}
            value={relative.unit}
            options={DATE_UNITS.map((unit) => ({ value: unit, label: i18n._(UNIT_LABELS[unit]) }))}
            onChange={(unit) => onChange({ ...relative, unit })}
          />
        </div>
      )}
    </div>
  );
};
