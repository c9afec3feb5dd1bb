/**
 * What menus, the tray and media keys ask a window to do, as the event `window.command` names it.
 *
 * The window answers keys itself; a menu only shows them. A command that a window does not know is passed over.
 */
export const windowCommands = [
  'library.addFolder',
  'library.addFiles',
  'programs.importFile',
  'programs.exportLibrary',
  'library.go',
  'review.go',
  'problems.go',
  'settings.open',
  'search.focus',
  'palette.open',
  'keys.show',
  'library.toggleBrowser',
  'inspector.toggle',
  'player.toggle',
  'player.next',
  'player.previous',
  'library.goToPlaying',
  'library.reveal',
  'time.toggle',
  'time.go',
] as const;

export type WindowCommand = (typeof windowCommands)[number];
