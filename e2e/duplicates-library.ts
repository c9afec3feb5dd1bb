import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readdirSync, utimesSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openLibrary } from '../main/core/db/open-library.ts';
import { writeRecording } from './copies/write-copies.ts';

const root = join(import.meta.dirname, '..');
const copies = join(import.meta.dirname, 'copies');

let made: Promise<string> | null = null;

/**
 * A library in which one recording is there three times, another mix of it once, and another piece twice, byte for byte;
 * analysed by Ledgerline itself. Nobody has looked for duplicates yet.
 */
export async function prepareDuplicates(home: string): Promise<void> {
  made ??= makeLibrary();
  const music = join(dirname(home), 'music');
  await rm(music, { recursive: true });
  await cp(await made, dirname(home), { recursive: true, preserveTimestamps: true });
  const { db, close } = openLibrary(home);
  db.prepare('UPDATE folder SET path = ?').run(music);
  close();
}

async function makeLibrary(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ledgerline-duplicates-'));
  process.once('exit', () => void rm(folder, { recursive: true, force: true }));
  const [home, music] = [join(folder, 'home'), join(folder, 'music')];
  await mkdir(home);
  writeMusic(music);
  const script = join(root, 'main/headless/ledgerline.mjs');
  const child = spawn(process.execPath, [script, 'import', music, '--home', home], { stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`The import ended with ${code}`);
  return folder;
}

function writeMusic(music: string): void {
  for (const name of ['House', 'Downloads', 'Mixes']) mkdirSync(join(music, name), { recursive: true });
  copyFileSync(join(copies, 'Ada Vale - Tin Roof.flac'), join(music, 'House/Ada Vale - Tin Roof.flac'));
  for (const name of ['07 - Tin_Roof_320.mp3', 'tin roof 128.mp3']) {
    copyFileSync(join(copies, name), join(music, 'Downloads', name));
  }
  writeRecording(join(music, 'Mixes/Tin Roof.wav'), 'vocal', { title: 'Tin Roof' });
  writeRecording(join(music, 'Salt Road.wav'), 'other', { title: 'Salt Road' });
  copyFileSync(join(music, 'Salt Road.wav'), join(music, 'Downloads/Salt Road copy.wav'));
  for (const entry of readdirSync(music, { recursive: true, withFileTypes: true })) {
    // Whole seconds are the same in a copy.
    if (entry.isFile()) utimesSync(join(entry.parentPath, entry.name), 1_700_000_000, 1_700_000_000);
  }
}
