import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLibrary } from '../main/core/db/open-library.ts';

const root = join(import.meta.dirname, '..');

/**
 * A library without tracks that has heard the music of these tests: what is known of a sound outlives its files, so that
 * tests need not wait for the same analysis again and again. Answers with its folder.
 */
export async function makeHeardLibrary(audioFolder: string, name: string): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), `ledgerline-heard-${name}-`));
  const script = join(root, 'main/headless/ledgerline.mjs');
  const child = spawn(process.execPath, [script, 'import', audioFolder, '--home', home], { stdio: 'ignore' });
  await once(child, 'exit');
  const { db, close } = openLibrary(home);
  db.exec('DELETE FROM folder; DELETE FROM job;');
  close();
  return home;
}
