import { Plural, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Job, QueueCounts } from '@shared/contract/jobs.contract';
import type { JobId } from '@shared/domain/ids';
import { useSettingRights } from '../../fields/use-rights';
import { useActiveJobs } from '../../rpc/use-active-jobs';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { Button, IconButton } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { PageBar } from '../../ui/page-bar';
import { Segmented } from '../../ui/segmented';
import { SkeletonRows } from '../../ui/skeleton';
import { JobDialog } from './job-dialog';
import { JobRow } from './job-row';
import { type JobsTab, STATES_OF_TAB, TABS, useQueueName } from './job-states';
import { useJobActions } from './use-job-actions';
import styles from './jobs.module.css';

const PAGE = 50;
const MAX_SHOWN = 200;

const countOf = (queues: readonly QueueCounts[], tab: JobsTab): number =>
  queues.reduce((sum, { counts }) => sum + STATES_OF_TAB[tab].reduce((part, state) => part + counts[state], 0), 0);

const QueueLine = ({ queue, isPaused, lastDay }: QueueCounts) => {
  const { t } = useLingui();
  const mayPause = useSettingRights().has('workspace');
  const { setQueuePaused } = useJobActions();
  const name = useQueueName()(queue);
  return (
    <span className={styles.queue}>
      <span className={styles.name}>{name}</span>
      <Plural value={lastDay.done} one="# done today" other="# done today" />
      {isPaused && <span>{t`Paused`}</span>}
      {mayPause && (
        <IconButton
          icon={isPaused ? 'play' : 'pause'}
          size="sm"
          iconSize={14}
          label={isPaused ? t`Let ${name} go on` : t`Pause ${name}`}
          onClick={() => setQueuePaused(queue, !isPaused)}
        />
      )}
    </span>
  );
};

/** What runs, waits, failed or ended in the background. */
export const JobsPage = () => {
  const { t } = useLingui();
  const [tab, setTab] = useState<JobsTab>('open');
  const [limit, setLimit] = useState(PAGE);
  const [openId, setOpenId] = useState<JobId | null>(null);
  const { retry, discard } = useJobActions();
  const queues = useEngineQuery('jobs.counts', {}).data?.queues ?? [];
  const states = [...STATES_OF_TAB[tab]];
  const list = useEngineQuery('jobs.list', { filter: { states }, limit });
  const running = new Map<JobId, Job>(useActiveJobs().map((job) => [job.id, job]));
  const jobs = list.data?.jobs.map((job) => (job.state === 'active' ? (running.get(job.id) ?? job) : job));
  const names = { open: t`Open`, failed: t`Failed`, ended: t`Ended` } as const;
  const empty = {
    open: t`Nothing runs and nothing waits`,
    failed: t`Nothing has failed`,
    ended: t`Nothing has ended yet`,
  } as const;
  const all = { filter: { states } };
  return (
    <div className={styles.page}>
      <PageBar
        title={t`Background work`}
        icon="clock"
        actions={
          jobs !== undefined &&
          jobs.length > 0 &&
          tab !== 'open' && (
            <>
              {tab === 'failed' && (
                <Button size="sm" icon="refresh" onClick={() => retry(all)}>
                  {t`Do all again`}
                </Button>
              )}
              <Button size="sm" icon="trash" onClick={() => discard(all)}>
                {t`Discard all`}
              </Button>
            </>
          )
        }
      />
      <div className={styles.stream}>
        <div className={styles.column}>
          <Segmented<JobsTab>
            label={t`Which work is shown`}
            value={tab}
            onChange={(next) => {
              setTab(next);
              setLimit(PAGE);
            }}
            options={TABS.map((value) => ({ value, label: `${names[value]} ${countOf(queues, value)}` }))}
          />
          {list.error && <EmptyState icon="error" tone="danger" title={list.error.message} />}
          {!jobs && !list.error && <SkeletonRows count={5} label={t`Loading background work`} />}
          {jobs?.length === 0 && <EmptyState icon="clock" title={empty[tab]} />}
          {jobs && jobs.length > 0 && (
            <ul aria-label={names[tab]}>
              {jobs.map((job) => (
                <JobRow key={job.id} job={job} onOpen={setOpenId} />
              ))}
            </ul>
          )}
          {list.data?.hasMore && limit < MAX_SHOWN && (
            <Button variant="ghost" onClick={() => setLimit(MAX_SHOWN)}>
              {t`Show more`}
            </Button>
          )}
          {queues.length > 0 && (
            <div className={styles.queues} role="group" aria-label={t`Queues`}>
              {queues.map((queue) => (
                <QueueLine key={queue.queue} {...queue} />
              ))}
            </div>
          )}
        </div>
      </div>
      {openId !== null && <JobDialog id={openId} onClose={() => setOpenId(null)} />}
    </div>
  );
};
