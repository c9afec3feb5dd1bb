export { registerSettingsCommands } from './settings.commands.ts';
export { openSettings } from './settings.store.ts';
export { SettingsDialog } from './settings-dialog.tsx';
export { useTheme } from './use-theme.ts';
