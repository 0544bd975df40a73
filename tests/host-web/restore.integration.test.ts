import { once } from 'node:events';
import { setTimeout as later } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startWebHost } from '../helpers/built-product';
import { type BrowserLine, connectToWebHost, reconnectToWebHost } from '../helpers/web-host-client';
import { tempFolder } from '../helpers/temp-folder';

const RETRY_MS = 50;

const addPerson = ({ client }: BrowserLine, last: string) =>
  client.records.create({ object: 'person', values: { name: { first: 'A', last } } });

/** As a window does: until the engine is back. */
const reconnected = async (line: BrowserLine): Promise<BrowserLine> => {
  for (;;) {
    const next = await reconnectToWebHost(line);
    const isThere = await next.client.workspace.status({}).then(
      () => true,
      () => false,
    );
    if (isThere) return next;
    await later(RETRY_MS);
  }
};

test('every window loses its line when a backup is restored, connects again and sees what was there', async () => {
  const host = await startWebHost(tempFolder());
  const first = await connectToWebHost(host);
  const second = await reconnectToWebHost(first);
  await addPerson(first, 'Then');
  const { name } = await first.client.backups.create({});
  await addPerson(second, 'Now');
  const lost = [first, second].map(({ socket }) => once(socket, 'close'));

  const { safetyCopy } = await first.client.backups.restore({ name });
  await Promise.all(lost);
  const after = await reconnected(second);

  expect((await after.client.records.query({ object: 'person' })).total).toBe(1);
  expect(await after.client.backups.verify({ name: safetyCopy })).toMatchObject({ records: 2 });
  expect(await host.stop()).toBe(0);
});

test('a host that is killed as soon as a restore is answered has lost nothing and finishes it at the next start', async () => {
  const folder = tempFolder();
  const host = await startWebHost(folder);
  const line = await connectToWebHost(host);
  await addPerson(line, 'Then');
  const { name } = await line.client.backups.create({});
  await addPerson(line, 'Now');

  const { safetyCopy } = await line.client.backups.restore({ name });
  await host.kill();
  const next = await connectToWebHost(await startWebHost(folder));

  expect((await next.client.records.query({ object: 'person' })).total).toBe(1);
  expect(await next.client.backups.verify({ name: safetyCopy })).toMatchObject({ records: 2 });
});
