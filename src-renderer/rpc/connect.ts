import { msg } from '@lingui/core/macro';
import { AppError } from '@shared/errors/app-error';
import { type Calls, createCalls } from '@shared/wire/calls';
import { portLine, socketLine } from '@shared/wire/line';
import { ENGINE_PORT_MESSAGE, type Preload } from './preload-api';

/** One live line to the engine. */
export interface Connection {
  readonly calls: Calls;
  /** Resolves when the line is lost. */
  readonly closed: Promise<void>;
  readonly close: () => void;
}

export type Connect = () => Promise<Connection>;

const CONNECT_TIMEOUT_MS = 10_000;

/** A browser does not say why a socket was refused; the same door over HTTP does. */
const isSignedOut = async (): Promise<boolean> => {
  const response = await fetch('/host/info', { method: 'POST', credentials: 'same-origin', body: '{}' }).catch(
    () => null,
  );
  return response?.status === 401;
};

/** A WebSocket to the host that served this page; the session cookie goes along by itself. */
export const connectSocket =
  (url: string): Connect =>
  () =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(url);
      const timer = setTimeout(() => socket.close(), CONNECT_TIMEOUT_MS);
      const closed = new Promise<void>((lost) => socket.addEventListener('close', () => lost(), { once: true }));
      socket.addEventListener(
        'open',
        () => {
          clearTimeout(timer);
          resolve({
            calls: createCalls(socketLine(socket)),
            closed,
            close: () => socket.close(),
          });
        },
        { once: true },
      );
      let isOpened = false;
      socket.addEventListener('open', () => (isOpened = true), { once: true });
      void closed.then(async () => {
        clearTimeout(timer);
        if (isOpened) return;
        const isOut = await isSignedOut();
        reject(
          isOut
            ? new AppError('sign_in_required', msg`This browser is not signed in to Outpost`)
            : new AppError('offline', msg`The line to the engine could not be opened`),
        );
      });
    });

/** A MessagePort that Electron's main process hands over. */
export const connectPort =
  (preload: Preload, window: Window): Connect =>
  () =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        window.removeEventListener('message', receive);
        reject(new Error('The engine did not answer'));
      }, CONNECT_TIMEOUT_MS);
      const receive = (event: MessageEvent<unknown>) => {
        const port = event.ports[0];
        if (event.source !== window || event.data !== ENGINE_PORT_MESSAGE || !port) return;
        clearTimeout(timer);
        window.removeEventListener('message', receive);
        const closed = new Promise<void>((lost) => port.addEventListener('close', () => lost(), { once: true }));
        const calls = createCalls(portLine(port));
        port.start();
        resolve({ calls, closed, close: () => port.close() });
      };
      window.addEventListener('message', receive);
      preload.connectEngine();
    });

/** The way to the engine that this window has. */
export const connectFrom = (window: Window): Connect => {
  if (window.outpost) return connectPort(window.outpost, window);
  const url = new URL('/rpc', window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return connectSocket(url.href);
};
