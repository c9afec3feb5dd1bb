import { ClipboardPaste, Sparkles } from 'lucide-react';
import { type Command, registerCommands } from '../commands/index.ts';
import { chosenSongs } from '../songs/index.ts';
import { completeSongs, pasteTable } from './lookups.actions.ts';

const commands: readonly Command[] = [
  {
    id: 'lookups.lookUp',
    text: 'lookups.command',
    group: 'selection',
    isOfItems: true,
    icon: Sparkles,
    isAvailable: () => chosenSongs().length > 0,
    run: completeSongs,
  },
  {
    id: 'lookups.paste',
    text: 'lookups.pasteCommand',
    group: 'window',
    icon: ClipboardPaste,
    run: pasteTable,
  },
];

/** What completing songs brings to the palette and the menus of songs. Called once. */
export function registerLookupCommands(): () => void {
  return registerCommands(commands);
}
