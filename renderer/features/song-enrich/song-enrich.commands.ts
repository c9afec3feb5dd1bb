import { ClipboardPaste, Sparkles } from 'lucide-react';
import { type Command, registerCommands } from '../commands/index.ts';
import { chosenSongs } from '../songs/index.ts';
import { completeSongs, pasteTable } from './song-enrich.actions.ts';

const commands: readonly Command[] = [
  {
    id: 'songEnrich.lookUp',
    text: 'songEnrich.command',
    group: 'selection',
    icon: Sparkles,
    isAvailable: () => chosenSongs().length > 0,
    run: completeSongs,
  },
  {
    id: 'songEnrich.paste',
    text: 'songEnrich.pasteCommand',
    group: 'window',
    icon: ClipboardPaste,
    run: pasteTable,
  },
];

/** What completing songs brings to the palette and the menus of songs. Called once. */
export function registerSongEnrichCommands(): () => void {
  return registerCommands(commands);
}
