import type { MenuItemConstructorOptions } from 'electron';
import type { WindowCommand } from '#shared/window-commands.ts';

export type MenuParts = {
  platform: NodeJS.Platform;
  isPackaged: boolean;
  /** Carries a command to the window, opening one first where there is none. */
  run(command: WindowCommand): void;
};

/** The application's menu. Keys are those of the window, which answers them itself. */
export function applicationMenu(parts: MenuParts): MenuItemConstructorOptions[] {
  const isMac = parts.platform === 'darwin';
  return [
    ...(isMac ? [macMenu(parts)] : []),
    fileMenu(parts, isMac),
    editMenu(parts),
    viewMenu(parts),
    playbackMenu(parts),
    { role: 'windowMenu' },
    { role: 'help', submenu: [item(parts, 'Keyboard shortcuts', 'keys.show')] },
  ];
}

const separator: MenuItemConstructorOptions = { type: 'separator' };

/** `registerAccelerator: false`: the window handles the key, so that nothing happens twice or while somebody types. */
function item(
  { run }: MenuParts,
  label: string,
  command: WindowCommand,
  accelerator?: string,
): MenuItemConstructorOptions {
  return {
    label,
    id: command,
    registerAccelerator: false,
    click: () => run(command),
    ...(accelerator === undefined ? {} : { accelerator }),
  };
}

function macMenu(parts: MenuParts): MenuItemConstructorOptions {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      separator,
      item(parts, 'Settings…', 'settings.open', 'Cmd+,'),
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  };
}

function fileMenu(parts: MenuParts, isMac: boolean): MenuItemConstructorOptions {
  const rest: MenuItemConstructorOptions[] = isMac
    ? []
    : [item(parts, 'Settings…', 'settings.open', 'Ctrl+,'), separator, { role: 'quit' }];
  return {
    label: 'File',
    submenu: [
      item(parts, 'Add folder…', 'library.addFolder', 'CmdOrCtrl+E'),
      item(parts, 'Add files…', 'library.addFiles', 'CmdOrCtrl+O'),
      item(parts, 'Import from another program…', 'programs.importFile'),
      item(parts, 'Export the library…', 'programs.exportLibrary'),
      separator,
      item(parts, 'Show in folder', 'library.reveal', 'CmdOrCtrl+Shift+R'),
      separator,
      { role: 'close' },
      ...rest,
    ],
  };
}

function editMenu(parts: MenuParts): MenuItemConstructorOptions {
  return {
    label: 'Edit',
    submenu: [
      // For text fields; elsewhere the window takes these keys first, for its own undo.
      { role: 'undo' },
      { role: 'redo' },
      separator,
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'selectAll' },
      separator,
      item(parts, 'Search', 'search.focus', 'CmdOrCtrl+F'),
    ],
  };
}

function viewMenu(parts: MenuParts): MenuItemConstructorOptions {
  return {
    label: 'View',
    submenu: [
      item(parts, 'Commands…', 'palette.open', 'CmdOrCtrl+K'),
      item(parts, 'Library', 'library.go', 'CmdOrCtrl+Alt+1'),
      item(parts, 'Review', 'review.go', 'CmdOrCtrl+Alt+2'),
      item(parts, 'Problems', 'problems.go', 'CmdOrCtrl+Alt+3'),
      item(parts, 'Time', 'time.go'),
      separator,
      item(parts, 'Column browser', 'library.toggleBrowser', 'CmdOrCtrl+B'),
      item(parts, 'Inspector', 'inspector.toggle', 'CmdOrCtrl+I'),
      separator,
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      // Mod+0 takes away a rating.
      { role: 'resetZoom', accelerator: 'CmdOrCtrl+Shift+0' },
      { role: 'togglefullscreen' },
      ...(parts.isPackaged ? [] : [separator, { role: 'toggleDevTools' } as const]),
    ],
  };
}

function playbackMenu(parts: MenuParts): MenuItemConstructorOptions {
  return {
    label: 'Playback',
    submenu: [
      item(parts, 'Play or pause', 'player.toggle', 'Space'),
      item(parts, 'Next', 'player.next'),
      item(parts, 'Previous', 'player.previous'),
      separator,
      item(parts, 'Go to playing track', 'library.goToPlaying', 'CmdOrCtrl+L'),
      separator,
      item(parts, 'Start or stop the timer', 'time.toggle', 'CmdOrCtrl+.'),
    ],
  };
}
