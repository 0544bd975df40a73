import path from 'node:path';
import { type MessagePortMain, utilityProcess } from 'electron';
import { type EngineStart, FromEngine } from '../engine-entry/protocol';
import type { KeyHolder } from '../engine-entry/key-holder';
import { type EngineChannel, engineReady, type RunningEngine } from '../engine-entry/running-engine';

/** In an installed app the engine stands outside the archive (electron-builder.yml). */
const unpacked = (folder: string): string => folder.replace(/app\.asar(?=[\\/]|$)/, 'app.asar.unpacked');

/** Starts an engine in a utility process. `entriesDir` is where the built entries stand side by side. */
export const startEngineProcess = (
  entriesDir: string,
  start: EngineStart,
  keys: KeyHolder,
): Promise<RunningEngine<MessagePortMain>> => {
  const child = utilityProcess.fork(path.join(unpacked(entriesDir), 'engine-process.js'), [JSON.stringify(start)], {
    serviceName: 'Outpost engine',
  });
  const channel: EngineChannel<MessagePortMain> = {
    post: (message) => {
      if (message.type === 'connect') child.postMessage({ type: 'connect' }, [message.port]);
      else child.postMessage(message);
    },
    onMessage: (listener) => child.on('message', (message: unknown) => listener(FromEngine.parse(message))),
    onEnd: (listener) => child.once('exit', (code) => listener(`exit code ${code}`)),
    kill: () => void child.kill(),
  };
  return engineReady(channel, keys);
};
