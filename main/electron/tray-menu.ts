import type { MenuItemConstructorOptions } from 'electron';
import type { WorkProgress } from './work-progress.ts';

export type TrayActions = {
  open(): void;
  pause(): void;
  resume(): void;
  /** Stops the timer that runs, or starts one in the window. */
  toggleTimer(): void;
  quit(): void;
};

/** The tray's menu for what goes on now. `timer` is what it says, empty where none runs. */
export function trayMenu(progress: WorkProgress, timer: string, actions: TrayActions): MenuItemConstructorOptions[] {
  const isPaused = progress.state === 'paused';
  return [
    { label: sentenceCase(progress.text), enabled: false },
    isPaused
      ? { label: 'Resume', click: actions.resume }
      : { label: 'Pause', enabled: progress.state === 'running', click: actions.pause },
    { type: 'separator' },
    { label: timer === '' ? 'Start timer' : `Stop timer: ${timer}`, click: actions.toggleTimer },
    { type: 'separator' },
    { label: 'Open Ledgerline', click: actions.open },
    { label: 'Quit', click: actions.quit },
  ];
}

export function trayToolTip(progress: WorkProgress, timer: string): string {
  const work = progress.state === 'idle' ? 'Ledgerline' : `Ledgerline: ${progress.text}`;
  return timer === '' ? work : `${timer} – ${work}`;
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
