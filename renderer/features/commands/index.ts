export { attempt, isAvailable, keysOf, rememberCommand, runCommand } from './commands.actions.ts';
export { type Command, registerCommands, useCommands } from './commands.store.ts';
export { followShortcuts } from './shortcuts.ts';
