import path from 'node:path';
import { expect, test } from 'vitest';
import { workspaceFolder } from '@main/engine-entry/workspace-location';

test('the folder that was asked for wins over OUTPOST_WORKSPACE, and that over the place for data of the system', () => {
  const env = { OUTPOST_WORKSPACE: '/from/env' };

  expect(workspaceFolder('/asked', env, 'linux', '/home/ada')).toBe('/asked');
  expect(workspaceFolder(undefined, env, 'linux', '/home/ada')).toBe('/from/env');
  expect(workspaceFolder(undefined, {}, 'linux', '/home/ada')).toBe('/home/ada/.local/share/Outpost/workspace');
});

test('each system has its own place', () => {
  expect(workspaceFolder(undefined, {}, 'darwin', '/Users/ada')).toBe(
    '/Users/ada/Library/Application Support/Outpost/workspace',
  );
  expect(workspaceFolder(undefined, { XDG_DATA_HOME: '/data' }, 'linux', '/home/ada')).toBe('/data/Outpost/workspace');
  expect(workspaceFolder(undefined, { XDG_DATA_HOME: 'relative' }, 'linux', '/home/ada')).toBe(
    '/home/ada/.local/share/Outpost/workspace',
  );
  expect(workspaceFolder(undefined, { APPDATA: '/roaming' }, 'win32', '/home/ada')).toBe(
    path.join('/roaming', 'Outpost', 'workspace'),
  );
});

test('an empty OUTPOST_WORKSPACE is none, a relative folder is the caller’s', () => {
  expect(workspaceFolder(undefined, { OUTPOST_WORKSPACE: '' }, 'linux', '/h')).toBe(
    '/h/.local/share/Outpost/workspace',
  );
  expect(workspaceFolder('mine', {}, 'linux', '/h')).toBe(path.resolve('mine'));
});
