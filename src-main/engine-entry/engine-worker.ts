import { MessagePort, parentPort, workerData } from 'node:worker_threads';
import { EngineStart, ToEngine } from './protocol';
import { serveEngine } from './serve-engine';

// The engine as a thread of the web host or the command line.
if (!parentPort) throw new Error('The engine worker must be started as a worker thread');
const host = parentPort;
const LINGER_MS = 100;

const server = serveEngine(EngineStart.parse(workerData), import.meta.dirname, {
  post: (message) => host.postMessage(message),
  end: () => {
    host.close();
    // A line that somebody left open would keep the thread; the last messages are out by then.
    setTimeout(() => process.exit(0), LINGER_MS).unref();
  },
});

const portOf = (message: unknown): MessagePort | undefined =>
  typeof message === 'object' && message !== null && 'port' in message && message.port instanceof MessagePort
    ? message.port
    : undefined;

host.on('message', (raw: unknown) => {
  const message = ToEngine.parse(raw);
  if (message.type === 'shutdown') return void server.shutdown();
  if (message.type === 'key') return server.receiveKey(message);
  const port = portOf(raw);
  if (!port) return;
  server.connect(port);
  port.start();
});
