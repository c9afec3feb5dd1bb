export { registerSpotifyCommands } from './spotify.commands.ts';
export { SpotifyDialogs } from './spotify-dialogs.tsx';
export { SpotifyItems } from './spotify-items.tsx';
