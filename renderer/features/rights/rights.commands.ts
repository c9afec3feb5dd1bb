import { Scale } from 'lucide-react';
import { showView } from '../../app/view.store.ts';
import { registerCommands } from '../commands/index.ts';
import { openRightsDialog } from './rights.store.ts';

export function registerRightsCommands(): () => void {
  return registerCommands([
    { id: 'rights.go', text: 'rights.goTo', group: 'go', icon: Scale, run: () => showView('rights') },
    {
      id: 'rights.add',
      text: 'rights.add',
      group: 'window',
      icon: Scale,
      run: () => {
        showView('rights');
        openRightsDialog({ kind: 'pick' });
      },
    },
  ]);
}
