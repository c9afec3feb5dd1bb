import type { BrowserWindow } from 'electron';
import type { AppFiles, ElectronParts } from './electron-parts.ts';
import { windowUrl } from './origin.ts';
import { frameColour, titleBarColours, windowOptions } from './window-options.ts';
import type { WorkProgress } from './work-progress.ts';

/** The one window. It can be closed while work goes on, and opened again. */
export class MainWindow {
  readonly #electron: ElectronParts;
  readonly #files: AppFiles;
  readonly #logError: (message: string, error: unknown) => void;
  #window: BrowserWindow | undefined;
  #isLoaded: Promise<void> = Promise.resolve();

  constructor(electron: ElectronParts, files: AppFiles, logError: (message: string, error: unknown) => void) {
    this.#electron = electron;
    this.#files = files;
    this.#logError = logError;
  }

  /** Brings the window to the front, or opens it; resolves when its page is there. */
  show(): Promise<void> {
    const window = this.#window;
    if (!window || window.isDestroyed()) this.#open();
    else {
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    }
    return this.#isLoaded;
  }

  showProgress({ state, fraction }: WorkProgress): void {
    const window = this.#window;
    if (!window || window.isDestroyed()) return;
    // Over 1 the bar has no length yet, below 0 there is none.
    if (state === 'idle') window.setProgressBar(-1);
    else window.setProgressBar(fraction ?? 2, { mode: state === 'paused' ? 'paused' : 'normal' });
  }

  applyTheme(): void {
    const window = this.#window;
    if (!window || window.isDestroyed()) return;
    const isDark = this.#electron.nativeTheme.shouldUseDarkColors;
    window.setBackgroundColor(frameColour(isDark));
    if (process.platform !== 'darwin') window.setTitleBarOverlay(titleBarColours(isDark));
  }

  #open(): void {
    const { BrowserWindow: Window, nativeTheme } = this.#electron;
    const window = new Window(
      windowOptions({
        platform: process.platform,
        isDark: nativeTheme.shouldUseDarkColors,
        preloadFile: this.#files.preload,
        iconFile: this.#files.icon,
      }),
    );
    this.#window = window;
    window.once('ready-to-show', () => window.show());
    window.once('closed', () => {
      if (this.#window === window) this.#window = undefined;
    });
    this.#isLoaded = window.loadURL(windowUrl).catch((error: unknown) => {
      this.#logError('The window could not be loaded', error);
      window.show();
    });
  }
}
