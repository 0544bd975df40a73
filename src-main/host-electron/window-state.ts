import fs from 'node:fs';
import path from 'node:path';
import type { BrowserWindow } from 'electron';
import { WindowState } from './window-bounds.rules';

const fileIn = (userDataDir: string): string => path.join(userDataDir, 'window.json');

/** How the window was left. A file that cannot be read is as good as none. */
export const readWindowState = (userDataDir: string): WindowState => {
  try {
    return WindowState.parse(JSON.parse(fs.readFileSync(fileIn(userDataDir), 'utf8')));
  } catch {
    return { bounds: null, isMaximized: false };
  }
};

const WRITE_AFTER_MS = 400;

/** Keeps the window's place in userData/window.json while it moves and once more when it closes. */
export const keepWindowState = (window: BrowserWindow, userDataDir: string): void => {
  let timer: NodeJS.Timeout | undefined;
  const write = () => {
    clearTimeout(timer);
    const state: WindowState = { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() };
    fs.mkdirSync(userDataDir, { recursive: true });
    fs.writeFileSync(fileIn(userDataDir), JSON.stringify(state));
  };
  const writeSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(write, WRITE_AFTER_MS);
  };
  window.on('resize', writeSoon);
  window.on('move', writeSoon);
  window.on('close', write);
};
