import { ListFilterPlus, SlidersHorizontal } from 'lucide-react';
import { currentQueryText } from '../../app/view.store.ts';
import { registerCommands } from '../commands/index.ts';
import { openNewSmart, openSearchRules } from './rules.store.ts';

export function registerRuleCommands(): () => void {
  return registerCommands([
    {
      id: 'rules.new',
      text: 'rules.new',
      group: 'go',
      icon: ListFilterPlus,
      keys: ['Mod+Alt+N'],
      run: () => openNewSmart({ text: currentQueryText() }),
    },
    { id: 'rules.edit', text: 'rules.edit', group: 'go', icon: SlidersHorizontal, run: openSearchRules },
  ]);
}
