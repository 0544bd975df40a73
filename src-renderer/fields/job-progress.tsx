import { useLingui } from '@lingui/react/macro';
import { formatMessage } from '@shared/messages/format-message';
import type { RunningJob } from '../rpc/use-followed-job';
import { Progress } from '../ui/progress';
import { useTimeLeft } from './use-time-left';

interface JobProgressProps {
  readonly running: RunningJob;
  readonly label: string;
  readonly onCancel: () => void;
}

/** How far a job is that somebody waits for, how long it will take, and the way out. */
export const JobProgress = ({ running: { job, secondsLeft }, label, onCancel }: JobProgressProps) => {
  const { t } = useLingui();
  const timeLeft = useTimeLeft();
  const note = job?.note ? formatMessage(job.note) : t`Starting…`;
  return (
    <Progress
      value={job?.progress ?? undefined}
      label={label}
      detail={secondsLeft === null ? note : t`${note}, ${timeLeft(secondsLeft)}`}
      onCancel={onCancel}
      cancelLabel={t`Cancel`}
    />
  );
};
