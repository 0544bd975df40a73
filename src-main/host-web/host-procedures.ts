import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import type { HostHandlers } from '@shared/contract/host-handlers';
import { AppError } from '@shared/errors/app-error';

const unsupported = (words: MessageDescriptor) => (): Promise<never> =>
  Promise.reject(new AppError('unsupported', words));

/** What a host can do whose windows are browser tabs: the tab does the rest by itself. */
export const webHostHandlers: HostHandlers = {
  info: () => Promise.resolve({ kind: 'web', platform: process.platform }),
  stagePath: unsupported(msg`In a browser, files are uploaded`),
  saveStaged: unsupported(msg`In a browser, files are downloaded`),
  openExternal: unsupported(msg`In a browser, the page opens addresses itself`),
  openFolder: unsupported(msg`In a browser, Outpost opens no folders`),
  notify: unsupported(msg`In a browser, Outpost shows no notifications`),
};
