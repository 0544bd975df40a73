import { useLingui } from '@lingui/react/macro';
import type { Job } from '@shared/contract/jobs.contract';
import type { JobId } from '@shared/domain/ids';
import { formatMessage } from '@shared/messages/format-message';
import { Moment } from '../../fields/moment';
import { IconButton } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { ProgressBar } from '../../ui/progress';
import { hasEnded, STATE_ICONS, useStateNames } from './job-states';
import { useJobActions } from './use-job-actions';
import styles from './jobs.module.css';

interface JobRowProps {
  readonly job: Job;
  readonly onOpen: (id: JobId) => void;
}

/** One piece of work: what it is, how it stands, and what can be done about it. */
export const JobRow = ({ job, onOpen }: JobRowProps) => {
  const { t } = useLingui();
  const names = useStateNames();
  const { retry, cancel, discard, pause, resume } = useJobActions();
  const title = formatMessage(job.title);
  const about = job.failure ?? job.note;
  const isRunning = job.state === 'active';
  const selection = { ids: [job.id] };
  return (
    <li className={styles.row}>
      <Icon name={STATE_ICONS[job.state]} />
      <div className={styles.main}>
        <button type="button" className={styles.open} onClick={() => onOpen(job.id)}>
          {title}
        </button>
        {isRunning && <ProgressBar value={job.progress ?? undefined} aria-label={t`Progress of ${title}`} />}
        {about && (
          <span className={styles.note} data-failed={job.failure !== null || undefined}>
            {formatMessage(about)}
          </span>
        )}
      </div>
      <span className={styles.quiet}>{job.stopping === null ? names[job.state] : t`Stopping…`}</span>
      <Moment atMs={job.finishedAtMs ?? job.startedAtMs ?? job.createdAtMs} className={styles.quiet} />
      <span className={styles.actions}>
        {(job.state === 'ready' || job.state === 'delayed') && (
          <IconButton icon="pause" size="sm" label={t`Pause ${title}`} onClick={() => pause(job.id)} />
        )}
        {job.state === 'paused' && (
          <IconButton icon="play" size="sm" label={t`Resume ${title}`} onClick={() => resume(job.id)} />
        )}
        {(job.state === 'dead' || job.state === 'cancelled' || job.state === 'delayed') && (
          <IconButton icon="refresh" size="sm" label={t`Do ${title} again`} onClick={() => retry(selection)} />
        )}
        {hasEnded(job) ? (
          <IconButton icon="trash" size="sm" label={t`Discard ${title}`} onClick={() => discard(selection)} />
        ) : (
          <IconButton
            icon="close"
            size="sm"
            label={t`Cancel ${title}`}
            disabled={job.stopping !== null}
            onClick={() => cancel(job.id)}
          />
        )}
      </span>
    </li>
  );
};
