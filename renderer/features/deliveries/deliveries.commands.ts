import { FileInput, FolderCog, PackageCheck } from 'lucide-react';
import { showView } from '../../app/view.store.ts';
import { registerCommands } from '../commands/index.ts';
import { openDeliveryDialog, useDeliveries } from './deliveries.store.ts';

export function registerDeliveryCommands(): () => void {
  return registerCommands([
    {
      ...{ id: 'deliveries.go', text: 'deliveries.command.go', group: 'go', icon: PackageCheck },
      run: () => {
        useDeliveries.setState({ part: 'list' });
        showView('deliveries');
      },
    },
    {
      ...{ id: 'deliveries.folders', text: 'deliveries.command.folders', group: 'window', icon: FolderCog },
      run: () => openDeliveryDialog({ kind: 'folders' }),
    },
    {
      ...{ id: 'deliveries.outcomes', text: 'deliveries.command.outcomes', group: 'window', icon: FileInput },
      run: () => {
        useDeliveries.setState({ part: 'answers' });
        showView('deliveries');
      },
    },
  ]);
}
