export { registerStatementCommands } from './statements.commands.ts';
export { StatementsView } from './statements-view.tsx';
