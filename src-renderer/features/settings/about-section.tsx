import { useLingui } from '@lingui/react/macro';
import { useFieldEnvironment } from '../../fields/field-environment';
import { formatBytes, formatNumber } from '../../fields/intl';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { SkeletonRows } from '../../ui/skeleton';
import styles from './settings-page.module.css';

/** Version and place on disk. */
export const AboutSection = () => {
  const { t } = useLingui();
  const environment = useFieldEnvironment();
  const status = useEngineQuery('workspace.status', {}).data;
  if (!status) return <SkeletonRows label={t`Loading`} />;

  const records = Object.values(status.counts).reduce((sum, count) => sum + count, 0);
  const facts: readonly (readonly [string, string])[] = [
    [t`Version`, status.appVersion],
    [t`Folder`, status.folder],
    [t`Size`, formatBytes(environment, status.sizeBytes)],
    [t`Records`, formatNumber(environment, records)],
    [t`Database version`, formatNumber(environment, status.schemaVersion)],
  ];
  return (
    <div className={styles.form}>
      <section className={styles.group} aria-label={t`Outpost`}>
        <h2 className={styles.heading}>Outpost</h2>
        <dl className={styles.facts}>
          {facts.map(([label, value]) => (
            <div key={label} className={styles.fact}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
};
