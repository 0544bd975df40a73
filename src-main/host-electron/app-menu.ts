import { msg } from '@lingui/core/macro';
import { formatMessage } from '@shared/messages/format-message';
import { app, Menu, type MenuItemConstructorOptions, shell } from 'electron';

const separator: MenuItemConstructorOptions = { type: 'separator' };

const template = (workspaceDir: string): MenuItemConstructorOptions[] => {
  const isMac = process.platform === 'darwin';
  // The page keeps an undo stack of its own; only macOS needs the menu for the keys inside a text field.
  const undo = { registerAccelerator: isMac } as const;
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      role: 'fileMenu',
      submenu: [
        { label: formatMessage(msg`Open Workspace Folder`), click: () => void shell.openPath(workspaceDir) },
        separator,
        { role: isMac ? 'close' : 'quit' },
      ],
    },
    {
      role: 'editMenu',
      submenu: [
        { role: 'undo', ...undo },
        { role: 'redo', ...undo },
        separator,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      role: 'viewMenu',
      submenu: [
        ...(app.isPackaged ? [] : [{ role: 'reload' } as const, { role: 'toggleDevTools' } as const, separator]),
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
  ];
};

export const setAppMenu = (workspaceDir: string): void =>
  Menu.setApplicationMenu(Menu.buildFromTemplate(template(workspaceDir)));
