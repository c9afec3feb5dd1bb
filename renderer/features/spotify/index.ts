export { registerSpotifyCommands } from './spotify.commands.ts';
export { isAtSpotify, openCompare, openExport, openImport } from './spotify.store.ts';
export { SpotifyDialogs } from './spotify-dialogs.tsx';
