import { Lightbulb } from 'lucide-react';
import { showView, useView } from '../../app/view.store.ts';
import { registerCommands } from '../commands/index.ts';
import { openIdeaDialog } from './ideas.store.ts';

export function registerIdeaCommands(): () => void {
  return registerCommands([
    { id: 'ideas.go', text: 'ideas.command.go', group: 'go', icon: Lightbulb, run: () => showView('ideas') },
    {
      id: 'ideas.newHere',
      text: 'ideas.command.new',
      group: 'window',
      icon: Lightbulb,
      keys: ['Mod+N'],
      isListed: false,
      isAvailable: () => useView.getState().view === 'ideas',
      run: () => openIdeaDialog({ kind: 'write', idea: null }),
    },
    {
      id: 'ideas.new',
      text: 'ideas.command.new',
      group: 'window',
      icon: Lightbulb,
      run: () => {
        showView('ideas');
        openIdeaDialog({ kind: 'write', idea: null });
      },
    },
  ]);
}
