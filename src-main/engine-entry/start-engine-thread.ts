import path from 'node:path';
import { type MessagePort, Worker } from 'node:worker_threads';
import { type EngineStart, FromEngine } from './protocol';
import { createKeyHolder, type KeyHolder } from './key-holder';
import { type EngineChannel, engineReady, type RunningEngine } from './running-engine';

/** Starts an engine in a worker thread, which asks `keys` (default: those of this engine alone) when the workspace is encrypted. `entriesDir` is where the built entries stand side by side. */
export const startEngineThread = (
  entriesDir: string,
  start: EngineStart,
  keys: KeyHolder = createKeyHolder({}),
): Promise<RunningEngine<MessagePort>> => {
  const worker = new Worker(path.join(entriesDir, 'engine-worker.js'), { workerData: start, name: 'engine' });
  let reason = 'it stopped';
  worker.on('error', (error) => {
    reason = error instanceof Error ? error.message : String(error);
  });
  const channel: EngineChannel<MessagePort> = {
    post: (message) => {
      if (message.type === 'connect') worker.postMessage(message, [message.port]);
      else worker.postMessage(message);
    },
    onMessage: (listener) => worker.on('message', (message: unknown) => listener(FromEngine.parse(message))),
    onEnd: (listener) => worker.once('exit', (code) => listener(`${reason} (exit code ${code})`)),
    kill: () => void worker.terminate(),
  };
  return engineReady(channel, keys);
};
