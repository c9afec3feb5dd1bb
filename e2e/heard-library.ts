import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { openLibrary } from '../main/core/db/open-library.ts';

const root = join(import.meta.dirname, '..');

/** Long past, and whole seconds, which are the same in a copy: a file of this moment would be waited for. */
const modifiedAt = new Date(1_700_000_000_000);

/**
 * A library that knows the music of these tests, read and analysed by Ledgerline itself, so that tests need not wait for
 * the same reading again and again. Answers with a folder that holds it as `home`, and the music as `music`.
 */
export async function makeHeardLibrary(audioFolder: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ledgerline-heard-'));
  const [home, music] = [join(folder, 'home'), join(folder, 'music')];
  await mkdir(home);
  await mkdir(music);
  for (const file of await readdir(audioFolder)) {
    if (['.ts', '.json', '.md', '.wma'].includes(extname(file))) continue;
    await cp(join(audioFolder, file), join(music, file));
    await utimes(join(music, file), modifiedAt, modifiedAt);
  }
  const script = join(root, 'main/headless/ledgerline.mjs');
  const child = spawn(process.execPath, [script, 'import', music, '--home', home], { stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`The import ended with ${code}`);
  return folder;
}

/** Where prepare.ts has put it. */
export function heardLibrary(): string {
  const folder = process.env.LEDGERLINE_HEARD;
  if (!folder) throw new Error('No library was prepared: the configuration names prepare.ts as its global setup');
  return folder;
}

/** Takes a copy of that library as a test's own, with the copy of its music. */
export async function copyHeardLibrary(heard: string, home: string, music: string): Promise<void> {
  await cp(join(heard, 'home'), home, { recursive: true });
  const { db, close } = openLibrary(home);
  db.prepare('UPDATE folder SET path = ?').run(music);
  close();
}
