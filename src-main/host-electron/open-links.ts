import path from 'node:path';
import { app, type BrowserWindow } from 'electron';
import { CHANNELS } from './channels';
import { linkIn, pathOfLink } from './deep-link.rules';

const register = (): void => {
  const script = process.argv[1];
  // Started from the sources, the program is Electron's own: it must be told what to run.
  if (process.defaultApp && script !== undefined) {
    app.setAsDefaultProtocolClient('outpost', process.execPath, [path.resolve(script)]);
  } else app.setAsDefaultProtocolClient('outpost');
};

/** Opens outpost:// links in the window: those that come while the app runs, and the one that started it. */
export const openLinks = (window: () => BrowserWindow | undefined): { readonly windowOpened: () => void } => {
  let pending = linkIn(process.argv);
  const show = (link: string | undefined): void => {
    const target = window();
    const place = link === undefined ? undefined : pathOfLink(link);
    if (!target) {
      pending = link ?? pending;
      return;
    }
    if (target.isMinimized()) target.restore();
    target.focus();
    if (place !== undefined) target.webContents.send(CHANNELS.openLink, place);
  };
  register();
  app.on('second-instance', (_event, args) => show(linkIn(args)));
  app.on('open-url', (event, link) => {
    event.preventDefault();
    show(link);
  });
  return {
    windowOpened: () => {
      const link = pending;
      pending = undefined;
      if (link !== undefined) window()?.webContents.once('did-finish-load', () => show(link));
    },
  };
};
