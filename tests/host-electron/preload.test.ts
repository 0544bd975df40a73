import { beforeEach, expect, test, vi } from 'vitest';
import type { PreloadApi } from '@shared/contract/preload-api';

const location = { origin: 'app://outpost', hash: '' };
const postMessage = vi.fn<(...args: readonly unknown[]) => void>();

/** The script runs once a page, so each test loads it, and the module that it talks to, anew. */
const loadPreload = async () => {
  vi.resetModules();
  vi.doMock('electron', () => import('./electron-stand-in'));
  const electron = await import('./electron-stand-in');
  await import('@main/host-electron/preload');
  // The preload script has typed it so; the bridge only carries it.
  return { electron, api: electron.exposed.api as PreloadApi<Pick<File, 'name'>> };
};

beforeEach(() => {
  postMessage.mockReset();
  vi.stubGlobal('window', { location, postMessage });
});

test('only a file that a person chose or dropped can be staged', async () => {
  const { api, electron } = await loadPreload();
  const place = api.pathForFile({ name: 'people.csv' });

  const chosen = await api.host('stagePath', { path: place });
  const other = await api.host('stagePath', { path: '/etc/passwd' });
  const made = await api.host('stagePath', { path: api.pathForFile({ name: '' }) });

  expect(chosen.ok).toBe(true);
  expect([other, made]).toMatchObject([
    { ok: false, error: { code: 'forbidden' } },
    { ok: false, error: { code: 'forbidden' } },
  ]);
  expect(electron.invoked).toHaveLength(1);
});

test('a port to the engine goes on to the page, and to no other origin', async () => {
  const { electron } = await loadPreload();
  const port = {};

  electron.ipcRenderer.emit('outpost:engine-port', { ports: [port] });

  expect(postMessage).toHaveBeenCalledWith('outpost:engine-port', 'app://outpost', [port]);
});

test('a link changes the place that the page shows', async () => {
  const { electron } = await loadPreload();

  electron.ipcRenderer.emit('outpost:open-link', {}, '/o/person');
  electron.ipcRenderer.emit('outpost:open-link', {}, { not: 'a path' });

  expect(location.hash).toBe('/o/person');
});
