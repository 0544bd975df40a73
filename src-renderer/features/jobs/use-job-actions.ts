import type { JobSelection } from '@shared/contract/jobs.contract';
import type { JobId } from '@shared/domain/ids';
import { useEngine } from '../../rpc/engine-context';
import { useUndo } from '../../stores/undo';

/** What can be done about jobs; what is refused is told. */
export const useJobActions = () => {
  const engine = useEngine();
  const { reportError } = useUndo();
  const tried = (call: () => Promise<unknown>): void => {
    call().catch(reportError);
  };
  return {
    retry: (jobs: JobSelection) => tried(() => engine.jobs.retry({ jobs })),
    cancel: (id: JobId) => tried(() => engine.jobs.cancel({ jobs: { ids: [id] } })),
    discard: (jobs: JobSelection) => tried(() => engine.jobs.discard({ jobs })),
    pause: (id: JobId) => tried(() => engine.jobs.pause({ id })),
    resume: (id: JobId) => tried(() => engine.jobs.resume({ id })),
    setQueuePaused: (queue: string, isPaused: boolean) =>
      tried(() => (isPaused ? engine.jobs.pauseQueue({ queue }) : engine.jobs.resumeQueue({ queue }))),
  };
};
