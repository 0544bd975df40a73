import type { HostHandlers } from '@shared/contract/host-handlers';
import { AppError } from '@shared/errors/app-error';

const unsupported = (what: string) => (): Promise<never> =>
  Promise.reject(new AppError('unsupported', `In a browser, ${what}`));

/** What a host can do whose windows are browser tabs: the tab does the rest by itself. */
export const webHostHandlers: HostHandlers = {
  info: () => Promise.resolve({ kind: 'web', platform: process.platform }),
  stagePath: unsupported('files are uploaded'),
  saveStaged: unsupported('files are downloaded'),
  openExternal: unsupported('the page opens addresses itself'),
  notify: unsupported('Outpost shows no notifications'),
};
