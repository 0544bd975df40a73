import { useLingui } from '@lingui/react/macro';
import { Avatar } from '../ui/avatar';
import { Combobox, MultiCombobox, type ComboboxOption } from '../ui/combobox';
import { useFieldEnvironment } from './field-environment';
import type { FilterEditorProps } from './filter-editor';

interface FilterMembersProps extends FilterEditorProps {
  readonly isMultiple: boolean;
}

/** Members as the value of a condition, those who are no longer active too: their records are still theirs. */
export const FilterMembers = ({ condition, onChange, isMultiple }: FilterMembersProps) => {
  const { t } = useLingui();
  const { members } = useFieldEnvironment();
  const { op, value } = condition;
  const options = members.map(({ id, name, email }): ComboboxOption => ({
    value: id,
    label: name,
    description: email || undefined,
    start: <Avatar name={name} size={16} />,
  }));
  const ids = Array.isArray(value) ? value : [value];
  const chosen = options.filter((option) => ids.includes(option.value));
  const shared = { size: 'sm', emptyLabel: t`Nothing found`, placeholder: t`Choose members`, options } as const;
  return isMultiple ? (
    <MultiCombobox
      {...shared}
      aria-label={t`Members`}
      value={chosen}
      removeLabel={(option) => t`Remove ${option.label}`}
      onChange={(next) => onChange({ op, value: next.map((option) => option.value) })}
    />
  ) : (
    <Combobox
      {...shared}
      aria-label={t`Member`}
      value={chosen[0] ?? null}
      onChange={(option) => onChange(option ? { op, value: option.value } : { op })}
    />
  );
};
