import { copyFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { msg } from '@lingui/core/macro';
import { app, BrowserWindow, dialog, shell } from 'electron';
import type { HostHandlers } from '@shared/contract/host-handlers';
import { AppError } from '@shared/errors/app-error';
import { dropStaged, findStaged, plainFileName, stagePath } from '../engine-entry/staged-files';
import { showNotification } from './notifications';

const OPENED_OUTSIDE: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:', 'tel:']);

const openOutside = async (url: string): Promise<void> => {
  if (!URL.canParse(url) || !OPENED_OUTSIDE.has(new URL(url).protocol)) {
    throw new AppError('forbidden', msg`Outpost opens web, mail and phone addresses only`);
  }
  await shell.openExternal(url);
};

/** A folder only: opening a file might run it. */
const showFolder = async (folder: string): Promise<void> => {
  const found = await stat(folder).catch(() => undefined);
  if (!path.isAbsolute(folder) || !found?.isDirectory()) throw new AppError('not_found', msg`This folder is not there`);
  const failure = await shell.openPath(folder);
  if (failure !== '') throw new AppError('unsupported', msg`The folder could not be shown: ${failure}`);
};

const askWhere = async (fileName: string): Promise<string | undefined> => {
  const options = { defaultPath: path.join(app.getPath('downloads'), plainFileName(fileName)) };
  const window = BrowserWindow.getFocusedWindow();
  const answer = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options));
  return answer.canceled || answer.filePath === '' ? undefined : answer.filePath;
};

/** What a desktop window can do. `stagingDir` answers for the engine that runs now. */
export const electronHostHandlers = (stagingDir: () => string): HostHandlers => ({
  info: () => Promise.resolve({ kind: 'electron', platform: process.platform }),
  stagePath: (input) => stagePath(stagingDir(), input.path),
  saveStaged: async ({ file, fileName }) => {
    const staged = await findStaged(stagingDir(), file);
    const target = await askWhere(fileName);
    if (target === undefined) return { saved: false };
    await copyFile(staged.path, target);
    await dropStaged(stagingDir(), file);
    return { saved: true };
  },
  openExternal: async ({ url }) => {
    await openOutside(url);
    return {};
  },
  openFolder: async ({ path: folder }) => {
    await showFolder(folder);
    return {};
  },
  notify: ({ title, body }) => {
    showNotification(title, body);
    return Promise.resolve({});
  },
});
