export { registerRoyaltyCommands } from './royalties.commands.ts';
export { RoyaltiesView } from './royalties-view.tsx';
export { RoyaltyPane } from './why-pane.tsx';
