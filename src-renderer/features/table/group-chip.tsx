import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { Filter } from '@shared/domain/query';
import { countConditions, toTree } from '../../fields/filter-tree.rules';
import { FilterChip } from '../../ui/filter-chip';
import { FilterChipButton } from '../../ui/filter-chip-button';

interface GroupChipProps {
  /** Combined of several conditions. */
  readonly filter: Filter;
  readonly onOpen: () => void;
  readonly onRemove: () => void;
}

/** Conditions that are combined in a group, by their number; a press opens what they are built in. */
export const GroupChip = ({ filter, onOpen, onRemove }: GroupChipProps) => {
  const { t } = useLingui();
  const words = { all: t`all of`, any: t`any of`, none: t`none of` }[toTree(filter).match];
  const counted = plural(countConditions(filter), { one: '# condition', other: '# conditions' });
  return (
    <FilterChip
      label={t`Filter: ${words} ${counted}`}
      icon="group"
      field={words}
      operator={<FilterChipButton onClick={onOpen}>{counted}</FilterChipButton>}
      removeLabel={t`Remove filter ${words} ${counted}`}
      onRemove={onRemove}
    />
  );
};
