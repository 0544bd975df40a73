import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { msg } from '@lingui/core/macro';
import type { ReasonedRecord } from '@shared/contract/records.contract';
import type { ConversionPreview } from '@shared/contract/schema.contract';
import { conversionsOf } from '@shared/domain/conversions';
import type { RecordId } from '@shared/domain/ids';
import type { FieldDef, FieldType } from '@shared/domain/schema';
import { withValues } from '@shared/messages/message';
import { useFieldEnvironment } from '../../fields/field-environment';
import { iconOfType } from '../../fields/field-icon';
import { TYPE_LABELS } from '../../fields/field-labels';
import { readingOf } from '../../fields/field-parsing';
import { ReasonedRecords } from '../../fields/reasoned-records';
import { useEngine } from '../../rpc/engine-context';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Select } from '../../ui/select';
import { SkeletonRows } from '../../ui/skeleton';
import { ConversionBreaks } from './conversion-breaks';
import { useSchemaForm } from './use-schema-undo';
import styles from './data-model.module.css';

interface ConvertDialogProps {
  readonly object: string;
  readonly field: FieldDef;
  readonly hrefOfRecord: (object: string, id: RecordId) => string;
  /** Opens the list of an object with these records alone. */
  readonly onShowRecords: (object: string, ids: readonly RecordId[]) => void;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** A misfit with its value before the reason: "Won: Neither yes nor no". */
const withValue = ({ id, title, before, reason }: ConversionPreview['misfits'][number]): ReasonedRecord => ({
  id,
  title,
  reason: withValues(msg({ message: '{before}: {reason}' }), { before, reason }),
});

/** Gives a field another type, after showing what becomes of its values. */
export const ConvertDialog = ({ object, field, hrefOfRecord, onShowRecords, onClose, onDone }: ConvertDialogProps) => {
  const { t, i18n } = useLingui();
  const engine = useEngine();
  const environment = useFieldEnvironment();
  const { change, problem } = useSchemaForm();
  const types = conversionsOf(field.type);
  const [to, setTo] = useState<FieldType>(types[0] ?? 'text');
  const [isBusy, setBusy] = useState(false);
  const input = { object, name: field.name, to, settings: {}, ...readingOf(environment.locale) };
  const preview = useEngineQuery('schema.previewConversion', input, { keepPrevious: false });
  const typeName = i18n._(TYPE_LABELS[to]);
  const convert = async (): Promise<void> => {
    setBusy(true);
    const isDone = await change(t`${field.label} is now of type ${typeName}`, () => engine.schema.convertField(input));
    setBusy(false);
    if (isDone) onDone();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t`Change the type of ${field.label}`}
      description={t`Name, place and rules stay. One step takes it back.`}
      closeLabel={t`Close`}
      onSubmit={() => void convert()}
      footer={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button
            variant="primary"
            loading={isBusy}
            disabled={!preview.data || preview.data.refusal !== null}
            onClick={() => void convert()}
          >
            {t`Change type`}
          </Button>
        </>
      }
    >
      <div className={styles.convert}>
        <Select
          label={t`New type`}
          value={to}
          options={types.map((type) => ({ value: type, label: i18n._(TYPE_LABELS[type]), icon: iconOfType(type) }))}
          onChange={setTo}
        />
        {problem && <Banner tone="danger">{problem}</Banner>}
        {preview.isPending && <SkeletonRows count={3} label={t`Looking at the values`} />}
        {preview.error && <Banner tone="danger">{preview.error.message}</Banner>}
        {preview.data && (
          <>
            <p role="status">
              <Plural value={preview.data.converted} one="# value converts" other="# values convert" />
            </p>
            {preview.data.examples.length > 0 && (
              <ul className={styles.examples} aria-label={t`Values that convert`}>
                {preview.data.examples.slice(0, 5).map(({ id, before, after }) => (
                  <li key={id}>
                    <span>
                      {before} → <b>{after}</b>
                    </span>
                  </li>
                ))}
              </ul>
            )}
            {preview.data.unconverted > 0 && (
              <>
                <Banner
                  tone="warning"
                  title={
                    <Plural
                      value={preview.data.unconverted}
                      one="# value does not convert"
                      other="# values do not convert"
                    />
                  }
                >
                  <Trans>
                    They stay in the old field among the deleted ones, and return when you change the type back.
                  </Trans>
                </Banner>
                <ReasonedRecords
                  label={t`Values that do not convert`}
                  object={object}
                  records={preview.data.misfits.map(withValue)}
                  count={preview.data.unconverted}
                  hrefOfRecord={hrefOfRecord}
                  onShowAll={
                    preview.data.misfitIds.length > 0 ? () => onShowRecords(object, preview.data.misfitIds) : undefined
                  }
                />
              </>
            )}
            <ConversionBreaks breaks={preview.data.breaks} refusal={preview.data.refusal} />
          </>
        )}
      </div>
    </Dialog>
  );
};
