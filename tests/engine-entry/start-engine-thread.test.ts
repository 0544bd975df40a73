import fs from 'node:fs';
import path from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { startEngineThread } from '@main/engine-entry/start-engine-thread';
import { tempFolder } from '../helpers/temp-folder';

const START = { workspaceDir: '/w', appVersion: '1.0.0', hasReaders: false };

/** A folder whose engine-worker.js is this script. */
const entriesWith = (script: string): string => {
  const folder = tempFolder();
  fs.writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
  fs.writeFileSync(
    path.join(folder, 'engine-worker.js'),
    `import { parentPort, workerData } from 'node:worker_threads';\n${script}`,
  );
  return folder;
};

const ECHO = `
parentPort.postMessage({ type: 'ready', stagingDir: workerData.workspaceDir + '/staging' });
parentPort.on('message', (message) => {
  if (message.type === 'connect') message.port.on('message', (m) => {
    if (m === 'die') throw new Error('killed');
    message.port.postMessage(m);
  });
  if (message.type === 'shutdown') { parentPort.postMessage({ type: 'closed' }); parentPort.close(); }
});`;

test('an engine that is ready serves the ports it is given and closes when asked', async () => {
  const engine = await startEngineThread(entriesWith(ECHO), START);
  const { port1, port2 } = new MessageChannel();

  engine.connect(port2);
  port1.postMessage('hello');
  const answer = await new Promise((resolve) => port1.once('message', resolve));
  port1.close();
  await engine.close();

  expect(engine.stagingDir).toBe('/w/staging');
  expect(answer).toBe('hello');
  await expect(engine.ended).resolves.toBeUndefined();
});

test('the reason why a workspace cannot be opened arrives with its code', async () => {
  const failing = entriesWith(`
    parentPort.postMessage({ type: 'failed', error: { code: 'conflict', words: { id: 'x', message: 'Open elsewhere', values: {} }, detail: { n: 1 } } });
    parentPort.close();`);

  await expect(startEngineThread(failing, START)).rejects.toMatchObject({
    code: 'conflict',
    message: 'Open elsewhere',
    detail: { n: 1 },
  });
});

test('an engine that dies before it is ready is an error, one that dies later has ended and closes its ports', async () => {
  await expect(startEngineThread(entriesWith(`throw new Error('broken build')`), START)).rejects.toThrow(
    'broken build',
  );

  const engine = await startEngineThread(entriesWith(ECHO), START);
  const { port1, port2 } = new MessageChannel();
  engine.connect(port2);
  const closed = new Promise((resolve) => port1.once('close', resolve));
  port1.postMessage('die');

  await engine.ended;
  await closed;
});
