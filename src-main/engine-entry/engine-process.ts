import { EngineStart, ToEngine } from './protocol';
import { serveEngine } from './serve-engine';

// The engine as a utility process of Electron. What it is to open stands in its only argument.
const host = process.parentPort;

const server = serveEngine(EngineStart.parse(JSON.parse(process.argv[2] ?? '')), import.meta.dirname, {
  post: (message) => host.postMessage(message),
  // Messages to the parent leave before the process does only when the loop turns once more.
  end: () => setImmediate(() => process.exit(0)),
});

host.on('message', ({ data, ports }) => {
  const message = ToEngine.parse(data);
  if (message.type === 'shutdown') return void server.shutdown();
  if (message.type === 'key') return server.receiveKey(message);
  const port = ports[0];
  if (!port) return;
  server.connect(port);
  port.start();
});
