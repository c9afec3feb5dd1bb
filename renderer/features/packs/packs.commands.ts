import { Dices, FileText, Package, Plus } from 'lucide-react';
import { showView, useView } from '../../app/view.store.ts';
import { text } from '../../messages/use-text.ts';
import { registerCommands } from '../commands/index.ts';
import { currentProfile } from '../people/index.ts';
import { chosenSongs } from '../songs/index.ts';
import { openSongIni } from './packs.actions.ts';
import { openPackDialog } from './packs.store.ts';

/** Views whose selection is of songs. */
const songViews: readonly string[] = ['studio', 'packs'];

export function registerPackCommands(): () => void {
  return registerCommands([
    { id: 'packs.go', text: 'packs.command.go', group: 'go', icon: Package, run: () => showView('packs') },
    {
      id: 'packs.new',
      text: 'packs.command.new',
      group: 'window',
      icon: Plus,
      run: () => openPackDialog({ kind: 'new' }),
    },
    {
      id: 'packs.newHere',
      text: 'packs.command.new',
      group: 'window',
      icon: Plus,
      keys: ['Mod+N'],
      isListed: false,
      isAvailable: () => useView.getState().view === 'packs',
      run: () => openPackDialog({ kind: 'new' }),
    },
    {
      id: 'packs.publicPage',
      text: 'packs.page.all',
      group: 'window',
      icon: FileText,
      run: () => openPackDialog({ kind: 'page', scope: { type: 'all' }, name: text('packs.page.allName') }),
    },
    {
      id: 'packs.profilePage',
      text: 'packs.page.mine',
      group: 'window',
      icon: FileText,
      isAvailable: () => currentProfile() !== null,
      run: () => {
        const me = currentProfile();
        if (me) openPackDialog({ kind: 'page', scope: { type: 'profile', personId: me.id }, name: me.name });
      },
    },
    {
      id: 'packs.songIni',
      text: 'packs.ini.command',
      group: 'selection',
      icon: FileText,
      isAvailable: () => songViews.includes(useView.getState().view) && chosenSongs().length === 1,
      run: openSongIni,
    },
    {
      id: 'packs.pick',
      text: 'packs.pick',
      group: 'window',
      icon: Dices,
      isAvailable: () => useView.getState().view === 'packs',
      run: () => openPackDialog({ kind: 'pick' }),
    },
  ]);
}
