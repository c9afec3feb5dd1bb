import { Barcode, Disc3 } from 'lucide-react';
import { showView, useView } from '../../app/view.store.ts';
import { registerCommands } from '../commands/index.ts';
import { chosenSongs } from '../songs/index.ts';
import { useSelection } from '../tracks/index.ts';
import { makeReleaseOfSelection, makeReleaseOfSongs } from './releases.actions.ts';
import { openReleaseDialog } from './releases.store.ts';

/** Views whose selection is of songs, not of tracks. */
const songViews: readonly string[] = ['studio', 'packs'];

export function registerReleaseCommands(): () => void {
  return registerCommands([
    { id: 'releases.go', text: 'releases.command.go', group: 'go', icon: Disc3, run: () => showView('releases') },
    {
      id: 'releases.new',
      text: 'releases.command.new',
      group: 'window',
      icon: Disc3,
      run: () => openReleaseDialog({ kind: 'new' }),
    },
    {
      id: 'releases.codes',
      text: 'releases.command.codes',
      group: 'window',
      icon: Barcode,
      run: () => openReleaseDialog({ kind: 'codes' }),
    },
    {
      id: 'releases.ofSelection',
      text: 'releases.command.ofSelection',
      group: 'selection',
      icon: Disc3,
      isAvailable: () => {
        const { ids, whole } = useSelection.getState();
        return !songViews.includes(useView.getState().view) && (ids.size > 0 || whole !== null);
      },
      run: makeReleaseOfSelection,
    },
    {
      id: 'releases.ofSongs',
      text: 'releases.command.ofSongs',
      group: 'selection',
      icon: Disc3,
      isAvailable: () => songViews.includes(useView.getState().view) && chosenSongs().length > 0,
      run: () => makeReleaseOfSongs(chosenSongs()),
    },
  ]);
}
