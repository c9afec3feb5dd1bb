import { Disc3 } from 'lucide-react';
import { showView } from '../../app/view.store.ts';
import { registerCommands } from '../commands/index.ts';
import { useSelection } from '../tracks/index.ts';
import { makeReleaseOfSelection } from './releases.actions.ts';

export function registerReleaseCommands(): () => void {
  return registerCommands([
    { id: 'releases.go', text: 'releases.command.go', group: 'go', icon: Disc3, run: () => showView('releases') },
    {
      id: 'releases.ofSelection',
      text: 'releases.command.ofSelection',
      group: 'selection',
      icon: Disc3,
      isAvailable: () => {
        const { ids, whole } = useSelection.getState();
        return ids.size > 0 || whole !== null;
      },
      run: makeReleaseOfSelection,
    },
  ]);
}
