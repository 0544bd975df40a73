import { MessageChannel } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { testEngine } from '../helpers/test-engine';

/** Frames as a hostile page may write them: calls with whatever it likes inside, and what is no call. */
const POLLUTING = [
  '{"object":"person","values":{"__proto__":{"polluted":1}}}',
  '{"object":"person","values":{"constructor":{"prototype":{"polluted":1}}}}',
  '{"__proto__":{"polluted":1},"object":"person","values":{}}',
  '{"__proto__":{"polluted":1},"object":"__proto__","values":{}}',
  '{"object":"person","values":{"toString":"x","hasOwnProperty":"y","valueOf":null}}',
].map((input, id) => `[${id},"records.create",${input}]`);
const NO_PROCEDURES = ['__proto__', 'constructor.name', 'records.__proto__', 'records', '', 'records.create.more'].map(
  (path, id) => `[${100 + id},${JSON.stringify(path)},{}]`,
);
const NO_CALLS = [
  '',
  'null',
  '[]',
  '{}',
  '["1","records.query",{}]',
  '[1e99,"records.query"]',
  '[1,2]',
  '['.repeat(5000),
];

test('no frame changes the prototypes that the engine lives on', async () => {
  const { engine, client } = await testEngine();
  const { port1, port2 } = new MessageChannel();
  engine.attach(port1);
  port1.start();
  const answers: unknown[] = [];
  port2.on('message', (answer) => answers.push(answer));

  for (const frame of [...NO_CALLS, ...POLLUTING, ...NO_PROCEDURES]) port2.postMessage(frame);
  port2.postMessage(new Uint8Array([0xff, 0x00]));
  const { objects } = await client.schema.get({});
  await expect.poll(() => answers.length).toBe(POLLUTING.length + NO_PROCEDURES.length);
  port2.close();

  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(objects.length).toBeGreaterThanOrEqual(5);
  const { rows } = await client.records.query({ object: 'person' });
  expect(rows.filter((row) => 'polluted' in row)).toEqual([]);
});
