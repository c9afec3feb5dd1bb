export { registerReportsCommands } from './reports.commands.ts';
export { ReportsView } from './reports-view.tsx';
