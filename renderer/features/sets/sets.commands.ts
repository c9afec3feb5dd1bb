import { AudioWaveform, WandSparkles } from 'lucide-react';
import type { MessageId } from '../../messages/index.ts';
import { type Command, registerCommands } from '../commands/index.ts';
import { buildSet, moveRow, newSet, playOrPause, playSet, removeRow, toggleLock } from './sets.actions.ts';
import { useSets } from './sets.store.ts';

/** Registered as long as the window runs. */
export function registerSetsCommands(): () => void {
  return registerCommands([{ id: 'sets.new', text: 'sets.new', group: 'window', icon: AudioWaveform, run: newSet }]);
}

function hasRow(): boolean {
  return useSets.getState().row >= 0;
}

function onRow(id: string, text: MessageId, keys: readonly string[], run: Command['run']): Command {
  return { id, text, group: 'selection', keys, scope: 'list', isAvailable: hasRow, run };
}

const commands: readonly Command[] = [
  { id: 'sets.build', text: 'sets.build', group: 'window', icon: WandSparkles, keys: ['Mod+G'], run: () => buildSet() },
  onRow('sets.lock', 'sets.lockSelected', ['L'], toggleLock),
  onRow('sets.remove', 'sets.removeSelected', ['Delete', 'Backspace'], removeRow),
  onRow('sets.moveUp', 'sets.moveUp', ['Alt+ArrowUp'], () =>
    moveRow(useSets.getState().row, useSets.getState().row - 1),
  ),
  onRow('sets.moveDown', 'sets.moveDown', ['Alt+ArrowDown'], () =>
    moveRow(useSets.getState().row, useSets.getState().row + 1),
  ),
  onRow('sets.play', 'sets.playSelected', [], playSet),
  // The name by which the player and the menus of the host play what is on screen.
  onRow('player.toggle', 'sets.playSelected', ['Space'], playOrPause),
];

/** Adds what can be done with a set, until the returned function is called. */
export function registerSetCommands(): () => void {
  return registerCommands(commands);
}
