import { Check, Inbox, Trash2 } from 'lucide-react';
import { showView, useView } from '../../app/view.store.ts';
import { registerCommands } from '../commands/index.ts';
import { useList } from '../library/index.ts';
import { countSelected, useSelection } from '../tracks/index.ts';
import { acceptTracks, rejectTracks } from './inbox.actions.ts';

const isInInbox = () => useView.getState().view === 'inbox';
const hasSelection = () => countSelected(useSelection.getState()) > 0;

export function registerInboxCommands(): () => void {
  return registerCommands([
    { id: 'inbox.go', text: 'inbox.goTo', group: 'go', icon: Inbox, run: () => showView('inbox') },
    {
      id: 'inbox.accept',
      text: 'inbox.acceptSelection',
      group: 'selection',
      icon: Check,
      keys: ['Mod+Enter'],
      scope: 'list',
      isAvailable: () => isInInbox() && useList.getState().total > 0,
      run: acceptTracks,
    },
    {
      id: 'inbox.reject',
      text: 'library.trash',
      group: 'selection',
      icon: Trash2,
      keys: ['Mod+Shift+Delete', 'Mod+Shift+Backspace'],
      scope: 'list',
      isAvailable: () => isInInbox() && hasSelection(),
      run: rejectTracks,
    },
  ]);
}
