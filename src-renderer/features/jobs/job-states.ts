import { useLingui } from '@lingui/react/macro';
import type { Job, JobState } from '@shared/contract/jobs.contract';
import type { IconName } from '../../ui/icon';

/** What a state is called. */
export const useStateNames = (): Readonly<Record<JobState, string>> => {
  const { t } = useLingui();
  return {
    active: t`Running`,
    ready: t`Waiting`,
    delayed: t`Later`,
    paused: t`Paused`,
    done: t`Done`,
    dead: t`Failed`,
    cancelled: t`Cancelled`,
  };
};

export const STATE_ICONS: Readonly<Record<JobState, IconName>> = {
  active: 'refresh',
  ready: 'clock',
  delayed: 'clock',
  paused: 'pause',
  done: 'circle-check',
  dead: 'error',
  cancelled: 'close',
};

/** What a person may want to look at together. */
export const TABS = ['open', 'failed', 'ended'] as const;
export type JobsTab = (typeof TABS)[number];

export const STATES_OF_TAB: Readonly<Record<JobsTab, readonly JobState[]>> = {
  open: ['active', 'ready', 'delayed', 'paused'],
  failed: ['dead'],
  ended: ['done', 'cancelled'],
};

export const hasEnded = ({ state }: Job): boolean => state === 'done' || state === 'dead' || state === 'cancelled';

/** How a queue is called; one that this version does not know goes by its key. */
export const useQueueName = (): ((queue: string) => string) => {
  const { t } = useLingui();
  const names = new Map([
    ['upkeep', t`Upkeep`],
    ['import', t`Imports`],
    ['export', t`Exports`],
    ['records', t`Changes to many records`],
  ]);
  return (queue) => names.get(queue) ?? queue;
};
