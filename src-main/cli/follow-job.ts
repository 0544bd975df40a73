import { msg } from '@lingui/core/macro';
import type { JobId } from '@shared/domain/ids';
import { AppError } from '@shared/errors/app-error';
import { formatMessage } from '@shared/messages/format-message';
import type { Session } from './session';
import type { Terminal } from './terminal';

/**
 * Shows how far a job is until it ends, and answers its result. Ctrl-C cancels it. Errors: `cancelled`, and why it failed.
 */
export const followJob = async (session: Session, terminal: Terminal, id: JobId): Promise<unknown> => {
  const { client, onInterrupt } = session;
  onInterrupt(() => void client.jobs.cancel({ jobs: { ids: [id] } }).catch(() => undefined));
  const stop = new AbortController();
  try {
    for await (const { active } of await client.jobs.watch({}, { signal: stop.signal })) {
      const running = active.find((job) => job.id === id);
      if (running) {
        const share = running.progress === null ? '' : `${Math.floor(running.progress * 100)} %  `;
        terminal.status(`${share}${running.note ? formatMessage(running.note) : ''}`);
        continue;
      }
      const { job, result } = await client.jobs.get({ id });
      if (job.state === 'done') return JSON.parse(result ?? 'null');
      if (job.state === 'cancelled') throw new AppError('cancelled', msg`Stopped`);
      if (job.state === 'dead') throw new AppError('storage_failed', job.failure ?? msg`It did not work.`);
    }
    throw new AppError('cancelled', msg`Stopped`);
  } finally {
    stop.abort();
    terminal.status('');
  }
};
