export { FolderDialogs } from './folder-dialogs.tsx';
export { FolderList, useShownFolder } from './folder-list.tsx';
export { FolderNotices } from './folder-notices.tsx';
export { addDropped, chooseFolder, showFolder } from './folders.actions.ts';
export { registerFolderCommands } from './folders.commands.ts';
export { WatchedFolders } from './watched-folders.tsx';
