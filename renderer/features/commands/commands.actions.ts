import { asAppError } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { text } from '../../messages/use-text.ts';
import { showToast } from '../../ui/index.ts';
import { type Command, useCommands } from './commands.store.ts';

const maxRecent = 8;

export function isAvailable(command: Command): boolean {
  return command.isAvailable?.() ?? true;
}

/** Runs a command by its id; false when there is none, or when it cannot run now. */
export function runCommand(id: string): boolean {
  const command = useCommands.getState().commands.get(id);
  if (!command || !isAvailable(command)) return false;
  void attempt(command.run);
  return true;
}

/** The palette offers again what was chosen in it. */
export function rememberCommand(id: string): void {
  useCommands.setState(({ recentIds }) => ({
    recentIds: [id, ...recentIds.filter((recent) => recent !== id)].slice(0, maxRecent),
  }));
}

/** Does something that a user asked for, and says so when it fails. */
export async function attempt(action: () => void | Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    showToast({ text: errorText(text, asAppError(error).code), tone: 'error' });
  }
}

/** The shortcut that is shown for a command. */
export function keysOf(id: string): string | undefined {
  return useCommands.getState().commands.get(id)?.keys?.[0];
}
