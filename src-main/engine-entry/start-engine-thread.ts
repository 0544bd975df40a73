import path from 'node:path';
import { type MessagePort, Worker } from 'node:worker_threads';
import { type EngineStart, FromEngine } from './protocol';
import { engineReady, type RunningEngine } from './running-engine';

/** Starts an engine in a worker thread. `entriesDir` is where the built entries stand side by side. */
export const startEngineThread = (entriesDir: string, start: EngineStart): Promise<RunningEngine<MessagePort>> => {
  const worker = new Worker(path.join(entriesDir, 'engine-worker.js'), { workerData: start, name: 'engine' });
  let reason = 'it stopped';
  worker.on('error', (error) => {
    reason = error instanceof Error ? error.message : String(error);
  });
  return engineReady<MessagePort>({
    post: (message) => {
      if (message.type === 'connect') worker.postMessage(message, [message.port]);
      else worker.postMessage(message);
    },
    onMessage: (listener) => worker.on('message', (message: unknown) => listener(FromEngine.parse(message))),
    onEnd: (listener) => worker.once('exit', (code) => listener(`${reason} (exit code ${code})`)),
    kill: () => void worker.terminate(),
  });
};
