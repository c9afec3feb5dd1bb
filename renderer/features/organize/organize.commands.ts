import { FolderInput, FolderSearch } from 'lucide-react';
import type { MessageId } from '../../messages/index.ts';
import { type Command, registerCommands } from '../commands/index.ts';
import { useSelection } from '../tracks/index.ts';
import {
  apply,
  decideAndGoOn,
  decideStrategy,
  goBy,
  organizeSelection,
  organizeTracks,
  playCurrent,
} from './organize.actions.ts';
import { useOrganize } from './organize.store.ts';

/** What brings one to the view, from anywhere. */
registerCommands([
  {
    id: 'organize.open',
    text: 'organize.command',
    group: 'selection',
    icon: FolderInput,
    isAvailable: () => useSelection.getState().ids.size > 0,
    run: organizeSelection,
  },
  { id: 'organize.all', text: 'organize.commandAll', group: 'go', icon: FolderSearch, run: () => organizeTracks([]) },
]);

/** Letters typed into a menu, a list of choices or a dialog are not for the table. */
function isFree(): boolean {
  return document.activeElement?.closest('[role="menu"], [role="dialog"], [role="listbox"]') == null;
}

const hasRows = () => document.querySelector('[data-organize-table]') !== null;
const canAct = () => isFree() && useOrganize.getState().editing === null && hasRows();

function rowCommand(id: string, text: MessageId, keys: string, run: Command['run']): Command {
  return { id, text, group: 'selection', keys: [keys], isAvailable: canAct, run };
}

const commands: readonly Command[] = [
  // The name by which the player and the menus of the host play what is on screen.
  { ...rowCommand('player.toggle', 'organize.play', 'Space', playCurrent), scope: 'list' },
  { ...rowCommand('organize.accept', 'organize.accept', 'Enter', () => decideAndGoOn(true)), scope: 'list' },
  rowCommand('organize.skip', 'organize.skip', 'S', () => decideAndGoOn(false)),
  rowCommand('organize.next', 'organize.next', 'J', () => goBy(1)),
  rowCommand('organize.back', 'organize.back', 'K', () => goBy(-1)),
  rowCommand('organize.number', 'organize.number', '1', () => decideStrategy('number')),
  rowCommand('organize.replace', 'organize.replace', '3', () => decideStrategy('replace')),
  { id: 'organize.apply', text: 'organize.title', group: 'window', keys: ['Mod+Enter'], isListed: false, run: apply },
];

export function registerOrganizeCommands(): () => void {
  return registerCommands(commands);
}
