import { useLingui } from '@lingui/react/macro';
import { Picker, type PickerProps } from '../ui/picker';
import { iconOfField, iconOfObject } from './field-icon';
import type { FilterField } from './filter-fields';
import type { RelatedListOption } from './related-lists';

interface FilterPartPickerProps extends Pick<PickerProps, 'trigger' | 'open' | 'onOpenChange'> {
  readonly fields: readonly FilterField[];
  readonly lists: readonly RelatedListOption[];
  readonly onPick: (path: string) => void;
}

/** What a new condition is about: a field, or a list of related records. */
export const FilterPartPicker = ({ fields, lists, onPick, ...picker }: FilterPartPickerProps) => {
  const { t } = useLingui();
  return (
    <Picker
      {...picker}
      searchLabel={t`Find a field`}
      emptyLabel={t`No such field`}
      options={[
        ...fields.map(({ path, label, field }) => ({ value: path, label, icon: iconOfField(field) })),
        ...lists.map(({ path, label, object }) => ({
          value: path,
          label,
          icon: iconOfObject(object),
          description: t`Related records`,
        })),
      ]}
      onPick={({ value }) => onPick(value)}
    />
  );
};
