import type { z } from 'zod';
import { followJob as follow } from '@shared/contract/follow-job';
import type { JobId } from '@shared/domain/ids';
import { formatMessage } from '@shared/messages/format-message';
import type { Session } from './session';
import type { Terminal } from './terminal';

/**
 * Shows how far a job is until it ends, and answers its result. Ctrl-C cancels it. Errors: `cancelled`, and why it failed.
 */
export const followJob = async <R>(
  session: Session,
  terminal: Terminal,
  id: JobId,
  result: z.ZodType<R>,
): Promise<R> => {
  const { client, onInterrupt } = session;
  onInterrupt(() => void client.jobs.cancel({ jobs: { ids: [id] } }).catch(() => undefined));
  try {
    return await follow(client, id, {
      result,
      onProgress: ({ progress, note }) => {
        const share = progress === null ? '' : `${Math.floor(progress * 100)} %  `;
        terminal.status(`${share}${note ? formatMessage(note) : ''}`);
      },
    });
  } finally {
    terminal.status('');
  }
};
