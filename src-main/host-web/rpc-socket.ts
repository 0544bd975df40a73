import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { type RawData, WebSocket } from 'ws';

/** Larger frames end their connection (1009). */
export const MAX_FRAME_BYTES = 8 * 1024 * 1024;
/** A client that does not read what it asked for must not fill the host's memory. */
const MAX_UNSENT_BYTES = 64 * 1024 * 1024;

const TRY_AGAIN_LATER = 1013;
const SERVICE_RESTART = 1012;

const bytesOf = (data: RawData): Uint8Array<ArrayBuffer> =>
  Array.isArray(data) ? new Uint8Array(Buffer.concat(data)) : new Uint8Array(data);

const isFrame = (data: unknown): data is string | Uint8Array => typeof data === 'string' || data instanceof Uint8Array;

/**
 * Joins a browser's socket to the engine by a pipe that looks into nothing: frames are the same for a
 * WebSocket and for a MessagePort.
 */
export const pipeToEngine = (socket: WebSocket, connect: (port: MessagePort) => void): void => {
  const { port1, port2 } = new MessageChannel();
  socket.on('message', (data: RawData, isBinary) => {
    const bytes = bytesOf(data);
    port1.postMessage(isBinary ? bytes : Buffer.from(bytes.buffer).toString('utf8'));
  });
  port1.on('message', (data: unknown) => {
    if (!isFrame(data) || socket.readyState !== WebSocket.OPEN) return;
    socket.send(data);
    if (socket.bufferedAmount > MAX_UNSENT_BYTES) socket.close(TRY_AGAIN_LATER, 'Too much is waiting to be read');
  });
  socket.on('close', () => port1.close());
  // The engine's end closes when the engine dies: the page connects again, by then to its successor.
  port1.on('close', () => socket.close(SERVICE_RESTART, 'The engine is restarting'));
  // ws reports a broken frame here and closes with the right code by itself.
  socket.on('error', () => undefined);
  connect(port2);
};
