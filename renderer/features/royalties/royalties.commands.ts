import { Coins } from 'lucide-react';
import { showView } from '../../app/view.store.ts';
import { registerCommands } from '../commands/index.ts';
import { openRoyalties, useRoyalties } from './royalties.store.ts';

export function registerRoyaltyCommands(): () => void {
  const show = () => showView('royalties');
  return registerCommands([
    { id: 'royalties.go', text: 'royalties.goTo', group: 'go', icon: Coins, run: show },
    {
      ...{ id: 'contracts.newContract', text: 'contracts.newContract', group: 'window', icon: Coins },
      run: () => {
        show();
        useRoyalties.setState({ part: 'contracts' });
        openRoyalties({ kind: 'contract', id: null });
      },
    },
  ]);
}
