import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { FilePreview } from '@shared/contract/exchange.contract';
import { PanelSection } from '../../ui/panel-section';
import { Select } from '../../ui/select';
import { Switch } from '../../ui/switch';
import type { ReadingChoices } from './import-draft.rules';
import styles from './side-panel.module.css';

interface ReadingSectionProps {
  readonly preview: Pick<FilePreview, 'reading' | 'sheets'>;
  readonly onChange: (change: ReadingChoices) => void;
}

/** How the file is read. What was found out can be corrected. */
export const ReadingSection = ({ preview, onChange }: ReadingSectionProps) => {
  const { reading, sheets } = preview;
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  const known = [',', ';', '\t', '|'];
  return (
    <PanelSection title={t`How the file is read`} open={isOpen} onOpenChange={setOpen}>
      <div className={styles.options}>
        {reading.sheet !== null && (
          <Select
            size="md"
            label={t`Sheet`}
            value={reading.sheet}
            onChange={(sheet) => onChange({ sheet })}
            options={sheets.map((name) => ({ value: name, label: name }))}
          />
        )}
        {reading.format === 'csv' && (
          <Select
            size="md"
            label={t`Separator`}
            value={reading.delimiter}
            onChange={(delimiter) => onChange({ delimiter })}
            options={[
              { value: ',', label: t`Comma` },
              { value: ';', label: t`Semicolon` },
              { value: '\t', label: t`Tab` },
              { value: '|', label: t`Upright line` },
              ...(known.includes(reading.delimiter) ? [] : [{ value: reading.delimiter, label: reading.delimiter }]),
            ]}
          />
        )}
        {reading.format !== 'vcf' && reading.format !== 'jsonl' && (
          <Switch
            checked={reading.hasHeader}
            onChange={(hasHeader) => onChange({ hasHeader })}
            label={t`The first row names the columns`}
          />
        )}
        {reading.format !== 'xlsx' && (
          <Select
            size="md"
            label={t`Encoding`}
            value={reading.encoding}
            onChange={(encoding) => onChange({ encoding })}
            options={[
              { value: 'utf-8', label: 'UTF-8' },
              { value: 'windows-1252', label: t`Western (Windows-1252)` },
              { value: 'utf-16le', label: 'UTF-16 LE' },
              { value: 'utf-16be', label: 'UTF-16 BE' },
            ]}
          />
        )}
        <Select
          size="md"
          label={t`Dates such as 03/04/2026`}
          value={reading.dateOrder}
          onChange={(dateOrder) => onChange({ dateOrder })}
          options={[
            { value: 'dmy', label: t`Day first` },
            { value: 'mdy', label: t`Month first` },
            { value: 'ymd', label: t`Year first` },
          ]}
        />
        <Select
          size="md"
          label={t`Decimal sign`}
          value={reading.decimalComma ? 'comma' : 'point'}
          onChange={(sign) => onChange({ decimalComma: sign === 'comma' })}
          options={[
            { value: 'point', label: t`Point, as in 1,234.50` },
            { value: 'comma', label: t`Comma, as in 1.234,50` },
          ]}
        />
      </div>
    </PanelSection>
  );
};
