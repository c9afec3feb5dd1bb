export { SetPane } from './set-pane.tsx';
export { SetView } from './set-view.tsx';
export { newSet } from './sets.actions.ts';
export { registerSetsCommands } from './sets.commands.ts';
export { useShowsSetPane } from './sets.store.ts';
