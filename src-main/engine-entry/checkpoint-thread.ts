import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { Log } from '../engine/kernel/ports';
import { type DataKey, isDataKey } from '../engine/storage/keys/data-key';
import type { DatabaseSource } from '../engine/storage/open-database';

export const CheckpointStart = z.object({ file: z.string(), key: z.custom<DataKey>(isDataKey).optional() });
export const ToCheckpointer = z.enum(['checkpoint', 'close']);
type ToCheckpointer = z.infer<typeof ToCheckpointer>;

export interface CheckpointThread {
  readonly request: (source: DatabaseSource) => void;
  readonly close: () => Promise<void>;
}

/** The thread that checkpoints, started when first needed. Without it a checkpoint is only later, so its failure is no more than a line in the log. */
export const createCheckpointThread = (worker: URL, log: Log): CheckpointThread => {
  let thread: Worker | undefined;
  let isClosed = false;
  const post = (message: ToCheckpointer) => thread?.postMessage(message);
  const started = (source: DatabaseSource): Worker => {
    const made = new Worker(worker, {
      workerData: source satisfies z.infer<typeof CheckpointStart>,
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
    request: (source) => {
      if (isClosed) return;
      thread ??= started(source);
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
