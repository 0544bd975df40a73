import { Plural, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { formatMessage } from '@shared/messages/format-message';
import type { DoctorReport } from '@shared/contract/workspace.contract';
import { useFieldEnvironment } from '../../fields/field-environment';
import { formatBytes, formatNumber } from '../../fields/intl';
import { useSettingRights } from '../../fields/use-rights';
import { useEngine } from '../../rpc/engine-context';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { useUndo } from '../../stores/undo';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { SkeletonRows } from '../../ui/skeleton';
import styles from './settings-page.module.css';

const Report = ({ report }: { readonly report: DoctorReport }) => {
  const { t } = useLingui();
  return (
    <div role="status">
      {report.ok && (
        <p className={styles.good}>
          <Icon name="circle-check" />
          {t`Everything is in order.`}
        </p>
      )}
      <ul>
        {report.findings.map((finding) => (
          <li key={`${finding.check}:${formatMessage(finding.message)}`} className={styles.finding}>
            <Icon name={report.ok ? 'info' : 'warning'} />
            <span>
              {formatMessage(finding.message)} <span className="mono">{finding.check}</span>
            </span>
            <span className={styles.quiet}>
              <Plural value={finding.count} one="# time" other="# times" />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
};

/** Version, place on disk, and a check of the workspace's health. */
export const AboutSection = () => {
  const { t } = useLingui();
  const engine = useEngine();
  const environment = useFieldEnvironment();
  const { reportError } = useUndo();
  const mayExamine = useSettingRights().has('workspace');
  const status = useEngineQuery('workspace.status', {}).data;
  const [report, setReport] = useState<DoctorReport>();
  const [isBusy, setBusy] = useState(false);
  if (!status) return <SkeletonRows label={t`Loading`} />;

  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    try {
      await work();
      setReport(await engine.workspace.doctor({}));
    } catch (error) {
      reportError(error);
    } finally {
      setBusy(false);
    }
  };
  const examine = () => attempt(() => Promise.resolve());
  const rebuildSearch = () => attempt(() => engine.workspace.rebuildSearch({}));
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
      {mayExamine && (
        <section className={styles.group} aria-label={t`Health`}>
          <div>
            <h2 className={styles.heading}>{t`Health`}</h2>
            <p
              className={styles.lead}
            >{t`Reads the file, the search index, the counters and the log, and changes nothing.`}</p>
          </div>
          <div>
            <Button icon="shield-check" loading={isBusy} onClick={() => void examine()}>
              {t`Check the workspace`}
            </Button>
          </div>
          {report && <Report report={report} />}
          {report?.findings.some(({ check }) => check === 'search') && (
            <div>
              <Button icon="refresh" loading={isBusy} onClick={() => void rebuildSearch()}>
                {t`Write the search index anew`}
              </Button>
            </div>
          )}
        </section>
      )}
    </div>
  );
};
