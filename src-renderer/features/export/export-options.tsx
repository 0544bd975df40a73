import { Trans, useLingui } from '@lingui/react/macro';
import { useExportRequest, type ExportedList } from '../../stores/export-request.store';
import { Field } from '../../ui/field';
import { RadioCards, type RadioCard } from '../../ui/radio-cards';
import { Segmented } from '../../ui/segmented';
import { Select } from '../../ui/select';
import { Switch } from '../../ui/switch';
import { formatFor, formatsOf, type ExportFormat } from './export-request.rules';
import styles from './export.module.css';

const CsvOptions = () => {
  const { t } = useLingui();
  const { choices, choose } = useExportRequest();
  return (
    <div className={styles.pair}>
      <Select
        label={t`Cells are parted by`}
        options={[
          { value: ',', label: t`Comma` },
          { value: ';', label: t`Semicolon` },
          { value: '\t', label: t`Tab` },
          { value: '|', label: t`Vertical bar` },
        ]}
        value={choices.delimiter}
        onChange={(delimiter) => choose({ delimiter })}
      />
      <Switch
        checked={choices.byteOrderMark}
        onChange={(byteOrderMark) => choose({ byteOrderMark })}
        label={t`For Excel`}
        help={t`Begins with a byte order mark, so that Excel reads UTF-8`}
      />
    </div>
  );
};

/** The kind of file, and what each kind can be told. */
export const ExportOptions = ({
  list,
  fieldCount,
  onSubmit,
}: {
  readonly list: ExportedList;
  /** Fields that the object has in all. */
  readonly fieldCount: number;
  /** Enter on a format. */
  readonly onSubmit: () => void;
}) => {
  const { t } = useLingui();
  const { choices, choose } = useExportRequest();
  const format = formatFor(list.set.object, choices);
  const formats: Readonly<Record<ExportFormat, RadioCard<ExportFormat>>> = {
    xlsx: {
      value: 'xlsx',
      icon: 'table',
      label: t`Spreadsheet (XLSX)`,
      help: t`For Excel, Numbers and LibreOffice: dates, numbers and money stay what they are`,
    },
    csv: { value: 'csv', icon: 'file-text', label: t`Text table (CSV)`, help: t`Every program reads it` },
    jsonl: {
      value: 'jsonl',
      icon: 'json',
      label: t`JSON lines`,
      help: t`For programs, and for Outpost: every value whole`,
    },
    vcf: { value: 'vcf', icon: 'identity', label: t`Address cards (vCard)`, help: t`For phones and mail programs` },
  };
  return (
    <>
      <div
        role="presentation"
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.metaKey || event.ctrlKey) return;
          event.preventDefault();
          onSubmit();
        }}
      >
        <RadioCards
          label={t`Format`}
          options={formatsOf(list.set.object).map((each) => formats[each])}
          value={format}
          onChange={(next) => choose({ format: next })}
        />
      </div>
      {format === 'csv' && <CsvOptions />}
      {format === 'vcf' && (
        <Field label={t`Version`} help={t`3.0 is what every address book reads`}>
          <Segmented
            label={t`Version`}
            options={[
              { value: '3.0', label: '3.0' },
              { value: '4.0', label: '4.0' },
            ]}
            value={choices.vcardVersion}
            onChange={(vcardVersion) => choose({ vcardVersion })}
          />
        </Field>
      )}
      {format !== 'vcf' && list.columns.length > 0 && (
        <Field label={<Trans>Columns</Trans>}>
          <Segmented
            label={t`Columns`}
            options={[
              { value: 'shown', label: t`As shown (${list.columns.length})` },
              { value: 'all', label: t`All fields (${fieldCount})` },
            ]}
            value={choices.columns}
            onChange={(columns) => choose({ columns })}
          />
        </Field>
      )}
    </>
  );
};
