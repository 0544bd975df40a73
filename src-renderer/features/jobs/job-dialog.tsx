import { useLingui } from '@lingui/react/macro';
import type { JobDetail } from '@shared/contract/jobs.contract';
import type { JobId } from '@shared/domain/ids';
import { formatMessage } from '@shared/messages/format-message';
import { useFieldEnvironment } from '../../fields/field-environment';
import { formatDateTime } from '../../fields/intl';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { Dialog } from '../../ui/dialog';
import { EmptyState } from '../../ui/empty-state';
import { SkeletonRows } from '../../ui/skeleton';
import { useQueueName, useStateNames } from './job-states';
import styles from './jobs.module.css';

const JobFacts = ({ detail }: { readonly detail: JobDetail }) => {
  const { t } = useLingui();
  const names = useStateNames();
  const queueName = useQueueName();
  const environment = useFieldEnvironment();
  const { job, attempts, log, payload, result } = detail;
  const time = (atMs: number | null): string => (atMs === null ? '–' : formatDateTime(environment, atMs));
  const facts: readonly (readonly [string, string])[] = [
    [t`State`, names[job.state]],
    [t`Kind`, job.kind],
    [t`Queue`, queueName(job.queue)],
    [t`Attempts`, t`${job.attempt} of ${job.maxAttempts}`],
    [t`Asked for`, time(job.createdAtMs)],
    [t`Began`, time(job.startedAtMs)],
    [t`Ended`, time(job.finishedAtMs)],
  ];
  const texts = [
    { label: t`What it was given`, text: payload },
    { label: t`What it answered`, text: result },
  ];
  return (
    <div className={styles.detail}>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {attempts.length > 0 && (
        <section aria-label={t`Attempts that failed`}>
          <h3 className={styles.name}>{t`Attempts that failed`}</h3>
          <ul>
            {attempts.map(({ startedAtMs, failure }, n) => (
              // Attempts have no id; none comes or goes between others.
              <li key={`${startedAtMs} ${n}`}>
                <span className={styles.quiet}>{time(startedAtMs)}</span> {formatMessage(failure)}
              </li>
            ))}
          </ul>
        </section>
      )}
      {texts.map(
        ({ label, text }) =>
          text !== null && (
            <section key={label} aria-label={label}>
              <h3 className={styles.name}>{label}</h3>
              <pre className={styles.code}>{text}</pre>
            </section>
          ),
      )}
      {log.length > 0 && (
        <section aria-label={t`Log`}>
          <h3 className={styles.name}>{t`Log`}</h3>
          <pre className={styles.code}>{log.map(({ atMs, text }) => `${time(atMs)}  ${text}`).join('\n')}</pre>
        </section>
      )}
    </div>
  );
};

interface JobDialogProps {
  readonly id: JobId;
  readonly onClose: () => void;
}

/** All that is known of one piece of work. */
export const JobDialog = ({ id, onClose }: JobDialogProps) => {
  const { t } = useLingui();
  const { data, error } = useEngineQuery('jobs.get', { id }, { keepPrevious: false });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={data ? formatMessage(data.job.title) : t`Background work`}
      closeLabel={t`Close`}
      size="lg"
    >
      {error && <EmptyState icon="error" tone="danger" headingLevel={3} title={error.message} />}
      {!data && !error && <SkeletonRows count={4} label={t`Loading`} />}
      {data && <JobFacts detail={data} />}
    </Dialog>
  );
};
