import { plural } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { BulkEdit } from '@shared/contract/records.contract';
import type { RecordId } from '@shared/domain/ids';
import type { FieldDef, ObjectDef } from '@shared/domain/schema';
import type { FieldValue } from '@shared/domain/values';
import { iconOfField } from '../../fields/field-icon';
import { FieldRow } from '../../fields/field-row';
import { isEditable } from '../../fields/is-editable';
import { isListable } from '../../fields/is-listable';
import { ReasonedRecords } from '../../fields/reasoned-records';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Select } from '../../ui/select';

interface SetFieldDialogProps {
  readonly object: ObjectDef;
  readonly count: number;
  readonly onApply: (field: FieldDef, value: FieldValue) => Promise<BulkEdit | undefined>;
  readonly hrefOfRecord: (object: string, id: RecordId) => string;
  readonly onClose: () => void;
}

interface RefusedDialogProps extends Pick<SetFieldDialogProps, 'object' | 'hrefOfRecord' | 'onClose'> {
  readonly edit: BulkEdit;
}

/** Which records a bulk edit went past, and why. */
const RefusedDialog = ({ object, edit, hrefOfRecord, onClose }: RefusedDialogProps) => {
  const { t } = useLingui();
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t`Set a field`}
      size="sm"
      closeLabel={t`Close`}
      footer={
        <Button variant="primary" onClick={onClose}>
          <Trans>Done</Trans>
        </Button>
      }
    >
      <Banner
        tone="warning"
        title={
          <Plural value={edit.refusedCount} one="# record was left as it is" other="# records were left as they are" />
        }
      >
        <Plural value={edit.count} one="# record has the new value." other="# records have the new value." />
      </Banner>
      <ReasonedRecords
        label={t`Records that were refused`}
        object={object.name}
        records={edit.refused}
        count={edit.refusedCount}
        hrefOfRecord={hrefOfRecord}
      />
    </Dialog>
  );
};

/** One value for one field of all chosen records. An empty value empties the field. Records that a rule refuses are listed afterwards. */
export const SetFieldDialog = ({ object, count, onApply, hrefOfRecord, onClose }: SetFieldDialogProps) => {
  const { t } = useLingui();
  const fields = object.fields.filter((field) => isListable(field) && isEditable(field));
  const [name, setName] = useState(() => (fields.find(({ type }) => type === 'select') ?? fields[0])?.name);
  const [value, setValue] = useState<FieldValue>(null);
  const [isBusy, setBusy] = useState(false);
  const [edit, setEdit] = useState<BulkEdit | null>(null);
  const field = fields.find((each) => each.name === name);
  const apply = async () => {
    if (!field) return;
    setBusy(true);
    const done = await onApply(field, value);
    setBusy(false);
    if (!done) return;
    if (done.refusedCount === 0) onClose();
    else setEdit(done);
  };
  if (edit) return <RefusedDialog object={object} edit={edit} hrefOfRecord={hrefOfRecord} onClose={onClose} />;
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
