import { Receipt } from 'lucide-react';
import { showView } from '../../app/view.store.ts';
import { registerCommands } from '../commands/index.ts';
import { openExpense } from './expenses.store.ts';

export function registerExpenseCommands(): () => void {
  return registerCommands([
    { id: 'expenses.go', text: 'expenses.goTo', group: 'go', icon: Receipt, run: () => showView('expenses') },
    {
      id: 'expenses.new',
      text: 'expenses.new',
      group: 'window',
      icon: Receipt,
      run: () => {
        showView('expenses');
        openExpense({ kind: 'new', receipt: null });
      },
    },
  ]);
}
