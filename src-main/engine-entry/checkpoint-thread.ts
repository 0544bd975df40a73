import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { Log } from '../engine/kernel/ports';

export const CheckpointStart = z.object({ file: z.string() });
export const ToCheckpointer = z.enum(['checkpoint', 'close']);
type ToCheckpointer = z.infer<typeof ToCheckpointer>;

export interface CheckpointThread {
  readonly request: () => void;
  readonly close: () => Promise<void>;
}

/** The thread that checkpoints, started when first needed. Without it a checkpoint is only later, so its failure is no more than a line in the log. */
export const createCheckpointThread = (worker: URL, file: string, log: Log): CheckpointThread => {
  let thread: Worker | undefined;
  let isClosed = false;
  const post = (message: ToCheckpointer) => thread?.postMessage(message);
  const started = (): Worker => {
    const made = new Worker(worker, {
      workerData: { file } satisfies z.infer<typeof CheckpointStart>,
      name: 'checkpoint',
    });
    made.on('error', (error) => log.error('The checkpoint thread failed', error));
    made.once('exit', () => {
      if (thread === made) thread = undefined;
    });
    made.unref();
    return made;
  };
  return {
    request: () => {
      if (isClosed) return;
      thread ??= started();
      post('checkpoint');
    },
    close: async () => {
      isClosed = true;
      if (!thread) return;
      thread.ref();
      const ended = once(thread, 'exit');
      post('close');
      await ended;
    },
  };
};
