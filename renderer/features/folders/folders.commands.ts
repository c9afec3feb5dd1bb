import { FilePlus, FolderPlus, RefreshCw } from 'lucide-react';
import { currentCapabilities } from '../../api/capabilities.ts';
import { registerCommands } from '../commands/index.ts';
import { addFiles, addFolder, scanAllFolders } from './folders.actions.ts';

export function registerFolderCommands(): () => void {
  return registerCommands([
    {
      id: 'library.addFolder',
      text: 'folders.add',
      group: 'window',
      icon: FolderPlus,
      keys: ['Mod+E'],
      run: addFolder,
    },
    {
      id: 'library.addFiles',
      text: 'folders.addFiles',
      group: 'window',
      icon: FilePlus,
      keys: ['Mod+O'],
      isAvailable: () => currentCapabilities()?.canPickFolder ?? false,
      run: addFiles,
    },
    { id: 'folders.scanAll', text: 'folders.scanAll', group: 'window', icon: RefreshCw, run: scanAllFolders },
  ]);
}
