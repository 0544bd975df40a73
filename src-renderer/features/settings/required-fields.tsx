import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Stage } from '@shared/domain/pipelines';
import type { FieldDef } from '@shared/domain/schema';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/checkbox';
import { Popover } from '../../ui/popover';
import styles from './pipelines.module.css';

interface RequiredFieldsProps {
  readonly stage: Stage;
  readonly name: string;
  readonly fields: readonly FieldDef[];
  readonly onChange: (change: Partial<Stage>) => void;
}

/** The fields that must be filled from a stage on. */
export const RequiredFields = ({ stage, name, fields, onChange }: RequiredFieldsProps) => {
  const { t } = useLingui();
  const [anchor, setAnchor] = useState<HTMLButtonElement | null>(null);
  const [isOpen, setOpen] = useState(false);
  const required = stage.requiredFields ?? [];
  const text =
    required.length === 0 ? t`Requires nothing` : plural(required.length, { one: '# field', other: '# fields' });
  return (
    <>
      <Button
        ref={setAnchor}
        size="sm"
        variant="ghost"
        aria-expanded={isOpen}
        aria-label={t`Fields that ${name} requires: ${text}`}
        onClick={() => setOpen(!isOpen)}
      >
        {text}
      </Button>
      <Popover open={isOpen} onOpenChange={setOpen} anchor={anchor} label={t`Fields that ${name} requires`}>
        <div className={styles.required}>
          {fields.map((field) => (
            <Checkbox
              key={field.key}
              label={field.label}
              checked={required.includes(field.name)}
              onChange={(checked) =>
                onChange({
                  requiredFields: checked ? [...required, field.name] : required.filter((each) => each !== field.name),
                })
              }
            />
          ))}
        </div>
      </Popover>
    </>
  );
};
