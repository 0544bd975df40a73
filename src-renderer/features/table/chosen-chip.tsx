import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { FieldInput } from '@shared/domain/values';
import { FilterChip } from '../../ui/filter-chip';

interface ChosenChipProps {
  /** Ids of records. */
  readonly value: FieldInput | undefined;
  readonly onRemove: () => void;
}

/** Records that were chosen one by one, or by another page, as a part of the filter. */
export const ChosenChip = ({ value, onRemove }: ChosenChipProps) => {
  const { t } = useLingui();
  const count = Array.isArray(value) ? value.length : 1;
  const text = plural(count, { one: '# chosen record', other: '# chosen records' });
  return (
    <FilterChip
      label={t`Filter: ${text}`}
      field={t`Records`}
      operator={text}
      removeLabel={t`Remove filter ${text}`}
      onRemove={onRemove}
    />
  );
};
