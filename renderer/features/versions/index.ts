export { followBounceDrops } from './bounce-drop.ts';
export { BounceSection } from './bounce-section.tsx';
export { PlayerComments } from './comment-marks.tsx';
export { CommentThreads } from './comment-threads.tsx';
export { SongVersions } from './song-versions.tsx';
export { VersionDialogs } from './version-dialogs.tsx';
export { registerVersionCommands } from './versions.commands.ts';
