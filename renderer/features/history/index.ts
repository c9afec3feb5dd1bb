export { registerHistoryCommands } from './history.commands.ts';
export { HistoryView } from './history-view.tsx';
