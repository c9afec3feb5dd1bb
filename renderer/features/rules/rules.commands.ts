import { ListPlus } from 'lucide-react';
import { currentQueryText } from '../../app/view.store.ts';
import { registerCommands } from '../commands/index.ts';
import { openNewSmart } from './rules.store.ts';

export function registerRuleCommands(): () => void {
  return registerCommands([
    {
      id: 'rules.new',
      text: 'rules.new',
      group: 'go',
      icon: ListPlus,
      keys: ['Mod+Alt+N'],
      run: () => openNewSmart({ text: currentQueryText() }),
    },
  ]);
}
