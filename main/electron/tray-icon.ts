import type { Tray } from 'electron';
import type { Core } from '#core/core.ts';
import type { ElectronParts } from './electron-parts.ts';
import { trayMenu, trayToolTip } from './tray-menu.ts';
import { type WorkProgress, workProgress } from './work-progress.ts';

const updateMs = 1000;

/** What the tray asks of the window. */
type TrayWindow = { open: () => void; startTimer: () => void };

/** The icon that stays while the window is closed. */
export class TrayIcon {
  readonly #electron: ElectronParts;
  readonly #core: Core;
  readonly #open: () => void;
  readonly #startTimer: () => void;
  readonly #tray: Tray;
  #timer: NodeJS.Timeout | undefined;
  #latest: WorkProgress = workProgress([]);
  #timerText = '';

  constructor(electron: ElectronParts, icon: string, core: Core, { open, startTimer }: TrayWindow) {
    this.#electron = electron;
    this.#core = core;
    this.#open = open;
    this.#startTimer = startTimer;
    this.#tray = new electron.Tray(icon);
    this.#tray.on('click', () => {
      // On macOS a click opens the menu.
      if (process.platform !== 'darwin') open();
    });
    this.#draw();
  }

  /** At most once a second: on Linux each change builds the menu anew. */
  update(progress: WorkProgress): void {
    this.#latest = progress;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#draw();
    }, updateMs);
  }

  /** What the timer says; macOS shows it beside the icon. */
  showTimer(text: string): void {
    this.#timerText = text;
    if (process.platform === 'darwin') this.#tray.setTitle(text);
    this.update(this.#latest);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#tray.destroy();
  }

  #draw(): void {
    const { Menu, app } = this.#electron;
    const template = trayMenu(this.#latest, this.#timerText, {
      open: this.#open,
      pause: () => void this.#core.dispatch('activity.pause', {}),
      resume: () => void this.#core.dispatch('activity.resume', {}),
      toggleTimer: () => (this.#timerText === '' ? this.#startTimer() : void this.#core.dispatch('time.stop', {})),
      quit: () => app.quit(),
    });
    this.#tray.setToolTip(trayToolTip(this.#latest, this.#timerText));
    this.#tray.setContextMenu(Menu.buildFromTemplate(template));
  }
}
