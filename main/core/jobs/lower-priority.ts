import { readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/**
 * Lets everything else on the machine go before this thread. On Linux, where threads have a priority of their own;
 * elsewhere it would be that of the whole process, the window's answers included, so nothing is done.
 *
 * Without a rival the thread runs as fast as ever. There is no way back for a user's process: call it in workers only.
 */
export function lowerPriority(): void {
  if (process.platform !== 'linux') return;
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    if (thread > 0 && thread !== process.pid) setPriority(thread, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // A sandbox without /proc: then it runs like the rest.
  }
}
