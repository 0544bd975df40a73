import fs from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { beforeEach, expect, test, vi } from 'vitest';
import { stageStream } from '@main/engine-entry/staged-files';
import { electronHostHandlers } from '@main/host-electron/host-procedures';
import { systemKeychain } from '@main/host-electron/keychain';
import { callHost } from '@shared/contract/host-handlers';
import { tempFolder } from '../helpers/temp-folder';
import * as electron from './electron-stand-in';

vi.mock('electron', () => import('./electron-stand-in'));
beforeEach(() => electron.resetElectron());

test('an exported file goes where the person says, and then leaves the staging folder', async () => {
  const folder = tempFolder();
  const staged = await stageStream(path.join(folder, 'staging'), Readable.from([Buffer.from('a,b')]), 'people.csv');
  const handlers = electronHostHandlers(() => path.join(folder, 'staging'));
  const target = path.join(folder, 'mine.csv');
  const save = () => callHost(handlers, 'saveStaged', { file: staged.file, fileName: 'people.csv' });

  const cancelled = await save();
  electron.recorded.saveAnswer = { canceled: false, filePath: target };
  const saved = await save();

  expect([cancelled, saved]).toEqual([{ saved: false }, { saved: true }]);
  expect(fs.readFileSync(target, 'utf8')).toBe('a,b');
  expect(fs.readdirSync(path.join(folder, 'staging'))).toEqual([]);
});

test('only web, mail and phone addresses open outside', async () => {
  const handlers = electronHostHandlers(() => '');
  const open = (url: string) => callHost(handlers, 'openExternal', { url });

  for (const url of ['https://example.org/', 'mailto:ada@example.org', 'tel:+4930123']) await open(url);

  expect(electron.recorded.opened).toHaveLength(3);
  for (const url of ['file:///etc/passwd', 'javascript:alert(1)', 'smb://host/share', 'C:\\Windows', '']) {
    await expect(open(url)).rejects.toMatchObject({ code: 'forbidden' });
  }
  expect(electron.recorded.opened).toHaveLength(3);
});

test('a notification shows what it was given; a click brings the window forward', async () => {
  const window = new electron.FakeWindow({});

  await callHost(
    electronHostHandlers(() => ''),
    'notify',
    { title: 'Import done', body: '537 people' },
  );
  electron.recorded.notifications[0]?.emit('click');

  expect(electron.recorded.notifications[0]?.options).toEqual({ title: 'Import done', body: '537 people' });
  expect(window.calls).toEqual(['focus']);
});

test('the keychain opens what it sealed, and the sealed form is not the secret', async () => {
  const sealed = await systemKeychain.seal('password');

  expect(Buffer.from(sealed).toString('utf8')).not.toContain('password');
  expect(await systemKeychain.open(sealed)).toBe('password');
});

test('without a real keychain nothing is sealed; a lost key is said', async () => {
  const sealed = await systemKeychain.seal('other');
  await expect(systemKeychain.open(sealed)).rejects.toMatchObject({ code: 'storage_failed' });

  electron.recorded.hasKeychain = false;
  await expect(systemKeychain.seal('password')).rejects.toMatchObject({ code: 'unsupported' });
});

test.runIf(process.platform === 'linux')('a key that stands in the program itself is no keychain', async () => {
  electron.recorded.keychainBackend = 'basic_text';

  await expect(systemKeychain.seal('password')).rejects.toMatchObject({ code: 'unsupported' });
});
