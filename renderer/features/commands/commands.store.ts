import type { LucideIcon } from 'lucide-react';
import { create } from 'zustand';
import type { MessageId } from '../../messages/index.ts';

/** Something the user can do: found in the palette, run by its keys, by a menu of the host, or by a button. */
export type Command = {
  /** `area.verb`; the host's menus use it. */
  id: string;
  text: MessageId;
  /** Where the palette lists it: what it acts on. */
  group: 'selection' | 'go' | 'window';
  /** Of the selection: of other things than tracks, of which `isAvailable` knows whether some are selected. */
  isOfItems?: boolean;
  icon?: LucideIcon;
  /** Shortcuts as `Mod+Shift+R`; the first one is shown. */
  keys?: readonly string[];
  /** `list`: the keys work only while the focus is in the list; the list's own handling may come first. */
  scope?: 'window' | 'list';
  /** Asked each time; without it the command can always run. */
  isAvailable?: () => boolean;
  /** False keeps it out of the palette, as for moving between panes. */
  isListed?: boolean;
  run: () => void | Promise<void>;
};

type CommandsState = { commands: ReadonlyMap<string, Command>; recentIds: readonly string[] };

export const useCommands = create<CommandsState>(() => ({ commands: new Map(), recentIds: [] }));

/** Adds commands until the returned function is called; fits an effect, or stands at the top of a feature. */
export function registerCommands(commands: readonly Command[]): () => void {
  useCommands.setState((state) => {
    const next = new Map(state.commands);
    for (const command of commands) next.set(command.id, command);
    return { commands: next };
  });
  return () =>
    useCommands.setState((state) => {
      const next = new Map(state.commands);
      for (const command of commands) if (next.get(command.id) === command) next.delete(command.id);
      return { commands: next };
    });
}
