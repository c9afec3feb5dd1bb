import { existsSync } from 'node:fs';
import { availableParallelism, homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Core } from '#core/core.ts';
import { openCore } from '#core/open-core.ts';
import { createCall } from '#shared/client.ts';
import type { Settings } from '#shared/contract/settings.ts';
import { AppError } from '#shared/errors.ts';
import type { WindowCommand } from '#shared/window-commands.ts';
import { readBundle } from '../host/bundle-files.ts';
import { createEventHub } from '../host/event-hub.ts';
import { createLog } from '../host/log.ts';
import type { AppFiles, ElectronParts } from './electron-parts.ts';
import { dialogStateFile, electronAbilities } from './host-abilities.ts';
import { answerCalls, sendEvents } from './ipc.ts';
import { denyPermissions } from './lockdown.ts';
import { MainWindow } from './main-window.ts';
import { applicationMenu } from './menu.ts';
import { mediaScheme, windowScheme } from './origin.ts';
import { systemPresence } from './presence.ts';
import { mediaProtocol, windowProtocol } from './protocols.ts';
import { secretKeeper } from './secret-keeper.ts';
import { startAtLogin } from './start-at-login.ts';
import { TimerText } from './timer-text.ts';
import { TrayIcon } from './tray-icon.ts';
import { workProgress } from './work-progress.ts';

/** The application while it runs. */
export type ElectronApp = {
  showWindow(): void;
  /** The last window was closed: work goes on in the tray, unless the user wants no program without a window. */
  windowsClosed(): Promise<void>;
  addPaths(paths: readonly string[]): Promise<void>;
  /** Ends work in order; the application can quit after it. */
  close(): Promise<void>;
};

/** Opens the library, its tray icon and, unless it starts hidden, its window. Throws LIBRARY_… errors before anything is shown. */
export async function openElectronApp(
  electron: ElectronParts,
  home: string,
  files: AppFiles,
  { isHidden = false }: { isHidden?: boolean } = {},
): Promise<ElectronApp> {
  const { app, ipcMain, protocol, session } = electron;
  const hub = createEventHub();
  const log = createLog(join(home, 'ledgerline.log'));
  const bundle = await readBundle(files.window);
  const core = await openCore({
    home,
    version: app.getVersion(),
    cores: availableParallelism(),
    runAnalysis: true,
    runWatch: true,
    emit: hub.emit,
    logError: log.error,
    workerUrl: (name) => pathToFileURL(join(files.workers, `${name}.worker.mjs`)),
    now: () => Date.now(),
    isOnBattery: () => electron.powerMonitor.isOnBatteryPower(),
    presence: systemPresence(electron.powerMonitor),
    secrets: secretKeeper({ platform: process.platform, safeStorage: electron.safeStorage }),
    host: electronAbilities({
      dialog: electron.dialog,
      shell: electron.shell,
      stateFile: dialogStateFile(app.getPath('userData')),
      exists: existsSync,
      startDrag: (paths) => startDrag(electron, files.trayIcon, paths),
      setStartAtLogin: startAtLogin({
        platform: process.platform,
        isPackaged: app.isPackaged,
        executable: process.env.APPIMAGE ?? process.execPath,
        configHome: process.env.XDG_CONFIG_HOME || join(homedir(), '.config'),
        setLoginItemSettings: (settings) => app.setLoginItemSettings(settings),
      }),
    }),
  });

  denyPermissions(session.defaultSession);
  protocol.handle(windowScheme, windowProtocol(bundle));
  protocol.handle(mediaScheme, mediaProtocol(core.media, log.error));
  answerCalls(ipcMain, core.dispatch);
  sendEvents(hub, () => electron.BrowserWindow.getAllWindows());

  const windows = new MainWindow(electron, files, log.error);
  const run = async (command: WindowCommand) => {
    await windows.show();
    hub.emit('window.command', { command });
  };
  electron.Menu.setApplicationMenu(
    electron.Menu.buildFromTemplate(
      applicationMenu({ platform: process.platform, isPackaged: app.isPackaged, run: (command) => void run(command) }),
    ),
  );
  const tray = new TrayIcon(electron, files.trayIcon, core, {
    open: () => void windows.show(),
    startTimer: () => void run('time.toggle'),
  });
  const timer = new TimerText(core.dispatch, (text) => tray.showTimer(text));
  void timer.look();
  hub.listen((name, payload) => {
    if (name === 'activity.changed' && 'activities' in payload) {
      const progress = workProgress(payload.activities);
      windows.showProgress(progress);
      tray.update(progress);
    }
    if (name !== 'library.changed' || !('topics' in payload)) return;
    if (payload.topics.includes('settings')) void followTheme();
    if (payload.topics.includes('time') || payload.topics.includes('people')) void timer.look();
  });
  electron.nativeTheme.on('updated', () => windows.applyTheme());
  await followTheme();
  if (!isHidden) void windows.show();

  return {
    showWindow: () => void windows.show(),
    async windowsClosed() {
      const settings = await getSettings();
      if (settings && !settings.keepRunning) app.quit();
    },
    addPaths: (paths) => addPaths(core, electron, paths),
    async close() {
      timer.close();
      tray.close();
      await core.close();
    },
  };

  async function followTheme(): Promise<void> {
    const settings = await getSettings();
    if (settings) electron.nativeTheme.themeSource = settings.theme;
  }

  async function getSettings(): Promise<Settings | null> {
    const reply = await core.dispatch('settings.get', undefined);
    return reply.ok ? (reply.value as Settings) : null;
  }
}

/** `file` is for systems that take one only; an icon is demanded. */
function startDrag({ BrowserWindow }: ElectronParts, icon: string, paths: readonly string[]): void {
  const [window] = BrowserWindow.getAllWindows();
  const [file] = paths;
  if (file !== undefined) window?.webContents.startDrag({ file, files: [...paths], icon });
}

async function addPaths(core: Core, { dialog }: ElectronParts, paths: readonly string[]): Promise<void> {
  const call = createCall(core.dispatch);
  for (const path of paths) {
    try {
      await call('folders.add', { path });
    } catch (error) {
      const detail = error instanceof AppError ? error.message : String(error);
      void dialog.showMessageBox({ type: 'warning', message: `${path} was not added.`, detail });
    }
  }
}
