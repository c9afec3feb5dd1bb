import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { AppError } from '#shared/errors.ts';

/** What tells the names of all programs that run; where Serato does not exist, none. */
const listings: Partial<Record<NodeJS.Platform, readonly [command: string, ...args: string[]]>> = {
  darwin: ['/bin/ps', '-axco', 'command'],
  win32: ['tasklist', '/fo', 'csv', '/nh'],
};

const timeoutMs = 5000;

/**
 * Serato writes its crates anew when it ends, over whatever was put there meanwhile. Throws PROGRAM_RUNNING while it
 * runs; where that cannot be told, nothing.
 */
export async function refuseWhileSeratoRuns(listPrograms: () => Promise<string> = listRunning): Promise<void> {
  const names = await listPrograms().catch(() => '');
  if (/^"?Serato DJ/im.test(names)) throw new AppError('PROGRAM_RUNNING', 'Serato is running. Close it first.');
}

async function listRunning(): Promise<string> {
  const [command, ...args] = listings[process.platform] ?? [];
  if (command === undefined) return '';
  const { stdout } = await promisify(execFile)(command, args, { timeout: timeoutMs, windowsHide: true });
  return stdout;
}
