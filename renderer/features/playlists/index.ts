export { PlaylistDialogs } from './playlist-dialogs.tsx';
export { PlaylistIcon } from './playlist-icon.tsx';
export { PlaylistTree } from './playlist-tree.tsx';
export { addTracksTo, makePlaylist, showPlaylist } from './playlists.actions.ts';
export { registerPlaylistCommands } from './playlists.commands.ts';
export { type PlaylistParts, PlaylistsView } from './playlists-view.tsx';
