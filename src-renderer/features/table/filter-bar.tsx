import { Trans, useLingui } from '@lingui/react/macro';
import { useImperativeHandle, useMemo, useState, type ReactNode, type Ref } from 'react';
import type { Condition, Filter } from '@shared/domain/query';
import type { ObjectDef } from '@shared/domain/schema';
import { useFieldEnvironment } from '../../fields/field-environment';
import { iconOfField } from '../../fields/field-icon';
import { isComplete, startCondition, type FieldCondition } from '../../fields/filter-condition';
import { keyCaps } from '../../stores/key-names';
import { usePageCommand } from '../../stores/page-commands.store';
import { Button } from '../../ui/button';
import { FilterChip } from '../../ui/filter-chip';
import { SubBar } from '../../ui/page-bar';
import { Picker } from '../../ui/picker';
import { ConditionChip } from './condition-chip';
import { listFilterFields } from './filter-fields';
import { fromFilterList, toFilterList } from './filter-list.rules';

export interface FilterBarHandle {
  /** Starts a condition on a field and opens its editor. */
  readonly begin: (path: string) => void;
}

interface FilterBarProps {
  readonly object: ObjectDef;
  readonly filter: Filter | undefined;
  readonly onChange: (filter: Filter | undefined) => void;
  /** At the end of the bar. */
  readonly children: ReactNode;
  readonly handleRef: Ref<FilterBarHandle>;
}

const FILTER_KEY = '/';

/** The conditions of a list as chips; all of them must hold, or any of them. */
export const FilterBar = ({ object, filter, onChange, children, handleRef }: FilterBarProps) => {
  const { t, i18n } = useLingui();
  const { objects } = useFieldEnvironment();
  const fields = useMemo(() => listFilterFields(objects, object, i18n), [objects, object, i18n]);
  const fieldsByPath = useMemo(() => new Map(fields.map((field) => [field.path, field])), [fields]);
  const [isPicking, setPicking] = useState(false);
  // A condition that was just begun. Once it is finished it belongs to the filter, and its editor stays open.
  const [begun, setBegun] = useState<{ readonly at: number; readonly condition: Condition } | null>(null);
  usePageCommand('filter', () => setPicking(true));

  const list = toFilterList(filter);
  const conditions = list?.conditions ?? null;
  const match = list?.match ?? 'all';
  const filterOf = (changed: readonly Condition[]) => fromFilterList({ match, conditions: changed });
  const shown =
    conditions === null ? [] : begun && begun.at === conditions.length ? [...conditions, begun.condition] : conditions;
  const replace = (at: number, next: Condition | null) => {
    if (conditions === null) return;
    const changed = next === null ? shown.toSpliced(at, 1) : shown.toSpliced(at, 1, next);
    onChange(filterOf(changed.filter(isComplete)));
  };
  const begin = (path: string) => {
    const field = fieldsByPath.get(path);
    if (!field || conditions === null) return;
    const condition: Condition = { field: path, ...startCondition(field.field) };
    setBegun({ at: conditions.length, condition });
    if (isComplete(condition)) onChange(filterOf([...conditions, condition]));
  };
  useImperativeHandle(handleRef, () => ({ begin }));
  const change = (at: number, path: string, next: FieldCondition) => replace(at, { field: path, ...next });
  const remove = (at: number) => {
    setBegun(null);
    if (conditions && at < conditions.length) replace(at, null);
  };

  return (
    <SubBar label={t`Filters`} end={children}>
      {conditions === null && (
        <FilterChip
          label={t`Combined filter`}
          field={t`Combined filter`}
          operator={t`matches`}
          removeLabel={t`Remove filter`}
          onRemove={() => onChange(undefined)}
        />
      )}
      {conditions !== null && conditions.length > 1 && (
        <Button
          size="sm"
          variant="ghost"
          aria-label={
            match === 'all' ? t`All of these must hold; change to any` : t`Any of these is enough; change to all`
          }
          onClick={() => onChange(fromFilterList({ match: match === 'all' ? 'any' : 'all', conditions }))}
        >
          {match === 'all' ? t`All of` : t`Any of`}
        </Button>
      )}
      {shown.map((condition, at) => {
        const field = fieldsByPath.get(condition.field);
        return field ? (
          <ConditionChip
            // Two conditions may be on the same field; their place tells them apart.
            // oxlint-disable-next-line react/no-array-index-key
            key={`${at}-${condition.field}`}
            field={field}
            condition={condition}
            isNew={begun?.at === at}
            onChange={(next) => change(at, condition.field, next)}
            onRemove={() => remove(at)}
            onDone={() => setBegun(null)}
          />
        ) : null;
      })}
      {conditions !== null && (
        <Picker
          open={isPicking}
          onOpenChange={setPicking}
          searchLabel={t`Find a field`}
          emptyLabel={t`No such field`}
          options={fields.map(({ path, label, field }) => ({ value: path, label, icon: iconOfField(field) }))}
          onPick={({ value }) => begin(value)}
          trigger={
            <Button
              size="sm"
              variant="ghost"
              icon="plus"
              keys={keyCaps(FILTER_KEY)}
              aria-keyshortcuts={FILTER_KEY}
              aria-label={t`Filter`}
            >
              <Trans>Filter</Trans>
            </Button>
          }
        />
      )}
    </SubBar>
  );
};
