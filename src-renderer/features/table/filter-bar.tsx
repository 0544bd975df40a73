import { Trans, useLingui } from '@lingui/react/macro';
import { useImperativeHandle, useMemo, useState, type ReactNode, type Ref } from 'react';
import type { Filter } from '@shared/domain/query';
import type { ObjectDef } from '@shared/domain/schema';
import { useFieldEnvironment } from '../../fields/field-environment';
import { FilterBuilder } from '../../fields/filter-builder';
import { isComplete, startCondition, type FieldCondition } from '../../fields/filter-condition';
import type { ValueSource } from '../../fields/filter-editor';
import { findFilterField, listFilterFields } from '../../fields/filter-fields';
import { fromFilterParts, isListed, type ListedCondition, toFilterParts } from '../../fields/filter-list';
import { FilterPartPicker } from '../../fields/filter-part-picker';
import { relatedListOptions } from '../../fields/related-lists';
import { keyCaps } from '../../stores/key-names';
import { usePageCommand } from '../../stores/page-commands.store';
import { Button, IconButton } from '../../ui/button';
import { SubBar } from '../../ui/page-bar';
import { Popover } from '../../ui/popover';
import { ChosenChip } from './chosen-chip';
import { ConditionChip } from './condition-chip';
import { GroupChip } from './group-chip';
import { RelatedChip } from './related-chip';

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

/** Whether a query may use it; of what is combined only finished parts are kept. */
const isWhole = (part: Filter): boolean => !('field' in part) || isComplete(part);

/** The parts of a filter as chips; all of them must hold, or any of them. What is combined of several is built in a panel. */
export const FilterBar = ({ object, filter, onChange, children, handleRef }: FilterBarProps) => {
  const { t, i18n } = useLingui();
  const { objects } = useFieldEnvironment();
  const fields = useMemo(() => listFilterFields(objects, object, i18n), [objects, object, i18n]);
  const fieldsByPath = useMemo(() => new Map(fields.map((field) => [field.path, field])), [fields]);
  const lists = useMemo(() => relatedListOptions(objects, object), [objects, object]);
  const [isPicking, setPicking] = useState(false);
  const [isBuilding, setBuilding] = useState(false);
  // A condition that was just begun. Once it is finished it belongs to the filter, and its editor stays open.
  const [begun, setBegun] = useState<{ readonly at: number; readonly condition: ListedCondition } | null>(null);
  usePageCommand('filter', () => setPicking(true));

  const { match, parts } = toFilterParts(filter);
  const filterOf = (changed: readonly Filter[]) => fromFilterParts({ match, parts: changed });
  const shown = begun && begun.at === parts.length ? [...parts, begun.condition] : parts;
  const replace = (at: number, next: ListedCondition | null) => {
    const changed = next === null ? shown.toSpliced(at, 1) : shown.toSpliced(at, 1, next);
    onChange(filterOf(changed.filter(isWhole)));
  };
  /** The values that a condition chooses from are those of the records that the others leave. */
  const sourceOf = (at: number, path: string): ValueSource => ({
    object: object.name,
    path,
    filter: match === 'all' ? filterOf(parts.filter((_part, place) => place !== at)) : undefined,
  });
  const begin = (condition: ListedCondition) => {
    setBegun({ at: parts.length, condition });
    if (isWhole(condition)) onChange(filterOf([...parts, condition]));
  };
  useImperativeHandle(handleRef, () => ({
    begin: (path) => {
      const found = fieldsByPath.get(path);
      if (found) begin({ field: path, ...startCondition(found.field) });
    },
  }));
  const change = (at: number, path: string, next: FieldCondition) => replace(at, { field: path, ...next });
  const remove = (at: number) => {
    setBegun(null);
    if (at < parts.length) replace(at, null);
  };

  return (
    <SubBar label={t`Filters`} end={children}>
      {parts.length > 1 && (
        <Button
          size="sm"
          variant="ghost"
          aria-label={
            match === 'all' ? t`All of these must hold; change to any` : t`Any of these is enough; change to all`
          }
          onClick={() => onChange(fromFilterParts({ match: match === 'all' ? 'any' : 'all', parts }))}
        >
          {match === 'all' ? t`All of` : t`Any of`}
        </Button>
      )}
      {shown.map((condition, at) => {
        if (!isListed(condition)) {
          return (
            <GroupChip
              // oxlint-disable-next-line react/no-array-index-key -- as below
              key={`${at}-group`}
              filter={condition}
              onOpen={() => setBuilding(true)}
              onRemove={() => remove(at)}
            />
          );
        }
        if ('related' in condition) {
          const list = lists.find(({ path }) => path === condition.related);
          return list ? (
            <RelatedChip
              // oxlint-disable-next-line react/no-array-index-key -- as below
              key={`${at}-${condition.related}`}
              list={list}
              condition={condition}
              isNew={begun?.at === at}
              onChange={(next) => replace(at, next)}
              onRemove={() => remove(at)}
              onDone={() => setBegun(null)}
            />
          ) : null;
        }
        if (condition.field === 'id') {
          // oxlint-disable-next-line react/no-array-index-key -- as below
          return <ChosenChip key={`${at}-id`} value={condition.value} onRemove={() => remove(at)} />;
        }
        const field = fieldsByPath.get(condition.field) ?? findFilterField(objects, object, condition.field, i18n);
        return field ? (
          <ConditionChip
            // Two conditions may be on the same field; their place tells them apart.
            // oxlint-disable-next-line react/no-array-index-key
            key={`${at}-${condition.field}`}
            field={field}
            condition={condition}
            source={sourceOf(at, condition.field)}
            isNew={begun?.at === at}
            onChange={(next) => change(at, condition.field, next)}
            onRemove={() => remove(at)}
            onDone={() => setBegun(null)}
          />
        ) : null;
      })}
      <FilterPartPicker
        open={isPicking}
        onOpenChange={setPicking}
        fields={fields}
        lists={lists}
        onPick={begin}
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
      <Popover
        label={t`Combine conditions`}
        open={isBuilding}
        onOpenChange={setBuilding}
        trigger={
          <IconButton
            icon="group"
            size="sm"
            label={t`Combine conditions in groups`}
            pressed={isBuilding || undefined}
          />
        }
      >
        <FilterBuilder object={object} filter={filter} onChange={onChange} />
      </Popover>
    </SubBar>
  );
};
