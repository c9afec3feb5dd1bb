import { Copy } from 'lucide-react';
import type { MessageId } from '../../messages/index.ts';
import { type Command, registerCommands } from '../commands/index.ts';
import { chooseNumber, dismiss, goBy, keepAll, listen, merge, stopListening } from './duplicates.actions.ts';
import { useDuplicates } from './duplicates.store.ts';
import { fileLetter, letteredFiles } from './duplicates-data.ts';

/** Letters typed into a menu or a list of choices look for an entry there. */
function isFree(): boolean {
  const { mode, groupId } = useDuplicates.getState();
  const menu = document.activeElement?.closest('[role="menu"], [role="dialog"], [role="listbox"]');
  return mode === 'one' && groupId !== null && (menu == null || menu.hasAttribute('data-duplicates-list'));
}

function command(id: string, text: MessageId, keys: readonly string[], run: Command['run']): Command {
  return { id, text, group: 'selection', keys, isAvailable: isFree, run };
}

const commands: readonly Command[] = [
  // The name by which the player and the menus of the host play what is on screen.
  command('player.toggle', 'duplicates.listen', ['Space'], listen),
  command('duplicates.stop', 'duplicates.stop', ['Shift+Space'], stopListening),
  {
    ...command('duplicates.merge', 'duplicates.merge', ['Enter', 'Mod+Enter'], merge),
    scope: 'list',
    icon: Copy,
  },
  command('duplicates.next', 'duplicates.next', ['J'], () => goBy(1)),
  command('duplicates.back', 'duplicates.back', ['K'], () => goBy(-1)),
  command('duplicates.dismiss', 'duplicates.dismiss', ['N'], dismiss),
  command('duplicates.keepAll', 'duplicates.keepAll', [], keepAll),
  ...Array.from(
    { length: letteredFiles },
    (_, index): Command => ({
      ...command(`duplicates.choose${index + 1}`, 'duplicates.choose', [fileLetter(index), String(index + 1)], () =>
        chooseNumber(index + 1),
      ),
      isListed: false,
    }),
  ),
];

/** Adds what the lane can do to keys, menus and the palette, until the returned function is called. */
export function registerDuplicatesCommands(): () => void {
  return registerCommands(commands);
}
