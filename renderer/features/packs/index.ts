export { PackCard, SeriesCard } from './pack-card.tsx';
export { deadlineText, packColour } from './pack-colours.ts';
export { PackDialogs } from './pack-dialogs.tsx';
export { showPack } from './packs.actions.ts';
export { registerPackCommands } from './packs.commands.ts';
export { openPackDialog } from './packs.store.ts';
export { PacksView } from './packs-view.tsx';
