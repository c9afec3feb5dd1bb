export { registerActivityCommands } from './activity.commands.ts';
export { ActivityButton } from './activity-button.tsx';
