import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  powerMonitor,
  protocol,
  safeStorage,
  session,
  shell,
  Tray,
} from 'electron';
import { AppError } from '#shared/errors.ts';
import { libraryHome } from '../host/library-home.ts';
import { type ElectronApp, openElectronApp } from './electron-app.ts';
import type { AppFiles } from './electron-parts.ts';
import { keepInside } from './lockdown.ts';
import { privilegedSchemes } from './protocols.ts';
import { pathsFromArguments, pathsFromSecondStart } from './start-arguments.ts';
import { hiddenSwitch } from './start-at-login.ts';

/** Where Electron begins. Bundled to out/electron/main.mjs, beside the preload script and the workers. */
const out = join(import.meta.dirname, '..');
const resources = app.isPackaged ? process.resourcesPath : join(out, '..', 'resources');
const trayIcons: Partial<Record<NodeJS.Platform, string>> = { darwin: 'trayTemplate.png', win32: 'icon.ico' };
const files: AppFiles = {
  window: join(out, 'renderer'),
  preload: join(import.meta.dirname, 'preload.cjs'),
  workers: join(import.meta.dirname, 'workers'),
  icon: join(resources, 'icon.png'),
  trayIcon: join(resources, trayIcons[process.platform] ?? 'tray.png'),
};

const home = libraryHome({ platform: process.platform, env: process.env, homeDirectory: homedir() });
const userData = join(home, 'window');
mkdirSync(userData, { recursive: true });
app.setName('Ledgerline');
app.setAppUserModelId('org.ledgerline.app');
// Chromium's own files lie in the library's folder, and so does the lock: one instance for each library.
app.setPath('userData', userData);
app.enableSandbox();
protocol.registerSchemesAsPrivileged(privilegedSchemes);
keepInside(app, (url) => shell.openExternal(url));

const paths = pathsFromArguments(process.argv, process.cwd(), app.isPackaged);
if (app.requestSingleInstanceLock({ paths })) void start();
else app.quit();

async function start(): Promise<void> {
  const opened = app.whenReady().then(() => open());
  const withApp = (use: (running: ElectronApp) => unknown) =>
    void opened.then((running) => (running === null ? undefined : use(running)));
  app.on('second-instance', (_event, _argv, _workingDirectory, data) =>
    withApp((running) => {
      running.showWindow();
      return running.addPaths(pathsFromSecondStart(data));
    }),
  );
  app.on('open-file', (event, path) => {
    event.preventDefault();
    withApp((running) => running.addPaths([path]));
  });
  app.on('activate', () => withApp((running) => running.showWindow()));
  // Work may go on without a window; the tray and a second start bring it back.
  app.on('window-all-closed', () => withApp((running) => running.windowsClosed()));
  quitInOrder(opened);
  withApp((running) => running.addPaths(paths));
}

/** The system started the program as the user logged in: nobody asked for a window. */
function isStartedHidden(): boolean {
  if (process.argv.includes(hiddenSwitch)) return true;
  return process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
}

async function open(): Promise<ElectronApp | null> {
  const parts = {
    app,
    BrowserWindow,
    dialog,
    ipcMain,
    Menu,
    nativeTheme,
    powerMonitor,
    safeStorage,
    protocol,
    session,
    shell,
    Tray,
  };
  try {
    return await openElectronApp(parts, home, files, { isHidden: isStartedHidden() });
  } catch (error) {
    const text = error instanceof AppError ? error.message : 'Ledgerline could not start. Its log has the reason.';
    if (!(error instanceof AppError)) console.error(error);
    dialog.showErrorBox('Ledgerline', text);
    app.exit(1);
    return null;
  }
}

/** Holds back the end until the library is closed. */
function quitInOrder(opened: Promise<ElectronApp | null>): void {
  let isClosed = false;
  app.on('will-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    isClosed = true;
    void opened.then((running) => running?.close()).finally(() => app.quit());
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
}
