import path from 'node:path';
import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import { APP_ORIGIN } from './app-protocol';
import { DEFAULT_SIZE, MIN_SIZE, reachableBounds } from './window-bounds.rules';
import { keepWindowState, readWindowState } from './window-state';

/** bg-app of the design's tokens, so that nothing flashes before the first paint. */
const BACKGROUND = { light: '#f6f6f7', dark: '#131416' } as const;

/** Opens the window where it was left, if that place still exists. `entriesDir` is where the built entries stand. */
export const openMainWindow = (entriesDir: string): BrowserWindow => {
  const userDataDir = app.getPath('userData');
  const kept = readWindowState(userDataDir);
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const window = new BrowserWindow({
    ...(reachableBounds(kept.bounds, screens) ?? DEFAULT_SIZE),
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    title: 'Outpost',
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload: path.join(entriesDir, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: true,
    },
  });
  if (kept.isMaximized) window.maximize();
  keepWindowState(window, userDataDir);
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${APP_ORIGIN}/`);
  return window;
};
