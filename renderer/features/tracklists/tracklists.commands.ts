import { AudioWaveform, ClipboardPaste, ListRestart, MapPin, Trash2, Unlink } from 'lucide-react';
import type { MessageId } from '../../messages/index.ts';
import { type Command, registerCommands } from '../commands/index.ts';
import {
  freeTrack,
  listenAcross,
  makeOfPlaylist,
  markEntry,
  moveSelected,
  noTrack,
  pasteTracklist,
  playSelected,
  removeSelected,
  selectBy,
  showTracklist,
  stepSeam,
} from './tracklists.actions.ts';
import { useTracklists } from './tracklists.store.ts';
import { shownPlaylist, shownTracklist } from './tracklists-data.ts';

/** What brings one to the view, from anywhere. */
registerCommands([
  {
    id: 'tracklists.open',
    text: 'tracklists.command',
    group: 'go',
    icon: AudioWaveform,
    run: () => showTracklist(null),
  },
  {
    id: 'tracklists.fromPlaylist',
    text: 'tracklists.fromPlaylist',
    group: 'selection',
    icon: AudioWaveform,
    isAvailable: () => shownPlaylist() !== null,
    run: makeOfPlaylist,
  },
  { id: 'tracklists.paste', text: 'tracklists.paste', group: 'go', icon: ClipboardPaste, run: () => pasteTracklist() },
]);

/** Letters typed into a menu or a list of choices are not for the table. */
function isFree(): boolean {
  const { editing, dialog } = useTracklists.getState();
  const isElsewhere =
    document.activeElement?.closest('[role="menu"], [role="dialog"], [role="listbox"], input') != null;
  return editing === null && dialog === null && !isElsewhere && shownTracklist() !== null;
}

const hasEntry = () => isFree() && useTracklists.getState().selected !== null;

function entryCommand(id: string, name: MessageId, keys: string, run: Command['run']): Command {
  return { id, text: name, group: 'selection', keys: [keys], scope: 'list', isAvailable: hasEntry, run };
}

const commands: readonly Command[] = [
  // The name by which the player and the menus of the host play what is on screen.
  { ...entryCommand('player.toggle', 'tracklists.listen', 'Space', listenAcross), isAvailable: isFree },
  entryCommand('tracklists.play', 'tracklists.entry.play', 'Enter', playSelected),
  { ...entryCommand('tracklists.removeEntry', 'tracklists.entry.remove', 'Delete', removeSelected), icon: Trash2 },
  entryCommand('tracklists.moveUp', 'tracklists.entry.up', 'Alt+ArrowUp', () => moveSelected(-1)),
  entryCommand('tracklists.moveDown', 'tracklists.entry.down', 'Alt+ArrowDown', () => moveSelected(1)),
  { ...entryCommand('tracklists.noTrack', 'tracklists.entry.noTrack', 'N', noTrack), icon: Unlink },
  { ...entryCommand('tracklists.freeTrack', 'tracklists.entry.free', 'F', freeTrack), icon: ListRestart },
  entryCommand('tracklists.seamBack', 'tracklists.seamBack', 'ArrowLeft', () => stepSeam(-1)),
  entryCommand('tracklists.seamForth', 'tracklists.seamForth', 'ArrowRight', () => stepSeam(1)),
  { ...entryCommand('tracklists.next', 'tracklists.edit.next', 'J', () => selectBy(1)), isAvailable: isFree },
  { ...entryCommand('tracklists.previous', 'tracklists.edit.previous', 'K', () => selectBy(-1)), isAvailable: isFree },
  {
    id: 'tracklists.mark',
    text: 'tracklists.entry.mark',
    group: 'selection',
    icon: MapPin,
    keys: ['M'],
    isAvailable: isFree,
    run: markEntry,
  },
];

export function registerTracklistsCommands(): () => void {
  return registerCommands(commands);
}
