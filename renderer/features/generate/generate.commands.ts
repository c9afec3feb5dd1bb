import { ListMusic } from 'lucide-react';
import { registerCommands, useCommands } from '../commands/index.ts';
import { useSelection } from '../tracks/index.ts';
import { generateFromSelection } from './generate.actions.ts';

export function registerGenerateCommands(): () => void {
  return registerCommands([
    {
      id: 'generate.fromSelection',
      text: 'generate.fromSelection',
      group: 'selection',
      icon: ListMusic,
      keys: ['Mod+G'],
      // Where a set is open, the same keys build it.
      isAvailable: () => hasSelection() && !useCommands.getState().commands.has('sets.build'),
      run: generateFromSelection,
    },
  ]);
}

function hasSelection(): boolean {
  const { ids, whole } = useSelection.getState();
  return ids.size > 0 || whole !== null;
}
