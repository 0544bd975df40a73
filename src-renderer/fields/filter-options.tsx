import { useLingui } from '@lingui/react/macro';
import { choicesOf } from '@shared/domain/field-types/choices';
import { Combobox, MultiCombobox, type ComboboxOption } from '../ui/combobox';
import type { FilterEditorProps } from './filter-editor';

interface FilterOptionsProps extends FilterEditorProps {
  readonly isMultiple: boolean;
}

/** Options of a select field as the value of a condition. */
export const FilterOptions = ({ field, condition, onChange, isMultiple }: FilterOptionsProps) => {
  const { t } = useLingui();
  const { op, value } = condition;
  const options = (choicesOf(field) ?? []).map((option): ComboboxOption => ({
    value: option.key,
    label: option.label,
    color: option.color,
  }));
  const optionOf = (key: unknown): ComboboxOption | undefined =>
    typeof key === 'string'
      ? (options.find((option) => option.value === key) ?? { value: key, label: key })
      : undefined;
  if (isMultiple) {
    const chosen = (Array.isArray(value) ? value : []).flatMap((key) => optionOf(key) ?? []);
    return (
      <MultiCombobox
        size="sm"
        aria-label={t`Options`}
        emptyLabel={t`Nothing found`}
        placeholder={t`Choose options`}
        options={options}
        value={chosen}
        removeLabel={(option) => t`Remove ${option.label}`}
        onChange={(next) => onChange({ op, value: next.map((option) => option.value) })}
      />
    );
  }
  return (
    <Combobox
      size="sm"
      aria-label={t`Option`}
      emptyLabel={t`Nothing found`}
      placeholder={t`Choose an option`}
      options={options}
      value={optionOf(Array.isArray(value) ? value[0] : value) ?? null}
      onChange={(option) => onChange(option ? { op, value: option.value } : { op })}
    />
  );
};
