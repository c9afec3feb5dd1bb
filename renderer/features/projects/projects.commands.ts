import { FolderKanban } from 'lucide-react';
import { showView } from '../../app/view.store.ts';
import { registerCommands } from '../commands/index.ts';
import { openProjectDialog } from './projects.store.ts';

export function registerProjectCommands(): () => void {
  return registerCommands([
    { id: 'projects.go', text: 'projects.goTo', group: 'go', icon: FolderKanban, run: () => showView('projects') },
    {
      id: 'projects.new',
      text: 'projects.new',
      group: 'window',
      icon: FolderKanban,
      run: () => {
        showView('projects');
        openProjectDialog({ kind: 'new' });
      },
    },
  ]);
}
