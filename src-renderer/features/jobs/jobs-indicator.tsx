import { Plural, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import type { Job } from '@shared/contract/jobs.contract';
import { formatMessage } from '@shared/messages/format-message';
import { useActiveJobs } from '../../rpc/use-active-jobs';
import { ProgressBar } from '../../ui/progress';
import { Spinner } from '../../ui/spinner';
import styles from './jobs.module.css';

/** What is over sooner is not worth a look. */
const SHOWN_AFTER_MS = 800;

const LateIndicator = ({ active, href }: { readonly active: readonly Job[]; readonly href: string }) => {
  const { t } = useLingui();
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), SHOWN_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  const [first, ...others] = active;
  if (!isShown || !first) return null;
  const title = formatMessage(first.title);
  return (
    <a className={styles.indicator} href={href} title={title} aria-label={t`Background work: ${title}`}>
      <Spinner />
      <span className={styles.indicatorText}>
        <span className="truncate">
          {others.length === 0 ? title : <Plural value={active.length} one="# job runs" other="# jobs run" />}
        </span>
        {others.length === 0 && first.progress !== null && <ProgressBar value={first.progress} />}
      </span>
    </a>
  );
};

/** What runs in the background, small: a line that leads to all of it. Nothing while nothing runs. */
export const JobsIndicator = ({ href }: { readonly href: string }) => {
  const active = useActiveJobs();
  return active.length > 0 && <LateIndicator active={active} href={href} />;
};
