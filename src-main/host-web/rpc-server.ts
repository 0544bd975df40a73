import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { MessagePort } from 'node:worker_threads';
import { type WebSocket, WebSocketServer } from 'ws';
import { MAX_FRAME_BYTES, pipeToEngine } from './rpc-socket';

export interface RpcServer {
  readonly upgrade: (request: IncomingMessage, stream: Duplex, head: Buffer) => void;
  readonly close: () => void;
}

const MAX_SOCKETS = 64;
const PING_EVERY_MS = 30_000;

/** The sockets of all tabs. `connect` hands the engine's end of a channel over, or closes it when there is no engine now. */
export const createRpcServer = (connect: (port: MessagePort) => void): RpcServer => {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false });
  const answered = new WeakSet<WebSocket>();

  const pinging = setInterval(() => {
    for (const socket of server.clients) {
      if (!answered.has(socket)) {
        socket.terminate();
        continue;
      }
      answered.delete(socket);
      socket.ping();
    }
  }, PING_EVERY_MS);
  pinging.unref();

  return {
    upgrade: (request, stream, head) => {
      server.handleUpgrade(request, stream, head, (socket) => {
        if (server.clients.size > MAX_SOCKETS) return socket.close(1013, 'Too many connections');
        answered.add(socket);
        socket.on('pong', () => answered.add(socket));
        pipeToEngine(socket, connect);
      });
    },
    close: () => {
      clearInterval(pinging);
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
};
