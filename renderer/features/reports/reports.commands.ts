import { ChartColumn } from 'lucide-react';
import { showView } from '../../app/view.store.ts';
import { registerCommands } from '../commands/index.ts';

export function registerReportsCommands(): () => void {
  return registerCommands([
    {
      ...{ id: 'reports.go', text: 'reports.command.go', group: 'go', icon: ChartColumn },
      run: () => showView('reports'),
    },
  ]);
}
