import { Redo2, Undo2 } from 'lucide-react';
import { registerCommands } from '../commands/index.ts';
import { redoNewest, undoNewest } from './undo.actions.ts';

export function registerUndoCommands(): () => void {
  return registerCommands([
    { id: 'edit.undo', text: 'commands.undo', group: 'window', icon: Undo2, keys: ['Mod+Z'], run: undoNewest },
    {
      id: 'edit.redo',
      text: 'commands.redo',
      group: 'window',
      icon: Redo2,
      keys: ['Mod+Shift+Z', 'Mod+Y'],
      run: redoNewest,
    },
  ]);
}
