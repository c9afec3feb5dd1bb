import { listenTo } from '../../api/client.ts';
import { matchesShortcut, parseShortcut, type Shortcut } from '../../ui/index.ts';
import { runCommand } from './commands.actions.ts';
import { type Command, useCommands } from './commands.store.ts';

/** Keys that a text field needs for itself, also with Mod. */
const editingKeys = new Set([
  'a',
  'c',
  'v',
  'x',
  'z',
  'y',
  'arrowleft',
  'arrowright',
  'home',
  'end',
  'backspace',
  'delete',
]);

/** Elements that do something of their own when Space or Enter is pressed on them. */
const controls =
  'button, a[href], input, select, textarea, summary, [role=button], [role=menuitem], [role=option], [role=tab], [role=radio], [role=switch], [role=checkbox], [role=slider]';

export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'range', 'button'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target.isContentEditable;
}

/** Whether a shortcut may act where the key was pressed: single letters are off while typing. */
function mayActAt(target: EventTarget | null, { key, hasMod, hasAlt }: Shortcut): boolean {
  if (isTextField(target)) {
    if (hasMod) return !editingKeys.has(key.toLowerCase());
    return /^F\d+$/.test(key) || (hasAlt && !editingKeys.has(key.toLowerCase()));
  }
  const isPlain = !hasMod && !hasAlt;
  if (isPlain && (key === 'Space' || key === 'Enter')) {
    return !(target instanceof Element && target.closest(controls));
  }
  return true;
}

function isInScope(command: Command, target: EventTarget | null): boolean {
  if (command.scope !== 'list') return true;
  return target instanceof Element && target.closest('[data-pane="list"]') !== null;
}

/** Runs commands by their keys and by the host's menus. Called once. */
export function followShortcuts(): () => void {
  const press = (event: KeyboardEvent) => {
    // Behind an open dialog nothing acts.
    if (
      event.defaultPrevented ||
      event.isComposing ||
      document.querySelector('[aria-modal="true"], [role="alertdialog"]')
    )
      return;
    for (const command of useCommands.getState().commands.values()) {
      for (const keys of command.keys ?? []) {
        const shortcut = parseShortcut(keys);
        if (!matchesShortcut(event, shortcut) || !mayActAt(event.target, shortcut)) continue;
        if (!isInScope(command, event.target) || !runCommand(command.id)) continue;
        event.preventDefault();
        return;
      }
    }
  };
  window.addEventListener('keydown', press);
  const stopMenus = listenTo('window.command', ({ command }) => void runCommand(command));
  return () => {
    window.removeEventListener('keydown', press);
    stopMenus();
  };
}
