export { registerTimeImportCommands } from './time-import.commands.ts';
export { openTimeImport } from './time-import.store.ts';
export { TimeImportDialog } from './time-import-dialog.tsx';
