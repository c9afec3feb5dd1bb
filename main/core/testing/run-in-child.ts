import { spawn } from 'node:child_process';

export type Kill = {
  /** Which call to the disk, from 1. */
  at: number;
  when: 'before' | 'after';
};

/**
 * Does a script of journal-scripts.ts in a process of its own, over the lab in `path` (prepared before), which is killed
 * around one of its calls. True where it was, false where it came to its end first.
 */
export async function runOperationsInChild(path: string, script: string, { at, when }: Kill): Promise<boolean> {
  const program = new URL('./journal-child.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [program, path, script, String(at), when], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaints = '';
  child.stderr.on('data', (data: Buffer) => {
    complaints += data.toString();
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (...ending) => resolve(ending));
  });
  if (signal === 'SIGKILL') return true;
  if (code !== 0) throw new Error(`The process failed: ${complaints}`);
  return false;
}
