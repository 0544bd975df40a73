import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startWebHost } from '../helpers/built-product';
import { type BrowserLine, connectToWebHost, reconnectToWebHost } from '../helpers/web-host-client';
import { tempFolder } from '../helpers/temp-folder';

const PASSPHRASE = 'correct horse battery';
const RETRY_MS = 50;

const addPerson = ({ client }: BrowserLine, last: string) =>
  client.records.create({ object: 'person', values: { name: { first: 'A', last } } });

const countPeople = async ({ client }: BrowserLine) => (await client.records.query({ object: 'person' })).total;

/** As a window does: until the engine is back. */
const reconnected = async (line: BrowserLine): Promise<BrowserLine> => {
  for (;;) {
    const next = await reconnectToWebHost(line);
    const isThere = await next.client.encryption.lockState({}).then(
      () => true,
      () => false,
    );
    if (isThere) return next;
    await later(RETRY_MS);
  }
};

/** The line is lost over this, as the engine starts anew. */
const restartedBy = async (line: BrowserLine, work: () => Promise<unknown>): Promise<BrowserLine> => {
  const lost = once(line.socket, 'close');
  await work();
  await lost;
  return reconnected(line);
};

const encryptedHost = async (folder: string) => {
  const host = await startWebHost(folder);
  const line = await connectToWebHost(host);
  await addPerson(line, 'First');
  await line.client.encryption.prepare({ passphrase: PASSPHRASE });
  const after = await restartedBy(line, () => line.client.encryption.turnOn({ remember: false }));
  return { host, line: after };
};

test('a host that encrypted its workspace goes on by itself, also when its engine dies; another one asks for the passphrase', async () => {
  const folder = tempFolder();
  const { host, line } = await encryptedHost(folder);
  expect(await line.client.encryption.status({})).toMatchObject({ isEncrypted: true, canRemember: false });
  expect(await countPeople(line)).toBe(1);
  expect(await host.stop()).toBe(0);

  const second = await connectToWebHost(await startWebHost(folder));

  expect(await second.client.encryption.lockState({})).toEqual({ isLocked: true, canRemember: false });
  await expect(second.client.workspace.status({})).rejects.toMatchObject({
    code: 'sign_in_required',
    data: { reason: 'workspace_encrypted' },
  });
  await expect(second.client.encryption.unlock({ passphrase: 'wrong', remember: false })).rejects.toMatchObject({
    code: 'sign_in_required',
    data: { reason: 'wrong_passphrase' },
  });
  const unlocked = await restartedBy(second, () =>
    second.client.encryption.unlock({ passphrase: PASSPHRASE, remember: false }),
  );
  expect(await countPeople(unlocked)).toBe(1);
});

test('readers, checkpoints, scans and backups of an encrypted workspace work in their threads', async () => {
  const folder = tempFolder();
  const { line } = await encryptedHost(folder);
  await addPerson(line, 'Second');

  const scan = await line.client.duplicates.scan({ object: 'person' });
  const { name } = await line.client.backups.create({});
  const content = await line.client.backups.verify({ name });

  expect(scan).toBeTruthy();
  expect(content).toMatchObject({ records: 2 });
  expect(await countPeople(line)).toBe(2);
  const log = path.join(folder, 'logs', 'outpost.log');
  expect(fs.existsSync(log) ? fs.readFileSync(log, 'utf8') : '').not.toContain('"level":"error"');
});

test('a host that is killed right after encryption was asked for has lost nothing, and the next one goes on with the passphrase', async () => {
  const folder = tempFolder();
  const host = await startWebHost(folder);
  const line = await connectToWebHost(host);
  await addPerson(line, 'First');
  await line.client.encryption.prepare({ passphrase: PASSPHRASE });
  await line.client.encryption.turnOn({ remember: false });
  await addPerson(line, 'Late');
  await host.kill();

  const second = await connectToWebHost(await startWebHost(folder));
  const unlocked = await restartedBy(second, () =>
    second.client.encryption.unlock({ passphrase: PASSPHRASE, remember: false }),
  );

  expect(await countPeople(unlocked)).toBe(2);
  expect(await unlocked.client.encryption.status({})).toMatchObject({ isEncrypted: true, failure: null });
});
