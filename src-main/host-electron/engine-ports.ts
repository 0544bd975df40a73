import { MessageChannelMain, type MessagePortMain, type WebContents } from 'electron';
import type { RunningEngine } from '../engine-entry/running-engine';
import { CHANNELS } from './channels';

export interface EnginePorts {
  /** Gives a page a port to the engine: at once, or when the engine is back. */
  readonly connect: (contents: WebContents) => void;
  /** An engine is there (again): serves the pages that wait. */
  readonly serveWaiting: () => void;
}

/** Hands ports to pages. The main process sees none of what goes over them. */
export const createEnginePorts = (engine: () => RunningEngine<MessagePortMain> | undefined): EnginePorts => {
  const waiting = new Set<WebContents>();
  const connect = (contents: WebContents): void => {
    const running = engine();
    if (!running) return void waiting.add(contents);
    const { port1, port2 } = new MessageChannelMain();
    running.connect(port1);
    contents.postMessage(CHANNELS.enginePort, null, [port2]);
  };
  return {
    connect,
    serveWaiting: () => {
      const pages = [...waiting].filter((contents) => !contents.isDestroyed());
      waiting.clear();
      for (const contents of pages) connect(contents);
    },
  };
};
