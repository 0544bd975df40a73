import path from 'node:path';
import { msg } from '@lingui/core/macro';
import { app, BrowserWindow, dialog, type MessagePortMain } from 'electron';
import { formatMessage } from '@shared/messages/format-message';
import { AppError } from '@shared/errors/app-error';
import { createKeyHolder } from '../engine-entry/key-holder';
import { type EngineSupervisor, superviseEngine } from '../engine-entry/supervise-engine';
import { setAppMenu } from './app-menu';
import { serveApp } from './app-protocol';
import { createEnginePorts } from './engine-ports';
import { electronHostHandlers } from './host-procedures';
import { findKeyVault } from './key-vault';
import { listenToPages } from './ipc';
import { openMainWindow } from './main-window';
import { openLinks } from './open-links';
import { guardPages } from './page-guards';
import { startEngineProcess } from './start-engine-process';

export interface ElectronHostOptions {
  /** Where the built entries stand side by side. */
  readonly entriesDir: string;
  readonly workspaceDir: string;
}

const giveUp = (error: unknown): void => {
  dialog.showErrorBox(formatMessage(msg`Outpost cannot go on`), error instanceof Error ? error.message : String(error));
  app.exit(1);
};

/** Waits with quitting until the engine has closed the workspace. */
const closeEngineBeforeQuit = (engine: EngineSupervisor<MessagePortMain>): void => {
  let isClosed = false;
  let isClosing = false;
  app.on('before-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    if (isClosing) return;
    isClosing = true;
    void engine.close().finally(() => {
      isClosed = true;
      app.quit();
    });
  });
};

/** Runs the app in a window: engine in a process of its own, page in a sandbox, and between them a port. */
export const runElectronHost = async ({ entriesDir, workspaceDir }: ElectronHostOptions): Promise<void> => {
  const links = openLinks(() => BrowserWindow.getAllWindows()[0]);
  await app.whenReady();
  guardPages();
  serveApp(path.join(entriesDir, '../renderer'));
  setAppMenu(workspaceDir);

  let engine: EngineSupervisor<MessagePortMain>;
  try {
    const keys = createKeyHolder({ vault: await findKeyVault(app.getPath('userData'), workspaceDir) });
    const ports = createEnginePorts(() => engine.current());
    engine = await superviseEngine<MessagePortMain>({
      start: () =>
        startEngineProcess(entriesDir, { workspaceDir, appVersion: app.getVersion(), hasReaders: true }, keys),
      // The page sees its port close and asks for another.
      onLost: () => undefined,
      onRestarted: ports.serveWaiting,
      onGaveUp: (error) =>
        giveUp(error ?? new AppError('internal', msg`The engine keeps stopping. The log in the workspace says why.`)),
    });
    listenToPages(
      electronHostHandlers(() => {
        const running = engine.current();
        if (!running) throw new AppError('offline', msg`Outpost is restarting its engine`);
        return running.stagingDir;
      }),
      ports.connect,
    );
  } catch (error) {
    return giveUp(error);
  }
  closeEngineBeforeQuit(engine);

  const open = () => {
    openMainWindow(entriesDir);
    links.windowOpened();
  };
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) open();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  open();
};
