export { registerActivityCommands } from './activity.commands.ts';
export { ActivityButton } from './activity-button.tsx';
export { followUse } from './note-use.ts';
