import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useEngineQuery } from '../rpc/use-engine-query';
import { Combobox, MultiCombobox, type ComboboxOption } from '../ui/combobox';
import type { FilterEditorProps } from './filter-editor';
import { RecordMark } from './record-mark';
import { useRecordTitles } from './use-record-titles';

interface FilterRecordsProps extends FilterEditorProps {
  readonly isMultiple: boolean;
}

const MAX_HITS = 10;

/** Records as the value of a condition on a relation. */
export const FilterRecords = ({ field, condition, onChange, isMultiple }: FilterRecordsProps) => {
  const { t } = useLingui();
  const { op, value } = condition;
  const object = field.settings.target ?? '';
  const [query, setQuery] = useState('');
  const ids = (Array.isArray(value) ? value : [value]).filter((id) => typeof id === 'string');
  const titles = useRecordTitles(object, ids);
  const found = useEngineQuery('search.find', { text: query, objects: [object], limit: MAX_HITS });
  const optionFor = (id: string, title: string, description?: string): ComboboxOption => ({
    value: id,
    label: title,
    description,
    start: <RecordMark object={object} title={title} size={16} />,
  });
  const options = (found.data?.results ?? []).map((hit) => optionFor(hit.id, hit.title, hit.subtitle || undefined));
  const chosen = titles.map(({ id, title }) => optionFor(id, title));
  const shared = {
    size: 'sm',
    emptyLabel: t`Nothing found`,
    placeholder: t`Search records`,
    options,
    onQueryChange: setQuery,
  } as const;
  return isMultiple ? (
    <MultiCombobox
      {...shared}
      aria-label={t`Records`}
      value={chosen}
      removeLabel={(option) => t`Remove ${option.label}`}
      onChange={(next) => onChange({ op, value: next.map((option) => option.value) })}
    />
  ) : (
    <Combobox
      {...shared}
      aria-label={t`Record`}
      value={chosen[0] ?? null}
      onChange={(option) => onChange(option ? { op, value: option.value } : { op })}
    />
  );
};
