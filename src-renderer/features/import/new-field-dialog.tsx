import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { FieldType } from '@shared/domain/schema';
import { iconOfType } from '../../fields/field-icon';
import { TYPE_LABELS } from '../../fields/field-labels';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextInput } from '../../ui/input';
import { Select } from '../../ui/select';
import { NEW_FIELD_TYPES } from './target-options';
import styles from './import-page.module.css';

interface NewFieldDialogProps {
  readonly label: string;
  readonly type: FieldType;
  readonly onClose: () => void;
  readonly onDone: (label: string, type: FieldType) => void;
}

/** Name and type of a field that the import makes. */
export const NewFieldDialog = ({ label: firstLabel, type: firstType, onClose, onDone }: NewFieldDialogProps) => {
  const { t, i18n } = useLingui();
  const [label, setLabel] = useState(firstLabel.slice(0, 200));
  const [type, setType] = useState<FieldType>(NEW_FIELD_TYPES.includes(firstType) ? firstType : 'text');
  const done = () => {
    if (label.trim()) onDone(label.trim(), type);
  };
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={<Trans>New field</Trans>}
      description={<Trans>It is made when the import starts, and goes away when the import is undone.</Trans>}
      closeLabel={t`Close`}
      onSubmit={done}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" disabled={!label.trim()} onClick={done}>
            <Trans>Use this field</Trans>
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <TextInput label={t`Label`} value={label} onChange={setLabel} maxLength={200} required />
        <Select
          label={t`Type`}
          value={type}
          onChange={setType}
          options={NEW_FIELD_TYPES.map((each) => ({
            value: each,
            label: i18n._(TYPE_LABELS[each]),
            icon: iconOfType(each),
          }))}
        />
      </div>
    </Dialog>
  );
};
