import { Trans, useLingui } from '@lingui/react/macro';
import type { ComputedTrial } from '@shared/contract/records.contract';
import { type FieldDef, type FieldSettings, PLAIN_FIELD, type ResultType } from '@shared/domain/schema';
import { formatMessage } from '@shared/messages/format-message';
import { FieldDisplay } from '../../fields/field-display';
import { useRecordName } from '../../fields/record-name';
import { Exposures } from './exposures';
import { RESULT_LABELS } from './function-help';
import styles from './computed.module.css';

interface ComputedPreviewProps {
  /** API name of the object whose records the examples are. */
  readonly object: string;
  readonly trial: ComputedTrial;
  readonly settings: FieldSettings;
}

/** A field of the result's type, to show values that no field holds yet. */
const shownAs = (type: ResultType, { decimals }: FieldSettings): FieldDef => ({
  ...PLAIN_FIELD,
  key: 'trial',
  name: 'trial',
  label: '',
  type,
  settings: decimals === undefined ? {} : { decimals },
});

/** What the field would hold, with the records that were changed last as examples. */
export const ComputedPreview = ({ object, trial, settings }: ComputedPreviewProps) => {
  const { i18n } = useLingui();
  const nameOf = useRecordName();
  const { result, examples, exposures } = trial;
  if (result === null) return null;
  const field = shownAs(result, settings);
  const kind = i18n._(RESULT_LABELS[result]);
  return (
    <div className={styles.preview}>
      <p className={styles.result}>
        <Trans>Gives {kind}</Trans>
      </p>
      {examples.length > 0 && (
        <dl className={styles.examples}>
          {examples.map(({ id, title, value, reason }) => (
            <div key={id} className={styles.example}>
              <dt>{nameOf(object, title)}</dt>
              <dd title={reason ? formatMessage(reason) : undefined}>
                {reason ? (
                  <span className={styles.reason}>{formatMessage(reason)}</span>
                ) : (
                  <FieldDisplay field={field} value={value} variant="cell" />
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <Exposures exposures={exposures} />
    </div>
  );
};
