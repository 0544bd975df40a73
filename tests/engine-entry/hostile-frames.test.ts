import { MessageChannel } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { testEngine } from '../helpers/test-engine';

/** Frames as a hostile page may write them: oRPC's envelope, and inside it whatever it likes. */
const frame = (id: string, path: string, body: string): string => `{"i":"${id}","p":{"u":"/${path}","b":${body}}}`;

const POLLUTING = [
  '{"json":{"object":"person","values":{"__proto__":{"polluted":1}}}}',
  '{"json":{"object":"person","values":{"constructor":{"prototype":{"polluted":1}}}}}',
  '{"__proto__":{"polluted":1},"json":{"object":"person","values":{}}}',
  '{"json":{"object":"person","values":{"name":"x"}},"meta":[[1,"__proto__","polluted"]]}',
  '{"json":{"object":"person","values":{"name":"x"}},"meta":[[1,"values","constructor","prototype","polluted"]]}',
  '{"json":{"__proto__":{"polluted":1},"object":"__proto__","values":{}}}',
  '{"json":{"object":"person","values":{"toString":"x","hasOwnProperty":"y","valueOf":null}}}',
];

test('no frame changes the prototypes that the engine lives on', async () => {
  const { engine, client } = await testEngine();
  const { port1, port2 } = new MessageChannel();
  engine.attach(port1);
  port1.start();
  const answers: unknown[] = [];
  port2.on('message', (answer) => answers.push(answer));

  POLLUTING.forEach((body, n) => port2.postMessage(frame(`h${n}`, 'records/create', body)));
  const { objects } = await client.schema.get({});
  await expect.poll(() => answers.length).toBe(POLLUTING.length);
  port2.close();

  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(objects.length).toBeGreaterThanOrEqual(5);
  const { rows } = await client.records.query({ object: 'person' });
  expect(rows.filter((row) => 'polluted' in row)).toEqual([]);
});
