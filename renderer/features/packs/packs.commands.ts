import { Dices, Package, Plus } from 'lucide-react';
import { showView, useView } from '../../app/view.store.ts';
import { registerCommands } from '../commands/index.ts';
import { openPackDialog } from './packs.store.ts';

export function registerPackCommands(): () => void {
  return registerCommands([
    { id: 'packs.go', text: 'packs.command.go', group: 'go', icon: Package, run: () => showView('packs') },
    {
      id: 'packs.new',
      text: 'packs.command.new',
      group: 'window',
      icon: Plus,
      run: () => openPackDialog({ kind: 'new' }),
    },
    {
      id: 'packs.pick',
      text: 'packs.pick',
      group: 'window',
      icon: Dices,
      isAvailable: () => useView.getState().view === 'packs',
      run: () => openPackDialog({ kind: 'pick' }),
    },
  ]);
}
