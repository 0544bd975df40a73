import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { FieldDef, ObjectDef } from '@shared/domain/schema';
import type { FieldValue } from '@shared/domain/values';
import { iconOfField } from '../../fields/field-icon';
import { FieldRow } from '../../fields/field-row';
import { isEditable } from '../../fields/is-editable';
import { isListable } from '../../fields/is-listable';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Select } from '../../ui/select';

interface SetFieldDialogProps {
  readonly object: ObjectDef;
  readonly count: number;
  readonly onApply: (field: FieldDef, value: FieldValue) => Promise<boolean>;
  readonly onClose: () => void;
}

/** One value for one field of all chosen records. An empty value empties the field. */
export const SetFieldDialog = ({ object, count, onApply, onClose }: SetFieldDialogProps) => {
  const { t } = useLingui();
  const fields = object.fields.filter((field) => isListable(field) && isEditable(field));
  const [name, setName] = useState(() => (fields.find(({ type }) => type === 'select') ?? fields[0])?.name);
  const [value, setValue] = useState<FieldValue>(null);
  const [isBusy, setBusy] = useState(false);
  const field = fields.find((each) => each.name === name);
  const apply = async () => {
    if (!field) return;
    setBusy(true);
    if (await onApply(field, value)) onClose();
    else setBusy(false);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t`Set a field`}
      description={t`${plural(count, { one: '# record is changed.', other: '# records are changed.' })}`}
      size="sm"
      closeLabel={t`Close`}
      onSubmit={() => void apply()}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" loading={isBusy} disabled={!field} onClick={() => void apply()}>
            {value === null ? <Trans>Empty the field</Trans> : <Trans>Set value</Trans>}
          </Button>
        </>
      }
    >
      <Select
        label={t`Field`}
        options={fields.map((each) => ({ value: each.name, label: each.label, icon: iconOfField(each) }))}
        value={name}
        onChange={(next) => {
          setName(next);
          setValue(null);
        }}
      />
      {field && (
        <dl>
          <FieldRow
            key={field.name}
            object={object.name}
            field={field}
            value={value}
            onSave={(_field, next) => {
              setValue(next);
              return Promise.resolve();
            }}
          />
        </dl>
      )}
    </Dialog>
  );
};
