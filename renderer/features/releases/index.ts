export { LabelNavItem } from './label-nav-item.tsx';
export { ReleaseDialogs } from './release-dialogs.tsx';
export { makeReleaseOfPack, makeReleaseOfSongs } from './releases.actions.ts';
export { registerReleaseCommands } from './releases.commands.ts';
export { ReleasesView } from './releases-view.tsx';
