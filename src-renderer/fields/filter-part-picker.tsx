import { useLingui } from '@lingui/react/macro';
import { Picker, type PickerProps } from '../ui/picker';
import { iconOfField, iconOfObject } from './field-icon';
import { startCondition } from './filter-condition';
import type { FilterField } from './filter-fields';
import type { ListedCondition } from './filter-list';
import type { RelatedListOption } from './related-lists';

interface FilterPartPickerProps extends Pick<PickerProps, 'trigger' | 'open' | 'onOpenChange'> {
  readonly fields: readonly FilterField[];
  readonly lists: readonly RelatedListOption[];
  /** Called with the condition that begins. */
  readonly onPick: (condition: ListedCondition) => void;
}

/** Before the path of a list: a field that is itself a list of records has the same path, and can be asked about in both ways. */
const LIST = 'list:';

/** What a new condition is about: a field, or a list of related records. */
export const FilterPartPicker = ({ fields, lists, onPick, ...picker }: FilterPartPickerProps) => {
  const { t } = useLingui();
  const pick = (value: string): void => {
    const field = fields.find(({ path }) => path === value);
    const list = lists.find(({ path }) => `${LIST}${path}` === value);
    if (field) onPick({ field: field.path, ...startCondition(field.field) });
    else if (list) onPick({ related: list.path, has: 'any' });
  };
  return (
    <Picker
      {...picker}
      searchLabel={t`Find a field`}
      emptyLabel={t`No such field`}
      options={[
        ...fields.map(({ path, label, field }) => ({ value: path, label, icon: iconOfField(field) })),
        ...lists.map(({ path, label, object }) => ({
          value: `${LIST}${path}`,
          label,
          icon: iconOfObject(object),
          description: t`Related records`,
        })),
      ]}
      onPick={({ value }) => pick(value)}
    />
  );
};
