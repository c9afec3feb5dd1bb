import { Library } from 'lucide-react';
import { showView } from '../../app/view.store.ts';
import { registerCommands } from '../commands/index.ts';

export function registerSeriesCommands(): () => void {
  return registerCommands([
    { id: 'series.go', text: 'series.command.go', group: 'go', icon: Library, run: () => showView('series') },
  ]);
}
