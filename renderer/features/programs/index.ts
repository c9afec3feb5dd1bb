export { ExportMenu } from './export-menu.tsx';
export { openExport, openImport } from './programs.actions.ts';
export { registerProgramsCommands } from './programs.commands.ts';
export { ProgramsView } from './programs-view.tsx';
