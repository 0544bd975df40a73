import { createORPCClient } from '@orpc/client';
import { WebSocket } from 'ws';
import type { EngineClient } from '@shared/contract';
import { createCalls } from '@shared/wire/calls';
import { socketLine } from '@shared/wire/line';
import { cookieOf, rawRequest } from './raw-request';
import type { WebHost } from './built-product';

export interface BrowserLine {
  readonly client: EngineClient;
  readonly socket: WebSocket;
  readonly cookie: string;
  readonly port: number;
}

const openLine = async (port: number, cookie: string): Promise<BrowserLine> => {
  const host = `127.0.0.1:${port}`;
  const socket = new WebSocket(`ws://${host}/rpc`, { headers: { cookie, origin: `http://${host}` } });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  // A killed host resets the line; calls that wait are rejected by the close that follows.
  socket.on('error', () => undefined);
  return {
    client: createORPCClient<EngineClient>(createCalls(socketLine(socket))),
    socket,
    cookie,
    port,
  };
};

/** Signs in as a browser does and opens the socket. Spends the host's start address. */
export const connectToWebHost = async ({ startUrl }: Pick<WebHost, 'startUrl'>): Promise<BrowserLine> => {
  const port = Number(startUrl.port);
  const headers = { host: `127.0.0.1:${port}` };
  return openLine(port, cookieOf(await rawRequest({ port, path: `${startUrl.pathname}${startUrl.search}`, headers })));
};

/** Opens another socket in the same session, as a tab does that has lost its line. */
export const reconnectToWebHost = ({ port, cookie }: BrowserLine): Promise<BrowserLine> => openLine(port, cookie);
