import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { FieldDef, ObjectDef } from '@shared/domain/schema';
import type { FieldValue } from '@shared/domain/values';
import { FieldEditor } from '../../fields/field-editor';
import { FieldRow } from '../../fields/field-row';
import { LookalikeHint } from '../../fields/lookalike-hint';
import type { OpenRecord } from '../../fields/record-chip';
import { isEditable } from '../../fields/is-editable';
import { useFieldsOfNew } from '../../fields/use-rights';
import type { FieldValues } from '../../rpc/cached-rows';
import { keyCaps } from '../../stores/key-names';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import type { TableColumn } from './view-columns.rules';
import styles from './new-record-dialog.module.css';

interface NewRecordDialogProps {
  readonly object: ObjectDef;
  /** Those that are shown are asked for. */
  readonly columns: readonly TableColumn[];
  readonly initialValues: FieldValues;
  /** Answers null when it is done, or why not. */
  readonly onCreate: (values: FieldValues) => Promise<string | null>;
  readonly onOpenRecord: OpenRecord;
  readonly onClose: () => void;
}

const MAX_FIELDS = 9;

const fieldsToAsk = (
  object: ObjectDef,
  columns: readonly TableColumn[],
  ofNew: (field: FieldDef) => FieldDef,
): readonly FieldDef[] => {
  const editable = columns
    .map((column) => ({ ...column, field: ofNew(column.field) }))
    .filter(({ field }) => isEditable(field) && field.name !== object.titleField);
  const required = editable.filter(({ field }) => field.isRequired);
  const shown = editable.filter(({ field, isHidden }) => !isHidden && !field.isRequired);
  return [...required, ...shown].slice(0, Math.max(MAX_FIELDS, required.length)).map(({ field }) => field);
};

/** A record before it exists. The name comes first: Enter there is enough to create it. */
export const NewRecordDialog = ({
  object,
  columns,
  initialValues,
  onCreate,
  onOpenRecord,
  onClose,
}: NewRecordDialogProps) => {
  const { t } = useLingui();
  const [values, setValues] = useState<FieldValues>(initialValues);
  const [isNaming, setNaming] = useState(true);
  const [state, setState] = useState<{ readonly isBusy: boolean; readonly failure: string | null }>({
    isBusy: false,
    failure: null,
  });
  const ofNew = useFieldsOfNew(object.name);
  const title = object.fields.filter(({ name }) => name === object.titleField).map(ofNew)[0];
  const set = (field: FieldDef, value: FieldValue): FieldValues => {
    const next = { ...values, [field.name]: value };
    setValues(next);
    return next;
  };
  const create = async (from: FieldValues) => {
    if (state.isBusy) return;
    setState({ isBusy: true, failure: null });
    // What was there at the start and was taken out is said to be empty, or the field's default would come back.
    const filled = Object.fromEntries(
      Object.entries(from).filter(([name, value]) => value !== null || name in initialValues),
    );
    const failure = await onCreate(filled);
    if (failure === null) onClose();
    else setState({ isBusy: false, failure });
  };
  const singular = object.labelSingular.toLocaleLowerCase();
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t`New ${singular}`}
      closeLabel={t`Close`}
      onSubmit={() => void create(values)}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            loading={state.isBusy}
            keys={keyCaps('Mod+Enter')}
            onClick={() => void create(values)}
          >
            <Trans>Create</Trans>
          </Button>
        </>
      }
    >
      {title && isNaming && (
        <div className={styles.name}>
          <span className={styles.label}>{title.label}</span>
          <FieldEditor
            object={object.name}
            field={title}
            value={values[title.name] ?? null}
            variant="panel"
            onCommit={(value, move) => {
              setNaming(false);
              const next = set(title, value);
              if (move === 'down' && value !== null) void create(next);
            }}
            onCancel={onClose}
          />
        </div>
      )}
      <dl className={styles.fields}>
        {title && !isNaming && (
          <FieldRow
            object={object.name}
            field={title}
            value={values[title.name]}
            onSave={(field, value) => Promise.resolve(set(field, value))}
          />
        )}
        {fieldsToAsk(object, columns, ofNew).map((field) => (
          <FieldRow
            key={field.name}
            object={object.name}
            field={field}
            value={values[field.name]}
            onSave={(saved, value) => Promise.resolve(set(saved, value))}
          />
        ))}
      </dl>
      <LookalikeHint definition={object} values={values} onOpenRecord={onOpenRecord} />
      {state.failure !== null && (
        <p className={styles.failure} role="alert">
          {state.failure}
        </p>
      )}
    </Dialog>
  );
};
