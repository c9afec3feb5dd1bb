import { ChartArea } from 'lucide-react';
import { showView } from '../../app/view.store.ts';
import { registerCommands } from '../commands/index.ts';

export function registerAnalyticsCommands(): () => void {
  return registerCommands([
    {
      ...{ id: 'analytics.go', text: 'analytics.goTo', group: 'go', icon: ChartArea },
      run: () => showView('analytics'),
    },
  ]);
}
