export { registerEnrichCommands } from './enrich.commands.ts';
export { EnrichDialog } from './enrich-dialog.tsx';
