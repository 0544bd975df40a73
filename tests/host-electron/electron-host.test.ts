import fs from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { runElectronHost } from '@main/host-electron/electron-host';
import { tempFolder } from '../helpers/temp-folder';
import * as electron from './electron-stand-in';

vi.mock('electron', () => import('./electron-stand-in'));

const APP_PAGE = { url: 'app://outpost/#/o/person', parent: null };
/** Lets everything that waits for nothing but its turn go on. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** The host over a folder with a built renderer; its engine says `ready` unless told to say something else. */
const startHost = async (firstWord: unknown = { type: 'ready', stagingDir: '/staging' }) => {
  const folder = tempFolder();
  electron.recorded.userDataDir = path.join(folder, 'userData');
  fs.mkdirSync(path.join(folder, 'renderer'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'renderer/index.html'), '<!doctype html>');
  fs.writeFileSync(path.join(folder, 'secret.txt'), 'secret');
  const run = runElectronHost({ entriesDir: path.join(folder, 'main'), workspaceDir: '/workspace' });
  await vi.waitFor(() => expect(electron.recorded.forks).toHaveLength(1));
  electron.recorded.forks[0]?.emit('message', firstWord);
  await run;
  return { folder, window: electron.recorded.windows[0], engine: electron.recorded.forks[0] };
};

const ask = (procedure: unknown, input: unknown, senderFrame: unknown = APP_PAGE) =>
  electron.handlers.get('outpost:host')?.({ senderFrame }, procedure, input);

beforeEach(() => electron.resetElectron());

describe('start', () => {
  test('the engine runs in a process of its own and is told what to open', async () => {
    const { engine, folder } = await startHost();

    expect(engine?.modulePath).toBe(path.join(folder, 'main/engine-process.js'));
    expect(JSON.parse(engine?.args[0] ?? '')).toEqual({
      workspaceDir: '/workspace',
      appVersion: '9.9.9',
      hasReaders: true,
    });
  });

  test('the window shows the app in a sandbox without Node', async () => {
    const { window, folder } = await startHost();

    expect(window?.url).toBe('app://outpost/');
    expect(window?.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      preload: path.join(folder, 'preload/index.cjs'),
    });
  });

  test('a workspace that is open elsewhere ends the app with the reason, before any window', async () => {
    const words = { id: 'x', message: 'This workspace is open in another Outpost.', values: {} };
    const error = { code: 'conflict', words, detail: {} };

    await startHost({ type: 'failed', error });

    expect(electron.recorded.errorBoxes).toEqual(['Outpost cannot go on: This workspace is open in another Outpost.']);
    expect(electron.recorded.exits).toEqual([1]);
    expect(electron.recorded.windows).toEqual([]);
  });
});

describe('the page', () => {
  test('a page gets one end of a channel, the engine the other', async () => {
    const { window, engine } = await startHost();

    electron.ipcMain.emit('outpost:connect-engine', { senderFrame: APP_PAGE, sender: window?.webContents });

    const [connect] = engine?.posted ?? [];
    const [handed] = window?.webContents.posted ?? [];
    expect(connect?.message).toEqual({ type: 'connect' });
    expect(connect?.ports).toHaveLength(1);
    expect(handed?.channel).toBe('outpost:engine-port');
    expect(handed?.ports).toHaveLength(1);
    expect(handed?.ports[0]).not.toBe(connect?.ports[0]);
  });

  test('strangers, and frames inside the page, get neither answers nor ports', async () => {
    const { window, engine } = await startHost();
    const strangers = [
      { url: 'https://evil.example/', parent: null },
      { url: 'app://outpost.evil.example/', parent: null },
      { url: 'app://outpost/', parent: {} },
      null,
    ];

    for (const senderFrame of strangers) {
      electron.ipcMain.emit('outpost:connect-engine', { senderFrame, sender: window?.webContents });
      expect(await ask('info', {}, senderFrame)).toMatchObject({ ok: false });
    }

    expect(engine?.posted).toEqual([]);
    expect(window?.webContents.posted).toEqual([]);
  });

  test('host calls answer values, failures their code', async () => {
    await startHost();

    expect(await ask('info', {})).toEqual({ ok: true, value: { kind: 'electron', platform: process.platform } });
    expect(await ask('openExternal', { url: 4 })).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
    expect(await ask('constructor', {})).toMatchObject({ ok: false, error: { code: 'not_found' } });
  });

  test('it can go nowhere else, open nothing and is granted nothing but copying', async () => {
    const { window } = await startHost();
    const attempts = ['https://evil.example/', 'file:///etc/passwd', 'app://other/'].map((url) => {
      const event = { url, isMainFrame: true, preventDefault: vi.fn<() => void>() };
      window?.webContents.emit('will-navigate', event);
      return event.preventDefault.mock.calls.length;
    });
    const own = { url: 'app://outpost/settings', preventDefault: vi.fn<() => void>() };
    window?.webContents.emit('will-navigate', own);
    const webview = { preventDefault: vi.fn<() => void>() };
    window?.webContents.emit('will-attach-webview', webview);
    const check = electron.granted.check as (contents: null, permission: string) => boolean;

    expect(attempts).toEqual([1, 1, 1]);
    expect(own.preventDefault).not.toHaveBeenCalled();
    expect(webview.preventDefault).toHaveBeenCalledOnce();
    expect(window?.webContents.windowOpenHandler?.()).toEqual({ action: 'deny' });
    expect(['media', 'geolocation', 'clipboard-read', 'openExternal'].map((each) => check(null, each))).toEqual(
      Array.from({ length: 4 }, () => false),
    );
    expect(check(null, 'clipboard-sanitized-write')).toBe(true);
  });

  test('app:// serves the built files with the strict policy and nothing else', async () => {
    await startHost();
    const serve = async (url: string) => electron.protocolHandlers.get('app')?.(new Request(url));

    const page = await serve('app://outpost/');

    expect(page?.status).toBe(200);
    expect(page?.headers.get('content-security-policy')).toContain("default-src 'none'");
    for (const url of [
      'app://outpost/../secret.txt',
      'app://outpost/%2e%2e/secret.txt',
      'app://other/',
      'app://outpost/a.js',
    ]) {
      expect((await serve(url))?.status).toBe(404);
    }
  });
});

describe('the end', () => {
  test('quitting waits until the engine has closed the workspace', async () => {
    const { engine } = await startHost();
    const quit = { preventDefault: vi.fn<() => void>() };

    electron.app.emit('before-quit', quit);
    await settle();
    const before = { quits: electron.recorded.quits, asked: engine?.posted.map(({ message }) => message.type) };
    engine?.emit('message', { type: 'closed' });
    engine?.emit('exit', 0);
    await settle();

    expect(quit.preventDefault).toHaveBeenCalledOnce();
    expect(before).toEqual({ quits: 0, asked: ['shutdown'] });
    expect(electron.recorded.quits).toBe(1);
  });

  test('an engine that crashes is started again, and a page that asked meanwhile gets its port then', async () => {
    const { window, engine } = await startHost();

    engine?.emit('exit', 139);
    await settle();
    electron.ipcMain.emit('outpost:connect-engine', { senderFrame: APP_PAGE, sender: window?.webContents });
    const meanwhile = window?.webContents.posted.length;
    await vi.waitFor(() => expect(electron.recorded.forks).toHaveLength(2));
    const second = electron.recorded.forks[1];
    second?.emit('message', { type: 'ready', stagingDir: '/staging' });
    await settle();

    expect(meanwhile).toBe(0);
    expect(second?.posted.map(({ message }) => message.type)).toEqual(['connect']);
    expect(window?.webContents.posted).toHaveLength(1);
  });
});

describe('links', () => {
  const id = '0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b';

  test('a link that is opened while the app runs brings the window forward and reaches the page', async () => {
    const { window } = await startHost();

    electron.app.emit('second-instance', {}, ['outpost', `outpost://person/${id}`]);
    electron.app.emit('open-url', { preventDefault: () => undefined }, 'outpost://company');

    expect(window?.calls).toEqual(['focus', 'focus']);
    expect(window?.webContents.sent).toEqual([
      ['outpost:open-link', `/o/person/${id}`],
      ['outpost:open-link', '/o/company'],
    ]);
  });

  test('a second start without a link only brings the window forward', async () => {
    const { window } = await startHost();

    electron.app.emit('second-instance', {}, ['outpost']);

    expect(window?.calls).toEqual(['focus']);
    expect(window?.webContents.sent).toEqual([]);
  });

  test('a link that starts the app is kept until the page is there', async () => {
    const early = startHost();
    electron.app.emit('open-url', { preventDefault: () => undefined }, `outpost://person/${id}`);
    const { window } = await early;

    window?.webContents.emit('did-finish-load');

    expect(window?.webContents.sent).toEqual([['outpost:open-link', `/o/person/${id}`]]);
  });
});

test('the window opens where it was left', async () => {
  const { window } = await startHost();
  window?.emit('close');
  const kept = fs.readFileSync(path.join(electron.recorded.userDataDir, 'window.json'), 'utf8');

  expect(JSON.parse(kept)).toEqual({
    bounds: { x: 10, y: 20, width: 1200, height: 800 },
    isMaximized: false,
  });
});

test('the menu leaves undo to the page, except on macOS', async () => {
  await startHost();
  const edit = electron.recorded.menu.find(({ role }) => role === 'editMenu');
  const items = Array.isArray(edit?.submenu) ? edit.submenu : [];

  expect(items.find(({ role }) => role === 'undo')?.registerAccelerator).toBe(process.platform === 'darwin');
});
