import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { FieldDef } from '@shared/domain/schema';
import type { FieldInput } from '@shared/domain/values';
import { useEngineQuery } from '../rpc/use-engine-query';
import { MultiCombobox, type ComboboxOption } from '../ui/combobox';
import { useFieldEnvironment } from './field-environment';
import type { FilterEditorProps, ValueSource } from './filter-editor';
import { filterText, readFilterText } from './filter-input';
import { formatNumber } from './intl';

const CHOSEN_FROM_VALUES: ReadonlySet<FieldDef['type']> = new Set([
  'text',
  'fullName',
  'actor',
  'emails',
  'phones',
  'links',
  'number',
  'integer',
  'percent',
  'rating',
]);

/** Whether the values of a field are offered where a condition takes several; the other types have choosers of their own. */
export const isChosenFromValues = (field: FieldDef): boolean => CHOSEN_FROM_VALUES.has(field.type);

interface FilterValuesProps extends FilterEditorProps {
  readonly source: ValueSource;
}

const MAX_OFFERED = 50;

/** Several values of a condition, chosen from those that records have, the most frequent first; others can be typed. */
export const FilterValues = ({ field, source, condition: { op, value }, onChange }: FilterValuesProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const [search, setSearch] = useState('');
  const found = useEngineQuery('records.distinct', {
    object: source.object,
    ...(source.filter ? { filter: source.filter } : {}),
    field: source.path,
    search,
    limit: MAX_OFFERED,
  });
  const optionFor = (each: FieldInput, count?: number): ComboboxOption => ({
    // Numbers and texts stay what they are.
    value: JSON.stringify(each),
    label: filterText(field, each, environment),
    end: count === undefined ? undefined : formatNumber(environment, count, 0),
  });
  const offered = (found.data?.values ?? []).flatMap((each) =>
    each.value === null ? [] : [optionFor(each.value, each.count)],
  );
  const chosen = (Array.isArray(value) ? value : []).map((each) => optionFor(each));
  const choose = (options: readonly ComboboxOption[]): void =>
    onChange({ op, value: options.map((option): FieldInput => JSON.parse(option.value) as FieldInput) }); // made by `optionFor`
  return (
    <MultiCombobox
      size="sm"
      aria-label={t`Values`}
      placeholder={t`Choose values`}
      emptyLabel={t`Nothing found`}
      loading={found.isPending}
      loadingLabel={t`Looking for values…`}
      options={offered}
      value={chosen}
      onQueryChange={setSearch}
      createLabel={(typed) => t`Use “${typed}”`}
      onCreate={(typed) => {
        const read = readFilterText(field, typed, environment);
        if (read.ok && read.value !== null) choose([...chosen, optionFor(read.value)]);
      }}
      removeLabel={(option) => t`Remove ${option.label}`}
      onChange={choose}
    />
  );
};
