import {
  ArrowDown,
  ArrowUp,
  Boxes,
  FolderPlus,
  History,
  Link2,
  ListMusic,
  ListPlus,
  ListX,
  StickyNote,
} from 'lucide-react';
import type { PlaylistId } from '#shared/contract/playlists.ts';
import { showView, useView } from '../../app/view.store.ts';
import { type Command, registerCommands } from '../commands/index.ts';
import { countSelected, selectedIds, useSelection } from '../tracks/index.ts';
import {
  chooseTrack,
  chosenEntries,
  editNote,
  isFocusedDead,
  isInOwnOrder,
  moveChosen,
  removeChosen,
} from './entries.actions.ts';
import { listPlaylists, makePlaylist } from './playlists.actions.ts';
import { openDialog } from './playlists.store.ts';

const hasTracks = () => countSelected(useSelection.getState()) > 0;
/** The list is on screen, not the set it may be as well, which has keys of its own. */
const hasEntries = () => {
  const { view, isSearchedHere } = useView.getState();
  return view === 'playlists' && isSearchedHere && chosenEntries() !== null;
};
const isPlaylistOpen = () => useView.getState().view === 'playlists' && useView.getState().item !== null;

const commands: readonly Command[] = [
  {
    id: 'playlists.go',
    text: 'playlists.command.go',
    group: 'go',
    icon: ListMusic,
    run: () => showView('playlists'),
  },
  {
    id: 'playlists.new',
    text: 'playlists.command.new',
    group: 'window',
    icon: ListMusic,
    keys: ['Mod+N'],
    run: async () => void (await makePlaylist({ kind: 'list' })),
  },
  {
    id: 'playlists.newCrate',
    text: 'playlists.command.newCrate',
    group: 'window',
    icon: Boxes,
    run: async () => void (await makePlaylist({ kind: 'crate' })),
  },
  {
    id: 'playlists.newFolder',
    text: 'playlists.command.newFolder',
    group: 'window',
    icon: FolderPlus,
    keys: ['Mod+Shift+N'],
    run: async () => void (await makePlaylist({ kind: 'folder' })),
  },
  {
    id: 'playlists.add',
    text: 'playlists.command.add',
    group: 'selection',
    icon: ListPlus,
    isAvailable: hasTracks,
    run: async () => openDialog({ kind: 'add', trackIds: await selectedIds() }),
  },
  {
    id: 'playlists.newOfSelection',
    text: 'playlists.command.newOfSelection',
    group: 'selection',
    icon: ListMusic,
    isAvailable: hasTracks,
    run: async () => void (await makePlaylist({ kind: 'list', trackIds: await selectedIds() })),
  },
  {
    id: 'playlists.removeEntries',
    text: 'playlists.command.removeEntries',
    group: 'selection',
    icon: ListX,
    keys: ['Delete', 'Backspace'],
    scope: 'list',
    isAvailable: hasEntries,
    run: removeChosen,
  },
  {
    id: 'playlists.moveUp',
    text: 'playlists.command.moveUp',
    group: 'selection',
    icon: ArrowUp,
    keys: ['Alt+ArrowUp'],
    scope: 'list',
    isAvailable: () => hasEntries() && isInOwnOrder(),
    run: () => moveChosen(-1),
  },
  {
    id: 'playlists.moveDown',
    text: 'playlists.command.moveDown',
    group: 'selection',
    icon: ArrowDown,
    keys: ['Alt+ArrowDown'],
    scope: 'list',
    isAvailable: () => hasEntries() && isInOwnOrder(),
    run: () => moveChosen(1),
  },
  {
    id: 'playlists.editNote',
    text: 'playlists.command.editNote',
    group: 'selection',
    icon: StickyNote,
    isAvailable: hasEntries,
    run: editNote,
  },
  {
    id: 'playlists.link',
    text: 'playlists.command.link',
    group: 'selection',
    icon: Link2,
    isAvailable: () => hasEntries() && isFocusedDead(),
    run: chooseTrack,
  },
  {
    id: 'playlists.versions',
    text: 'playlists.command.versions',
    group: 'window',
    icon: History,
    isAvailable: isPlaylistOpen,
    run: showVersions,
  },
];

async function showVersions(): Promise<void> {
  const item = useView.getState().item as PlaylistId | null;
  const shown = (await listPlaylists()).find(({ id, kind }) => id === item && kind !== 'folder');
  if (shown) openDialog({ kind: 'versions', id: shown.id, name: shown.name });
}

/** What playlists bring to keys, menus and the palette. Called once. */
export function registerPlaylistCommands(): () => void {
  return registerCommands(commands);
}
