export { registerSongEnrichCommands } from './song-enrich.commands.ts';
export { SongEnrichDialog } from './song-enrich-dialog.tsx';
