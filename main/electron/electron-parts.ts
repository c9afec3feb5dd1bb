/** The parts of Electron the host works with; handed in, so that nothing but index.ts needs the real thing. */
export type ElectronParts = Pick<
  typeof import('electron'),
  | 'app'
  | 'BrowserWindow'
  | 'Menu'
  | 'Tray'
  | 'dialog'
  | 'ipcMain'
  | 'nativeTheme'
  | 'powerMonitor'
  | 'protocol'
  | 'safeStorage'
  | 'session'
  | 'shell'
>;

/** Where the packaged files lie. */
export type AppFiles = { window: string; preload: string; workers: string; icon: string; trayIcon: string };
