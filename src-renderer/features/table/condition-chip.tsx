import { useLingui } from '@lingui/react/macro';
import { useState, type ReactElement } from 'react';
import { iconOfField } from '../../fields/field-icon';
import { operatorLabel } from '../../fields/field-labels';
import { isComplete, shapeOf, type FieldCondition } from '../../fields/filter-condition';
import { FilterEditor, type ValueSource } from '../../fields/filter-editor';
import type { FilterField } from '../../fields/filter-fields';
import { FilterSummary } from '../../fields/filter-summary';
import { FilterChip } from '../../ui/filter-chip';
import { FilterChipButton } from '../../ui/filter-chip-button';
import { Popover } from '../../ui/popover';

interface ConditionChipProps {
  readonly field: FilterField;
  readonly condition: FieldCondition;
  /** Where its values are found. */
  readonly source: ValueSource;
  readonly isNew: boolean;
  readonly onChange: (condition: FieldCondition) => void;
  readonly onRemove: () => void;
  /** The editor was closed on a finished condition. */
  readonly onDone: () => void;
}

/** One condition; a press on its operator or its value opens the editor. What is not finished changes nothing yet. */
export const ConditionChip = ({ field, condition, source, isNew, onChange, onRemove, onDone }: ConditionChipProps) => {
  const { t, i18n } = useLingui();
  const [isOpen, setOpen] = useState(isNew);
  const [unfinished, setUnfinished] = useState<FieldCondition | null>(null);
  const shown = unfinished ?? condition;
  const { label } = field;
  const edit = (next: FieldCondition) => {
    if (isComplete(next)) {
      setUnfinished(null);
      onChange(next);
    } else {
      setUnfinished(next);
    }
  };
  const close = () => {
    setOpen(false);
    setUnfinished(null);
    if (isComplete(condition)) onDone();
    else onRemove();
  };
  const operator = i18n._(operatorLabel(field.field.type, shown.op));
  const hasValue = shapeOf(shown.op) !== 'none';
  const editorOn = (trigger: string | ReactElement) => (
    <Popover
      label={t`Filter by ${label}`}
      open={isOpen}
      onOpenChange={(open) => (open ? setOpen(true) : close())}
      trigger={<FilterChipButton>{trigger}</FilterChipButton>}
    >
      <FilterEditor field={field.field} source={source} condition={shown} onChange={edit} onDone={close} />
    </Popover>
  );
  return (
    <FilterChip
      label={t`Filter: ${label} ${operator}`}
      icon={iconOfField(field.field)}
      field={label}
      operator={
        hasValue ? <FilterChipButton onClick={() => setOpen(true)}>{operator}</FilterChipButton> : editorOn(operator)
      }
      value={
        hasValue
          ? editorOn(isComplete(shown) ? <FilterSummary field={field.field} condition={shown} /> : '…')
          : undefined
      }
      removeLabel={t`Remove filter ${label}`}
      onRemove={onRemove}
    />
  );
};
