import { Trans, useLingui } from '@lingui/react/macro';
import { useRef } from 'react';
import { formatPercent } from '../../fields/intl';
import { useFieldEnvironment } from '../../fields/field-environment';
import { ariaKeys, keyCaps } from '../../stores/key-names';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { Progress } from '../../ui/progress';
import type { ReadFile } from './use-read-file';
import styles from './file-step.module.css';

interface FileStepProps {
  readonly reading: ReadFile['reading'];
  readonly error: ReadFile['error'];
  readonly onFile: (file: File) => void;
  readonly onCancel: () => void;
  /** A file whose columns were being matched. */
  readonly begun: { readonly fileName: string; readonly onGoOn: () => void } | null;
}

const ACCEPTED =
  '.xlsx,.xlsm,.csv,.tsv,.tab,.txt,.vcf,.vcard,.jsonl,.ndjson,text/csv,text/tab-separated-values,text/vcard,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Choosing a file. */
export const FileStep = ({ reading, error, onFile, onCancel, begun }: FileStepProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className={styles.step}>
      {error && (
        <Banner tone="danger" title={<Trans>This file cannot be imported.</Trans>} className={styles.failure}>
          {' '}
          {error.message}{' '}
          {error.code === 'invalid_input' && (
            <Trans>Open it where it comes from, save it as CSV or vCard and choose it again.</Trans>
          )}
        </Banner>
      )}
      <div className={styles.area}>
        <span className={styles.icon}>
          <Icon name="import" size={20} />
        </span>
        {reading ? (
          <>
            <h2 className={styles.title}>{reading.fileName}</h2>
            <Progress
              value={reading.share === 1 ? undefined : reading.share}
              label={reading.kind === 'upload' ? t`Bringing the file in` : t`Reading the file`}
              detail={
                reading.share !== undefined &&
                reading.share < 1 &&
                formatPercent(environment, Math.floor(reading.share * 100))
              }
              onCancel={onCancel}
              cancelLabel={t`Cancel`}
            />
          </>
        ) : (
          <>
            <h2 className={styles.title}>
              <Trans>Drop a file here, or choose one</Trans>
            </h2>
            <p className={styles.hint}>
              <Trans>
                A workbook of Excel, CSV or TSV from another CRM, vCard from an address book. Nothing is changed before
                you have seen what would happen.
              </Trans>
            </p>
            <Button variant="primary" size="lg" icon="file" onClick={() => input.current?.click()}>
              <Trans>Choose a file</Trans>
            </Button>
            {begun && (
              <Button
                variant="ghost"
                iconEnd="arrow-right"
                keys={keyCaps('Mod+Enter')}
                aria-keyshortcuts={ariaKeys('Mod+Enter')}
                onClick={begun.onGoOn}
              >
                {t`Go on with ${begun.fileName}`}
              </Button>
            )}
          </>
        )}
        <input
          ref={input}
          type="file"
          className="visually-hidden"
          tabIndex={-1}
          accept={ACCEPTED}
          aria-label={t`File to import`}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            // The same file can be chosen again after it was mended.
            event.currentTarget.value = '';
            if (file) onFile(file);
          }}
        />
      </div>
      <ul className={styles.kinds}>
        <li>
          <Icon name="table" />
          <span>
            <b>
              <Trans>Spreadsheets</Trans>
            </b>
            <Trans>
              Excel (.xlsx), CSV and TSV. The separator, the encoding, dates and numbers are found out by themselves.
            </Trans>
          </span>
        </li>
        <li>
          <Icon name="identity" />
          <span>
            <b>
              <Trans>Address books</Trans>
            </b>
            <Trans>Export as vCard (.vcf) from your phone or mail program, with photos and notes.</Trans>
          </span>
        </li>
        <li>
          <Icon name="undo" />
          <span>
            <b>
              <Trans>Nothing is final</Trans>
            </b>
            <Trans>A whole import is taken back with one Undo.</Trans>
          </span>
        </li>
      </ul>
    </div>
  );
};
