import { useLingui } from '@lingui/react/macro';
import type { OperationFilter } from '@shared/contract/history.contract';
import { addDays } from '@shared/domain/field-types/day';
import { startOfDayMs } from '@shared/domain/field-types/time-zone';
import type { RecordId } from '@shared/domain/ids';
import { FilterText } from '../../fields/filter-text';
import { type FieldEnvironment, useFieldEnvironment } from '../../fields/field-environment';
import { plainField } from '../../fields/plain-field';
import { useRecordName } from '../../fields/record-name';
import { useRecordTitles } from '../../fields/use-record-titles';
import { Avatar } from '../../ui/avatar';
import { Button } from '../../ui/button';
import { FilterChip } from '../../ui/filter-chip';
import { SubBar } from '../../ui/page-bar';
import { Select } from '../../ui/select';
import { HISTORY_KINDS } from './history-kinds';
import styles from './activity-page.module.css';

/** What history is looked at for; what is left out does not matter. */
export interface HistoryFilter {
  readonly member?: RecordId | undefined;
  /** API name. */
  readonly object?: string | undefined;
  /** One of `HISTORY_KINDS`. */
  readonly kind?: string | undefined;
  readonly record?: RecordId | undefined;
  /** Days, the last one included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The filter as the engine is asked. */
export const toOperationFilter = (
  { member, object, kind, record, from, to }: HistoryFilter,
  { timeZone }: Pick<FieldEnvironment, 'timeZone'>,
): OperationFilter => {
  const verbs = HISTORY_KINDS.find(({ key }) => key === kind)?.verbs;
  return {
    ...(member !== undefined && { members: [member] }),
    ...(object !== undefined && { object }),
    ...(verbs && { verbs: [...verbs] }),
    ...(record !== undefined && { record }),
    ...(from !== undefined && { fromMs: startOfDayMs(from, timeZone) }),
    ...(to !== undefined && { toMs: startOfDayMs(addDays(to, 1), timeZone) }),
  };
};

interface HistoryFiltersProps {
  readonly filter: HistoryFilter;
  readonly onChange: (filter: HistoryFilter) => void;
  /** Empties all of it, what was typed too. */
  readonly onClear: () => void;
}

const ANY = '';

const RecordChip = ({ filter, onChange }: Omit<HistoryFiltersProps, 'onClear'>) => {
  const { t } = useLingui();
  const nameOf = useRecordName();
  const { object = '', record } = filter;
  const [known] = useRecordTitles(object, record === undefined ? [] : [record]);
  if (record === undefined) return null;
  const name = known ? nameOf(object, known.title) : record;
  return (
    <FilterChip
      field={t`Record`}
      operator={name}
      label={t`Record ${name}`}
      removeLabel={t`Remove filter Record ${name}`}
      onRemove={() => onChange({ ...filter, record: undefined })}
    />
  );
};

/** Who, what, which kind and when; everything at once narrows. */
export const HistoryFilters = ({ filter, onChange, onClear }: HistoryFiltersProps) => {
  const { t, i18n } = useLingui();
  const { members, objects } = useFieldEnvironment();
  const set = (change: HistoryFilter): void => onChange({ ...filter, ...change });
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  const dayOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  return (
    <SubBar
      label={t`Filters`}
      end={
        isFiltered && (
          <Button size="sm" variant="ghost" icon="close" onClick={onClear}>
            {t`Clear filters`}
          </Button>
        )
      }
    >
      <div className={styles.choice}>
        <Select
          size="sm"
          aria-label={t`Person`}
          value={filter.member ?? ANY}
          options={[
            { value: ANY, label: t`Anyone` },
            ...members.map(({ id, name }) => ({ value: id, label: name, start: <Avatar name={name} size={16} /> })),
          ]}
          onChange={(value) => set({ member: members.find(({ id }) => id === value)?.id })}
        />
      </div>
      {filter.record === undefined && (
        <div className={styles.choice}>
          <Select
            size="sm"
            aria-label={t`Object`}
            value={filter.object ?? ANY}
            options={[
              { value: ANY, label: t`Everything` },
              ...objects.map(({ name, labelPlural }) => ({ value: name, label: labelPlural })),
            ]}
            onChange={(value) => set({ object: value === ANY ? undefined : value })}
          />
        </div>
      )}
      <RecordChip filter={filter} onChange={onChange} />
      <div className={styles.choice}>
        <Select
          size="sm"
          aria-label={t`Kind`}
          value={filter.kind ?? ANY}
          options={[
            { value: ANY, label: t`Any kind` },
            ...HISTORY_KINDS.map(({ key, label }) => ({ value: key, label: i18n._(label) })),
          ]}
          onChange={(value) => set({ kind: value === ANY ? undefined : value })}
        />
      </div>
      {(['from', 'to'] as const).map((edge) => {
        const label = edge === 'from' ? t`From` : t`To`;
        return (
          <label key={edge} className={styles.edge}>
            <span>{label}</span>
            <FilterText
              field={plainField('date', label)}
              label={label}
              value={filter[edge]}
              onChange={(value) => set({ [edge]: dayOf(value) })}
            />
          </label>
        );
      })}
    </SubBar>
  );
};
