export { registerExpenseCommands } from './expenses.commands.ts';
export { ExpensesView } from './expenses-view.tsx';
