import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import type { ImportCheck } from '@shared/contract/exchange.contract';
import type { ObjectDef } from '@shared/domain/schema';
import { useFieldEnvironment } from '../../fields/field-environment';
import { formatNumber } from '../../fields/intl';
import styles from './side-panel.module.css';

interface OutcomeSectionProps {
  readonly check: ImportCheck | undefined;
  readonly object: ObjectDef;
  /** Objects whose records the file names. */
  readonly targets: readonly ObjectDef[];
  readonly newFields: number;
}

/** What would be there after the import, as far as rows were tried. */
export const OutcomeSection = ({ check, object, targets, newFields }: OutcomeSectionProps) => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const many = object.labelPlural.toLocaleLowerCase();
  const count = (value: number) => formatNumber(environment, value, 0);
  const { rejected: toFix, skipped } = check ?? { rejected: 0, skipped: 0 };
  const bars = [
    { key: 'new', label: t`New ${many}`, value: check?.creates ?? 0 },
    { key: 'updated', label: t`Existing ${many} updated`, value: check?.updates ?? 0 },
    ...(check && check.unchanged > 0 ? [{ key: 'same', label: t`Already the same`, value: check.unchanged }] : []),
    ...(skipped > 0 ? [{ key: 'skipped', label: t`Left untouched`, value: skipped }] : []),
    { key: 'bad', label: t`Rows to fix`, value: toFix },
  ];
  const targetNames = targets.map((target) => target.labelPlural.toLocaleLowerCase()).join(', ');
  const isPart = check !== undefined && !check.isWhole;
  return (
    <section className={styles.section} aria-label={t`After import`}>
      <h2>
        <Trans>After import</Trans>
      </h2>
      <div className={styles.stack} aria-hidden="true">
        {bars.map(
          ({ key, value }) =>
            value > 0 && <i key={key} data-kind={key} style={{ flexGrow: value, flexBasis: '3px' }} />,
        )}
      </div>
      <dl className={styles.sums}>
        {bars.map(({ key, label, value }) => (
          <div key={key} data-kind={key}>
            <dt>{label}</dt>
            <dd>{check ? count(value) : '–'}</dd>
          </div>
        ))}
        {targets.length > 0 && (
          <div data-kind="more">
            <dt>{t`New ${targetNames}`}</dt>
            <dd>{check ? count(check.newTargets) : '–'}</dd>
          </div>
        )}
        {newFields > 0 && (
          <div data-kind="more">
            <dt>
              <Trans>New fields</Trans>
            </dt>
            <dd>{count(newFields)}</dd>
          </div>
        )}
      </dl>
      {isPart && (
        <p className={styles.hint}>
          {t`${plural(check.checkedRows, {
            one: 'Tried with the first row of the file.',
            other: 'Tried with the first # rows of the file.',
          })}`}
        </p>
      )}
    </section>
  );
};
