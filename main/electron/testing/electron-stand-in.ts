import { EventEmitter } from 'node:events';

/**
 * Stands in for Electron in a plain Node, as far as the bundled host asks for it: it keeps what the host registers, so
 * that a test can play Chromium's part.
 */
export const registered = {
  schemes: [] as unknown[],
  protocols: new Map<string, (request: Request) => Promise<Response>>(),
  channels: new Map<string, (event: unknown, ...values: unknown[]) => Promise<unknown>>(),
  windows: [] as BrowserWindow[],
  trayMenus: [] as unknown[],
  menus: 0,
  permissionHandlers: 0,
  exitCode: null as number | null,
};

class App extends EventEmitter {
  isPackaged = false;
  readonly #paths = new Map<string, string>();
  setName(): void {}
  setAppUserModelId(): void {}
  enableSandbox(): void {}
  getVersion = () => '1.2.3';
  setPath = (name: string, path: string) => this.#paths.set(name, path);
  getPath = (name: string) => this.#paths.get(name) ?? '';
  requestSingleInstanceLock = () => true;
  whenReady = () => Promise.resolve();
  quit(): void {
    let isPrevented = false;
    this.emit('will-quit', {
      preventDefault: () => {
        isPrevented = true;
      },
    });
    if (!isPrevented) this.exit(0);
  }
  exit(code: number): void {
    registered.exitCode = code;
    this.emit('exited');
  }
}
export const app = new App();

class WebContents extends EventEmitter {
  readonly sent: unknown[][] = [];
  isDestroyed = () => false;
  readonly drags: { file: string; files: string[]; icon: string }[] = [];
  send = (...values: unknown[]) => this.sent.push(values);
  startDrag = (item: { file: string; files: string[]; icon: string }) => this.drags.push(item);
}

export class BrowserWindow extends EventEmitter {
  static getAllWindows = () => registered.windows;
  readonly webContents = new WebContents();
  readonly options: { webPreferences: { preload: string } };
  url = '';
  progress: number[] = [];
  constructor(options: { webPreferences: { preload: string } }) {
    super();
    this.options = options;
    registered.windows.push(this);
  }
  isDestroyed = () => false;
  isMinimized = () => false;
  restore(): void {}
  show(): void {}
  focus(): void {}
  setBackgroundColor(): void {}
  setTitleBarOverlay(): void {}
  setProgressBar = (value: number) => this.progress.push(value);
  async loadURL(url: string): Promise<void> {
    this.url = url;
    this.emit('ready-to-show');
  }
}

export const Menu = {
  buildFromTemplate: (template: unknown) => template,
  setApplicationMenu(): void {
    registered.menus += 1;
  },
};

export class Tray extends EventEmitter {
  setToolTip(): void {}
  setTitle(): void {}
  setContextMenu = (menu: unknown) => registered.trayMenus.push(menu);
  destroy(): void {}
}

export const dialog = {
  showErrorBox: (_title: string, text: string) => console.error(text),
  showMessageBox: async (options: unknown) => console.error(options),
  showOpenDialog: async () => ({ canceled: true, filePaths: [] }),
};

export const ipcMain = {
  handle: (name: string, listener: (event: unknown, ...values: unknown[]) => Promise<unknown>) =>
    registered.channels.set(name, listener),
};

export const powerMonitor = Object.assign(new EventEmitter(), {
  isOnBatteryPower: () => false,
  getSystemIdleTime: () => 0,
});
/** A machine without a keychain. */
export const safeStorage = { isAsyncEncryptionAvailable: async () => false };
export const nativeTheme = Object.assign(new EventEmitter(), { themeSource: 'system', shouldUseDarkColors: true });

export const protocol = {
  registerSchemesAsPrivileged: (schemes: unknown[]) => registered.schemes.push(...schemes),
  handle: (scheme: string, handler: (request: Request) => Promise<Response>) =>
    registered.protocols.set(scheme, handler),
};

const countHandler = () => {
  registered.permissionHandlers += 1;
};
export const session = {
  defaultSession: {
    setPermissionRequestHandler: countHandler,
    setPermissionCheckHandler: countHandler,
    setDevicePermissionHandler: countHandler,
    setDisplayMediaRequestHandler: countHandler,
  },
};

export const shell = { openExternal: async () => undefined, showItemInFolder: () => undefined };
