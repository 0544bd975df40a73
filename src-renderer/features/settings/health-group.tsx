import { Plural, useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import type { RepairReport } from '@shared/contract/diagnostics.contract';
import type { DoctorReport } from '@shared/contract/workspace.contract';
import { formatMessage } from '@shared/messages/format-message';
import { useActiveJobs } from '../../rpc/use-active-jobs';
import { useEngine } from '../../rpc/engine-context';
import { useUndo } from '../../stores/undo';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { ProgressBar } from '../../ui/progress';
import layout from './diagnostics.module.css';
import styles from './settings-page.module.css';

type Findings = DoctorReport['findings'];

const FindingList = ({ findings, isMended }: { readonly findings: Findings; readonly isMended: boolean }) => (
  <ul>
    {findings.map((finding) => (
      <li key={`${finding.check}:${formatMessage(finding.message)}`} className={styles.finding}>
        <Icon name={isMended ? 'circle-check' : 'warning'} />
        <span>
          {formatMessage(finding.message)} <span className="mono">{finding.check}</span>
        </span>
        <span className={styles.quiet}>
          <Plural value={finding.count} one="# time" other="# times" />
        </span>
      </li>
    ))}
  </ul>
);

interface Result {
  readonly report: DoctorReport;
  readonly repair: RepairReport | undefined;
}

const Report = ({ report, repair }: Result) => {
  const { t } = useLingui();
  const folder = repair?.folder ?? null;
  return (
    <div role="status">
      {repair && repair.mended.length > 0 && (
        <>
          <p className={styles.lead}>{t`Made anew:`}</p>
          <FindingList findings={repair.mended} isMended />
        </>
      )}
      {folder !== null && <p className={styles.lead}>{t`What there was before is in ${folder}`}</p>}
      {report.ok && (
        <p className={styles.good}>
          <Icon name="circle-check" />
          {t`Everything is in order.`}
        </p>
      )}
      <FindingList findings={report.findings} isMended={false} />
      {report.findings.some(({ canMend }) => !canMend) && (
        <p className={styles.lead}>
          {t`What people wrote is never changed by a repair. Restore a backup, or mend the records by hand.`}
        </p>
      )}
    </div>
  );
};

/** Is the workspace sound: a check, and a repair of what is derived, with progress and cancel. */
export const HealthGroup = () => {
  const { t } = useLingui();
  const engine = useEngine();
  const { reportError } = useUndo();
  const running = useActiveJobs().find(({ kind }) => kind.startsWith('doctor.'));
  const stop = useRef<AbortController>(undefined);
  const [result, setResult] = useState<Result>();
  const [isBusy, setBusy] = useState(false);

  const attempt = async (work: (signal: AbortSignal) => Promise<Result>): Promise<void> => {
    const leave = new AbortController();
    stop.current = leave;
    setBusy(true);
    try {
      setResult(await work(leave.signal));
    } catch (error) {
      if (!leave.signal.aborted) reportError(error);
    } finally {
      setBusy(false);
    }
  };
  const check = () =>
    attempt(async (signal) => ({ report: await engine.workspace.doctor({}, { signal }), repair: undefined }));
  const mend = () =>
    attempt(async (signal) => {
      const repair = await engine.diagnostics.repair({}, { signal });
      return { report: repair.report, repair };
    });
  const canMend = result?.report.findings.some((finding) => finding.canMend) ?? false;
  return (
    <section className={styles.group} aria-label={t`Health`}>
      <div>
        <h2 className={styles.heading}>{t`Health`}</h2>
        <p
          className={styles.lead}
        >{t`Reads the file, the search index, the counters, the log and the attachments, and changes nothing.`}</p>
      </div>
      <div className={layout.buttons}>
        <Button icon="shield-check" loading={isBusy} onClick={() => void check()}>
          {t`Check the workspace`}
        </Button>
        {isBusy && <Button onClick={() => stop.current?.abort()}>{t`Cancel`}</Button>}
      </div>
      {isBusy && <ProgressBar value={running?.progress ?? undefined} aria-label={t`Progress of the check`} />}
      {result && <Report report={result.report} repair={result.repair} />}
      {canMend && (
        <div>
          <Button icon="refresh" loading={isBusy} onClick={() => void mend()}>
            {t`Repair what can be made anew`}
          </Button>
          <p className={styles.lead}>{t`The database is copied aside first. Records are not changed.`}</p>
        </div>
      )}
    </section>
  );
};
