/**
 * What menus, the tray and media keys ask a window to do, as the event `window.command` names it.
 *
 * The window answers keys itself; a menu only shows them. A command that a window does not know is passed over.
 */
export const windowCommands = [
  'library.addFolder',
  'library.addFiles',
  'library.go',
  'settings.open',
  'edit.undo',
  'edit.redo',
  'search.focus',
  'palette.open',
  'keys.show',
  'columnBrowser.toggle',
  'inspector.toggle',
  'player.toggle',
  'player.next',
  'player.previous',
  'player.showTrack',
  'track.reveal',
] as const;

export type WindowCommand = (typeof windowCommands)[number];
