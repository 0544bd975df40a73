import fs from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { findKeyVault } from '@main/host-electron/key-vault';
import { tempFolder } from '../helpers/temp-folder';
import * as electron from './electron-stand-in';

vi.mock('electron', () => import('./electron-stand-in'));

beforeEach(() => electron.resetElectron());

test('a key is sealed among the data of the app, apart for each workspace, and can be taken out', async () => {
  const userData = tempFolder();
  const vault = await findKeyVault(userData, '/work/one');
  const other = await findKeyVault(userData, '/work/two');

  await vault?.save('a2V5b2ZvbmU=');

  expect(await vault?.load()).toBe('a2V5b2ZvbmU=');
  expect(await other?.load()).toBeNull();
  const [file = ''] = fs.readdirSync(path.join(userData, 'keys'));
  expect(fs.readFileSync(path.join(userData, 'keys', file), 'utf8')).not.toContain('a2V5');
  await vault?.save(null);
  expect(await vault?.load()).toBeNull();
});

test('without a keychain there is no vault', async () => {
  electron.recorded.hasKeychain = false;

  expect(await findKeyVault(tempFolder(), '/work/one')).toBeUndefined();
});
