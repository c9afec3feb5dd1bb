import { Globe, ListChecks } from 'lucide-react';
import { registerCommands } from '../commands/index.ts';
import { countSelected, useSelection } from '../tracks/index.ts';
import { lookUpSelection } from './enrich.actions.ts';
import { openEnrich } from './enrich.store.ts';

export function registerEnrichCommands(): () => void {
  return registerCommands([
    {
      id: 'enrich.lookUp',
      text: 'enrich.lookUp',
      group: 'selection',
      icon: Globe,
      isAvailable: () => countSelected(useSelection.getState()) > 0,
      run: lookUpSelection,
    },
    { id: 'enrich.open', text: 'enrich.open', group: 'go', icon: ListChecks, run: openEnrich },
  ]);
}
