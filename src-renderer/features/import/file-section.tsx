import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import type { FilePreview } from '@shared/contract/exchange.contract';
import { useFieldEnvironment } from '../../fields/field-environment';
import { iconOfObject } from '../../fields/field-icon';
import { formatBytes, formatNumber } from '../../fields/intl';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { Select } from '../../ui/select';
import styles from './side-panel.module.css';

interface FileSectionProps {
  readonly preview: FilePreview;
  readonly object: string;
  readonly onObject: (object: string) => void;
  readonly onReplace: () => void;
}

/** Which file this is, and what its rows are. */
export const FileSection = ({ preview, object, onObject, onReplace }: FileSectionProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const { rowCount, isEstimate, reading } = preview;
  const shown = formatNumber(environment, rowCount, 0);
  const rows =
    reading.format === 'vcf'
      ? plural(rowCount, { one: '# card', other: '# cards' })
      : plural(rowCount, { one: '# row', other: '# rows' });
  const size = formatBytes(environment, preview.sizeBytes);
  const facts = [
    isEstimate ? t`about ${shown} rows` : rows,
    size,
    reading.sheet ?? (reading.encoding === 'windows-1252' ? t`Western` : reading.encoding.toUpperCase()),
  ].join(', ');
  const objects = environment.objects
    .filter(({ deletedAtMs }) => deletedAtMs === null)
    .toSorted((a, b) => a.order - b.order);
  return (
    <section className={styles.section} aria-label={t`File`}>
      <div className={styles.file}>
        <span className={styles.fileIcon}>
          <Icon name={reading.format === 'vcf' ? 'identity' : 'table'} />
        </span>
        <div className={styles.fileText}>
          <div className="truncate" title={preview.fileName}>
            {preview.fileName}
          </div>
          <span className="num truncate" title={facts}>
            {facts}
          </span>
        </div>
        <Button size="sm" variant="ghost" onClick={onReplace}>
          <Trans>Replace</Trans>
        </Button>
      </div>
      <div className={styles.inline}>
        <span>
          <Trans>Rows are</Trans>
        </span>
        <Select
          size="md"
          aria-label={t`What the rows are`}
          value={object}
          onChange={onObject}
          options={objects.map((each) => ({ value: each.name, label: each.labelPlural, icon: iconOfObject(each) }))}
        />
      </div>
    </section>
  );
};
