export { attempt, isAvailable, keysOf, runCommand } from './commands.actions.ts';
export { type Command, registerCommands, useCommands } from './commands.store.ts';
export { followShortcuts } from './shortcuts.ts';
