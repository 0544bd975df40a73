import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';

/**
 * Stands for the `electron` module: only what the host uses, with Electron's own types where a plain value can have
 * them. It records what it was asked; tests fire its events. Use with vi.mock('electron', () => import('./electron-stand-in')).
 */
export interface Recorded {
  readonly windows: FakeWindow[];
  readonly forks: FakeUtilityProcess[];
  readonly errorBoxes: string[];
  readonly exits: number[];
  readonly opened: string[];
  readonly notifications: FakeNotification[];
  readonly schemes: Electron.CustomScheme[];
  readonly protocolClients: (readonly unknown[])[];
  menu: readonly Electron.MenuItemConstructorOptions[];
  quits: number;
  saveAnswer: Electron.SaveDialogReturnValue;
  hasLock: boolean;
  hasKeychain: boolean;
  keychainBackend: ReturnType<Electron.SafeStorage['getSelectedStorageBackend']>;
  userDataDir: string;
  displays: readonly Pick<Electron.Display, 'workArea'>[];
}

const fresh = (): Recorded => ({
  windows: [],
  forks: [],
  errorBoxes: [],
  exits: [],
  opened: [],
  notifications: [],
  schemes: [],
  protocolClients: [],
  menu: [],
  quits: 0,
  saveAnswer: { canceled: true, filePath: '' },
  hasLock: true,
  hasKeychain: true,
  keychainBackend: 'gnome_libsecret',
  userDataDir: '',
  displays: [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }],
});

export const recorded: Recorded = fresh();

export class FakeWebContents extends EventEmitter {
  readonly sent: (readonly unknown[])[] = [];
  readonly posted: { readonly channel: string; readonly ports: readonly unknown[] }[] = [];
  windowOpenHandler: (() => { readonly action: string }) | undefined;
  send(...message: readonly unknown[]): void {
    this.sent.push(message);
  }
  postMessage(channel: string, _message: unknown, ports: readonly unknown[]): void {
    this.posted.push({ channel, ports });
  }
  setWindowOpenHandler(handler: () => { readonly action: string }): void {
    this.windowOpenHandler = handler;
  }
  isDestroyed(): boolean {
    return false;
  }
}

export class FakeWindow extends EventEmitter {
  readonly webContents = new FakeWebContents();
  readonly calls: string[] = [];
  url = '';
  minimized = false;
  maximized = false;
  constructor(readonly options: Electron.BrowserWindowConstructorOptions) {
    super();
    recorded.windows.push(this);
    appEvents.emit('web-contents-created', {}, this.webContents);
  }
  static getAllWindows(): readonly FakeWindow[] {
    return recorded.windows;
  }
  static getFocusedWindow(): FakeWindow | null {
    return recorded.windows[0] ?? null;
  }
  loadURL(url: string): Promise<void> {
    this.url = url;
    return Promise.resolve();
  }
  getNormalBounds(): Electron.Rectangle {
    return { x: 10, y: 20, width: 1200, height: 800 };
  }
  isMaximized(): boolean {
    return this.maximized;
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  maximize(): void {
    this.maximized = true;
  }
  restore(): void {
    this.calls.push('restore');
  }
  focus(): void {
    this.calls.push('focus');
  }
  show(): void {
    this.calls.push('show');
  }
}
export { FakeWindow as BrowserWindow };

export class FakeUtilityProcess extends EventEmitter {
  readonly posted: { readonly message: { readonly type: string }; readonly ports: readonly unknown[] }[] = [];
  constructor(
    readonly modulePath: string,
    readonly args: readonly string[],
  ) {
    super();
    recorded.forks.push(this);
  }
  postMessage(message: { readonly type: string }, ports: readonly unknown[] = []): void {
    this.posted.push({ message, ports });
  }
  kill(): boolean {
    this.emit('exit', 1);
    return true;
  }
}
export const utilityProcess = {
  fork: (modulePath: string, args: string[] = []) => new FakeUtilityProcess(modulePath, args),
};

class FakePort extends EventEmitter {}
export class MessageChannelMain {
  readonly port1 = new FakePort();
  readonly port2 = new FakePort();
}

export class FakeNotification extends EventEmitter {
  constructor(readonly options: Electron.NotificationConstructorOptions) {
    super();
    recorded.notifications.push(this);
  }
  static isSupported(): boolean {
    return true;
  }
  show(): void {
    this.emit('show');
  }
}
export { FakeNotification as Notification };

const appEvents = new EventEmitter();
const appCalls = {
  whenReady: () => Promise.resolve(),
  getVersion: () => '9.9.9',
  getPath: () => recorded.userDataDir,
  isPackaged: true,
  enableSandbox: () => undefined,
  requestSingleInstanceLock: () => recorded.hasLock,
  setAsDefaultProtocolClient: (...args: readonly unknown[]) => {
    recorded.protocolClients.push(args);
    return true;
  },
  quit: () => {
    recorded.quits += 1;
    appEvents.emit('before-quit', { preventDefault: () => undefined });
  },
  exit: (code = 0) => {
    recorded.exits.push(code);
  },
} satisfies Pick<
  Electron.App,
  | 'whenReady'
  | 'getVersion'
  | 'getPath'
  | 'isPackaged'
  | 'enableSandbox'
  | 'requestSingleInstanceLock'
  | 'setAsDefaultProtocolClient'
  | 'quit'
  | 'exit'
>;
export const app: EventEmitter & typeof appCalls = Object.assign(appEvents, appCalls);

type IpcListener = (event: unknown, ...args: readonly unknown[]) => unknown;
export const handlers = new Map<string, IpcListener>();
export const ipcMain = Object.assign(new EventEmitter(), {
  handle: (channel: string, listener: IpcListener) => void handlers.set(channel, listener),
});

export const granted: { request: unknown; check: unknown } = { request: undefined, check: undefined };
export const session = {
  defaultSession: {
    setPermissionRequestHandler: (handler) => {
      granted.request = handler;
    },
    setPermissionCheckHandler: (handler) => {
      granted.check = handler;
    },
  } satisfies Pick<Electron.Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler'>,
};

export const protocolHandlers = new Map<string, (request: Request) => Response | Promise<Response>>();
export const protocol = {
  registerSchemesAsPrivileged: (schemes) => void recorded.schemes.push(...schemes),
  handle: (scheme, handler) => void protocolHandlers.set(scheme, handler),
} satisfies Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'>;

export const dialog = {
  showErrorBox: (title, content) => void recorded.errorBoxes.push(`${title}: ${content}`),
  showSaveDialog: () => Promise.resolve(recorded.saveAnswer),
} satisfies Pick<Electron.Dialog, 'showErrorBox' | 'showSaveDialog'>;

export const shell = {
  openExternal: (url) => {
    recorded.opened.push(url);
    return Promise.resolve();
  },
  openPath: (place) => {
    recorded.opened.push(place);
    return Promise.resolve('');
  },
} satisfies Pick<Electron.Shell, 'openExternal' | 'openPath'>;

export const nativeTheme = { shouldUseDarkColors: false } satisfies Pick<Electron.NativeTheme, 'shouldUseDarkColors'>;
export const screen = { getAllDisplays: () => recorded.displays };
export const Menu = {
  buildFromTemplate: (template: readonly Electron.MenuItemConstructorOptions[]) => template,
  setApplicationMenu: (menu: readonly Electron.MenuItemConstructorOptions[]) => {
    recorded.menu = menu;
  },
};

export const safeStorage = {
  isAsyncEncryptionAvailable: () => Promise.resolve(recorded.hasKeychain),
  getSelectedStorageBackend: () => recorded.keychainBackend,
  encryptStringAsync: (text) => Promise.resolve(Buffer.from(text, 'utf8').reverse()),
  decryptStringAsync: (sealed) => {
    const result = Buffer.from(sealed).reverse().toString('utf8');
    if (result.startsWith('other')) return Promise.reject(new Error('wrong key'));
    return Promise.resolve({ result, shouldReEncrypt: false });
  },
} satisfies Pick<
  Electron.SafeStorage,
  'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'
>;

// The renderer's side, for the preload script.
export const exposed: { api: unknown } = { api: undefined };
export const contextBridge = {
  exposeInMainWorld: (_name, api: unknown) => {
    exposed.api = api;
  },
} satisfies Pick<Electron.ContextBridge, 'exposeInMainWorld'>;
export const invoked: (readonly unknown[])[] = [];
export const ipcRenderer = Object.assign(new EventEmitter(), {
  send: (...args: readonly unknown[]) => void invoked.push(args),
  invoke: (...args: readonly unknown[]) => {
    invoked.push(args);
    return Promise.resolve({ ok: true, value: args });
  },
});
export const webUtils = {
  getPathForFile: (file) => (file.name === '' ? '' : `/home/ada/${file.name}`),
} satisfies Pick<Electron.WebUtils, 'getPathForFile'>;

/** Forgets everything; for beforeEach. */
export const resetElectron = (): void => {
  Object.assign(recorded, fresh());
  for (const emitter of [app, ipcMain, ipcRenderer]) emitter.removeAllListeners();
  handlers.clear();
  protocolHandlers.clear();
  invoked.length = 0;
};
