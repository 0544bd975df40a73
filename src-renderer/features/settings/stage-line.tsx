import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import type { Outcome, Stage } from '@shared/domain/pipelines';
import type { FieldDef } from '@shared/domain/schema';
import { IconButton } from '../../ui/button';
import { Checkbox } from '../../ui/checkbox';
import { InputBox } from '../../ui/input';
import { Select } from '../../ui/select';
import { useSortableLine } from '../../ui/sortable';
import { ColorButton } from './color-picker';
import { RequiredFields } from './required-fields';
import styles from './pipelines.module.css';

interface StageLineProps {
  readonly stage: Stage;
  /** Fields that the stage may require. */
  readonly fields: readonly FieldDef[];
  readonly takesFocus: boolean;
  readonly onChange: (change: Partial<Stage>) => void;
  readonly onRemove: () => void;
}

const wholeNumber = (text: string, max: number): number | undefined => {
  const digits = text.replace(/\D/g, '');
  return digits === '' ? undefined : Math.min(max, Number(digits));
};

/** One stage: its colour and name, its chance, the days it allows, how it ends a deal, and what it requires. */
export const StageLine = ({ stage, fields, takesFocus, onChange, onRemove }: StageLineProps) => {
  const { t } = useLingui();
  const name = stage.label || t`new stage`;
  const { setElement, style, isDragging, handle } = useSortableLine(stage.key, t`Move ${name}`);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (takesFocus) input.current?.focus();
  }, [takesFocus]);
  const outcome: Outcome | 'open' = stage.outcome ?? 'open';
  return (
    <li ref={setElement} style={style} className={styles.stage} data-dragging={isDragging || undefined}>
      {handle}
      <ColorButton value={stage.color} onChange={(color) => onChange({ color })} label={t`Colour of ${name}`} />
      <InputBox
        ref={input}
        size="sm"
        aria-label={t`Name of the stage`}
        placeholder={t`Name of the stage`}
        maxLength={200}
        value={stage.label}
        onChange={(label) => onChange({ label })}
      />
      <Select<Outcome | 'open'>
        size="sm"
        aria-label={t`What ${name} means`}
        value={outcome}
        options={[
          { value: 'open', label: t`Open` },
          { value: 'won', label: t`Won` },
          { value: 'lost', label: t`Lost` },
        ]}
        onChange={(next) => onChange({ outcome: next === 'open' ? undefined : next })}
      />
      <InputBox
        size="sm"
        inputMode="numeric"
        aria-label={t`Chance of ${name} in percent`}
        value={String(stage.probability)}
        onChange={(text) => onChange({ probability: wholeNumber(text, 100) ?? 0 })}
        end="%"
      />
      <InputBox
        size="sm"
        inputMode="numeric"
        aria-label={t`Days allowed in ${name}`}
        placeholder={t`any`}
        disabled={stage.outcome !== undefined}
        value={stage.outcome === undefined ? String(stage.allowedDays ?? '') : ''}
        onChange={(text) => onChange({ allowedDays: wholeNumber(text, 3650) || undefined })}
        end={t`days`}
      />
      <RequiredFields stage={stage} name={name} fields={fields} onChange={onChange} />
      <Checkbox
        aria-label={t`Archive ${name}`}
        label={t`Archived`}
        checked={stage.isArchived === true}
        onChange={(isArchived) => onChange({ isArchived })}
      />
      <IconButton icon="close" size="sm" label={t`Remove ${name}`} tooltip={false} onClick={onRemove} />
    </li>
  );
};
