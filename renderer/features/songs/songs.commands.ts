import {
  CheckCheck,
  ClipboardPaste,
  Disc3,
  FileAudio,
  ListTodo,
  Pencil,
  Play,
  Plus,
  Sparkles,
  Trash2,
  Workflow,
} from 'lucide-react';
import type { SongStatus } from '#shared/contract/songs.ts';
import { updateSettings } from '../../api/settings.ts';
import { showView, useView } from '../../app/view.store.ts';
import { type Command, registerCommands } from '../commands/index.ts';
import { cleanTitles, completeSongs, editSongs, moveSongs, playNewest, removeSongs } from './songs.actions.ts';
import { chosenSongs, openSongDialog, songLayouts, useSongs } from './songs.store.ts';
import { startFromFile } from './start-from-file.ts';

const isInStudio = () => useView.getState().view === 'studio';
const hasSongs = () => isInStudio() && useSongs.getState().selected.size > 0;
const openIn = (open: () => void) => () => {
  if (!isInStudio()) showView('studio');
  open();
};
const statusTexts = {
  planned: 'songs.command.plan',
  inProgress: 'songs.command.start',
  released: 'songs.command.release',
} as const satisfies Record<SongStatus, string>;

const commands: readonly Command[] = [
  { id: 'studio.go', text: 'songs.command.go', group: 'go', icon: Disc3, run: () => showView('studio') },
  {
    id: 'songs.new',
    text: 'songs.command.new',
    group: 'window',
    icon: Plus,
    keys: ['Mod+N'],
    isAvailable: isInStudio,
    run: () => openSongDialog({ kind: 'new', place: {} }),
  },
  {
    id: 'songs.paste',
    text: 'songs.command.paste',
    group: 'window',
    icon: ClipboardPaste,
    run: openIn(() => openSongDialog({ kind: 'paste' })),
  },
  {
    id: 'songs.fromFile',
    text: 'songs.command.fromFile',
    group: 'window',
    icon: FileAudio,
    run: async () => {
      if (!isInStudio()) showView('studio');
      await startFromFile();
    },
  },
  {
    id: 'songs.workflows',
    text: 'songs.command.workflows',
    group: 'window',
    icon: Workflow,
    run: openIn(() => openSongDialog({ kind: 'workflows' })),
  },
  ...songLayouts.map(
    (layout): Command => ({
      id: `songs.show.${layout}`,
      text: `songs.command.show.${layout}`,
      group: 'window',
      run: openIn(() => useSongs.setState({ layout })),
    }),
  ),
  {
    id: 'songs.playNewest',
    text: 'songs.command.play',
    group: 'selection',
    isOfItems: true,
    icon: Play,
    keys: ['Space'],
    scope: 'list',
    isAvailable: hasSongs,
    run: () => playNewest(),
  },
  ...(Object.keys(statusTexts) as SongStatus[]).map(
    (status): Command => ({
      id: `songs.move.${status}`,
      text: statusTexts[status],
      group: 'selection',
      isOfItems: true,
      isAvailable: hasSongs,
      run: () => moveSongs(chosenSongs(), status),
    }),
  ),
  {
    id: 'songs.moveToStage',
    text: 'songs.command.stage',
    group: 'selection',
    isOfItems: true,
    isAvailable: hasSongs,
    run: () => openSongDialog({ kind: 'move', ids: chosenSongs(), stage: '' }),
  },
  {
    id: 'songs.completeAll',
    text: 'songs.command.completeAll',
    group: 'selection',
    isOfItems: true,
    icon: CheckCheck,
    isAvailable: hasSongs,
    run: () => completeSongs(chosenSongs()),
  },
  {
    id: 'songs.editMany',
    text: 'songs.command.edit',
    group: 'selection',
    isOfItems: true,
    icon: Pencil,
    isAvailable: hasSongs,
    run: () => openSongDialog({ kind: 'bulk', ids: chosenSongs() }),
  },
  {
    id: 'songs.steps',
    text: 'songs.command.steps',
    group: 'selection',
    isOfItems: true,
    icon: ListTodo,
    isAvailable: () => isInStudio() && useSongs.getState().focused !== null,
    run: () => {
      const { focused } = useSongs.getState();
      if (focused !== null) openSongDialog({ kind: 'steps', id: focused });
    },
  },
  {
    id: 'songs.rename',
    text: 'songs.command.rename',
    group: 'selection',
    isOfItems: true,
    keys: ['F2'],
    scope: 'list',
    isAvailable: () => hasSongs() && useSongs.getState().layout !== 'table',
    run: async () => {
      const { focused } = useSongs.getState();
      await updateSettings({ isInspectorOpen: true });
      if (focused !== null) useSongs.setState({ editing: { id: focused, column: 'title' } });
    },
  },
  {
    id: 'songs.optional',
    text: 'songs.command.optional',
    group: 'selection',
    isOfItems: true,
    isAvailable: hasSongs,
    run: () => editSongs(chosenSongs(), { isOptional: true }),
  },
  {
    id: 'songs.clean',
    text: 'songs.command.clean',
    group: 'selection',
    isOfItems: true,
    icon: Sparkles,
    isAvailable: hasSongs,
    run: () => cleanTitles(chosenSongs()),
  },
  {
    id: 'songs.remove',
    text: 'songs.command.remove',
    group: 'selection',
    isOfItems: true,
    icon: Trash2,
    keys: ['Delete', 'Backspace'],
    scope: 'list',
    isAvailable: hasSongs,
    run: () => removeSongs(chosenSongs()),
  },
];

/** What the studio brings to keys, menus and the palette. Called once. */
export function registerSongCommands(): () => void {
  return registerCommands(commands);
}
