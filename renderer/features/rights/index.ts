export { registerRightsCommands } from './rights.commands.ts';
export { RightsView } from './rights-view.tsx';
