import { Stamp } from 'lucide-react';
import { showView } from '../../app/view.store.ts';
import { registerCommands } from '../commands/index.ts';

export function registerApprovalCommands(): () => void {
  return registerCommands([
    { id: 'approvals.go', text: 'approvals.goTo', group: 'go', icon: Stamp, run: () => showView('approvals') },
  ]);
}
