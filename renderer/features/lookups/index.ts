export { registerLookupCommands } from './lookups.commands.ts';
export { LookupsDialog } from './lookups-dialog.tsx';
