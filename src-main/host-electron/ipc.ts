import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { callHost, type HostHandlers } from '@shared/contract/host-handlers';
import type { HostAnswer } from '@shared/contract/preload-api';
import { toFailure } from '@shared/errors/failure';
import { isAppUrl } from './app-protocol';
import { CHANNELS } from './channels';

/** Only the app's own page at the top of a window may call. */
const isOurs = ({ senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean =>
  senderFrame !== null && senderFrame.parent === null && isAppUrl(senderFrame.url);

/** The one place where windows reach the main process. */
export const listenToPages = (handlers: HostHandlers, connectEngine: (contents: WebContents) => void): void => {
  ipcMain.handle(CHANNELS.host, async (event, procedure: unknown, input: unknown): Promise<HostAnswer> => {
    try {
      if (!isOurs(event)) throw new Error('A stranger called the host');
      return { ok: true, value: await callHost(handlers, String(procedure), input) };
    } catch (error) {
      return { ok: false, error: toFailure(error) };
    }
  });
  ipcMain.on(CHANNELS.connectEngine, (event) => {
    if (isOurs(event)) connectEngine(event.sender);
  });
};
