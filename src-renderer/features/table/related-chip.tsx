import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { RelatedCondition } from '@shared/domain/query';
import { iconOfObject } from '../../fields/field-icon';
import { amountOf, numberOf, RELATED_AMOUNT_LABELS } from '../../fields/related-condition';
import { RelatedFilterEditor } from '../../fields/related-filter-editor';
import { RelatedFilterSummary } from '../../fields/related-filter-summary';
import type { RelatedListOption } from '../../fields/related-lists';
import { FilterChip } from '../../ui/filter-chip';
import { FilterChipButton } from '../../ui/filter-chip-button';
import { Popover } from '../../ui/popover';

interface RelatedChipProps {
  readonly list: RelatedListOption;
  readonly condition: RelatedCondition;
  readonly isNew: boolean;
  readonly onChange: (condition: RelatedCondition) => void;
  readonly onRemove: () => void;
  readonly onDone: () => void;
}

/** A condition on related records; a press on its amount opens the editor. */
export const RelatedChip = ({ list, condition, isNew, onChange, onRemove, onDone }: RelatedChipProps) => {
  const { t, i18n } = useLingui();
  const [isOpen, setOpen] = useState(isNew);
  const { label } = list;
  const number = numberOf(condition);
  const words = i18n._(RELATED_AMOUNT_LABELS[amountOf(condition)]);
  const amount = number === undefined ? words : `${words} ${i18n.number(number)}`;
  const close = () => {
    setOpen(false);
    onDone();
  };
  return (
    <FilterChip
      label={t`Filter: ${label} ${amount}`}
      icon={iconOfObject(list.object)}
      field={label}
      operator={
        <Popover
          label={t`Filter by ${label}`}
          open={isOpen}
          onOpenChange={(open) => (open ? setOpen(true) : close())}
          trigger={<FilterChipButton>{amount}</FilterChipButton>}
        >
          <RelatedFilterEditor object={list.object} condition={condition} onChange={onChange} onDone={close} />
        </Popover>
      }
      value={
        condition.where === undefined ? undefined : <RelatedFilterSummary object={list.object} condition={condition} />
      }
      removeLabel={t`Remove filter ${label}`}
      onRemove={onRemove}
    />
  );
};
