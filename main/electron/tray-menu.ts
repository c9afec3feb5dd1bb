import type { MenuItemConstructorOptions } from 'electron';
import type { WorkProgress } from './work-progress.ts';

export type TrayActions = {
  open(): void;
  pause(): void;
  resume(): void;
  quit(): void;
};

/** The tray's menu for what goes on now. */
export function trayMenu(progress: WorkProgress, actions: TrayActions): MenuItemConstructorOptions[] {
  const isPaused = progress.state === 'paused';
  return [
    { label: sentenceCase(progress.text), enabled: false },
    isPaused
      ? { label: 'Resume', click: actions.resume }
      : { label: 'Pause', enabled: progress.state === 'running', click: actions.pause },
    { type: 'separator' },
    { label: 'Open Ledgerline', click: actions.open },
    { label: 'Quit', click: actions.quit },
  ];
}

export function trayToolTip(progress: WorkProgress): string {
  return progress.state === 'idle' ? 'Ledgerline' : `Ledgerline: ${progress.text}`;
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
