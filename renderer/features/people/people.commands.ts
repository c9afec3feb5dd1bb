import { FileUp, Merge, Pencil, Trash2, UserPlus, Users } from 'lucide-react';
import { useView } from '../../app/view.store.ts';
import { registerCommands } from '../commands/index.ts';
import { openJoinFile, openTable, removeSelected, renameSelected, showPeople } from './people.actions.ts';
import { openPeopleDialog, selectedPeople } from './people.store.ts';

const isHere = () => useView.getState().view === 'people';

/** Letters typed into a field or a menu are not for the list. */
const isFree = () => document.activeElement?.closest('[role="menu"], [role="dialog"], input, textarea') == null;

function mergeSelected(): void {
  const [first, second, ...more] = selectedPeople();
  if (first === undefined || more.length > 0) return;
  openPeopleDialog(second === undefined ? { kind: 'mergeWith', id: first } : { kind: 'merge', ids: [first, second] });
}

export function registerPeopleCommands(): () => void {
  return registerCommands([
    { id: 'people.open', text: 'people.command.open', group: 'go', icon: Users, run: showPeople },
    {
      id: 'people.newHere',
      text: 'people.command.new',
      group: 'window',
      icon: UserPlus,
      keys: ['Mod+N'],
      isListed: false,
      isAvailable: isHere,
      run: () => openPeopleDialog({ kind: 'make', name: '' }),
    },
    {
      id: 'people.new',
      text: 'people.command.new',
      group: 'window',
      icon: UserPlus,
      run: () => openPeopleDialog({ kind: 'make', name: '' }),
    },
    { id: 'people.import', text: 'people.command.import', group: 'window', icon: FileUp, run: openTable },
    {
      id: 'people.invite',
      text: 'people.command.invite',
      group: 'window',
      icon: UserPlus,
      run: () => openPeopleDialog({ kind: 'invite' }),
    },
    { id: 'people.join', text: 'people.command.join', group: 'window', icon: FileUp, run: () => openJoinFile() },
    {
      id: 'people.merge',
      text: 'people.command.merge',
      group: 'window',
      icon: Merge,
      isAvailable: () => [1, 2].includes(selectedPeople().length),
      run: mergeSelected,
    },
    {
      id: 'people.rename',
      text: 'people.command.rename',
      group: 'window',
      icon: Pencil,
      keys: ['F2'],
      scope: 'list',
      isAvailable: () => selectedPeople().length === 1 && isFree(),
      run: renameSelected,
    },
    {
      id: 'people.remove',
      text: 'people.command.remove',
      group: 'window',
      icon: Trash2,
      keys: ['Delete'],
      scope: 'list',
      isAvailable: () => selectedPeople().length > 0 && isFree(),
      run: removeSelected,
    },
  ]);
}
