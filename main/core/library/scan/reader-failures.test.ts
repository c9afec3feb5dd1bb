import { chmodSync, mkdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mp3File } from '#core/testing/audio-files.ts';
import { id3Tag, textFrame } from '#core/testing/id3-tag.ts';
import { ScanLab } from '#core/testing/scan-lab.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { nodeFileSystem, type WalkEntry, walk } from './1-walk.ts';

function song(title: string): Buffer {
  return mp3File(id3Tag([textFrame('TIT2', title)]), { payloadBytes: 3000, seed: title.length });
}

// music-metadata#45, #486, essentia#1528: one file held up, or ended, the reading of all.
test('a file that hangs, kills or overfills its reader is listed by name; all others are read', async () => {
  const lab = new ScanLab({
    workerUrl: new URL('../../testing/moody-metadata.worker.ts', import.meta.url),
    parseTimeoutMs: 2000,
  });
  const names = ['a', 'b hangs', 'c', 'd dies', 'e', 'f eats', 'g'];
  for (const name of names) lab.write(`${name}.mp3`, song(name));
  expect(await lab.scan()).toMatchObject({ state: 'done', done: 7, failed: 3 });
  expect(lab.problems()).toEqual({
    'b hangs.mp3': 'WORKER_TIMEOUT',
    'd dies.mp3': 'WORKER_CRASHED',
    // On a busy machine the clock may be first.
    'f eats.mp3': expect.stringMatching(/^WORKER_(CRASHED|TIMEOUT)$/),
  });
  expect(lab.column('title')).toEqual({
    'a.mp3': 'a',
    'b hangs.mp3': '',
    'c.mp3': 'c',
    'd dies.mp3': '',
    'e.mp3': 'e',
    'f eats.mp3': '',
    'g.mp3': 'g',
  });
  // Known now, so the next scan does not run into them again.
  lab.library.db.exec('UPDATE problem SET at = 5');
  expect(await lab.scan()).toMatchObject({ state: 'done', done: 7, failed: 3 });
  expect(lab.library.db.prepare('SELECT DISTINCT at FROM problem').pluck().all()).toEqual([5]);
  await lab.close();
}, 60_000);

async function walkAll(root: string, fileSystem = nodeFileSystem): Promise<WalkEntry[]> {
  const entries: WalkEntry[] = [];
  for await (const found of walk(root, '', fileSystem)) entries.push(...found);
  return entries.sort((one, other) => (one.path < other.path ? -1 : 1));
}

function failing(part: string, code: string): typeof nodeFileSystem {
  return {
    ...nodeFileSystem,
    readdir: (path) =>
      path.endsWith(part) ? Promise.reject(Object.assign(new Error(code), { code })) : nodeFileSystem.readdir(path),
  };
}

test('a folder that cannot be read is named and the walk goes on', async () => {
  const lab = new ScanLab();
  for (const path of ['a/a.mp3', 'locked/b.mp3', 'z/c.mp3']) lab.write(path, song(path));
  expect(await walkAll(lab.root, failing('locked', 'EACCES'))).toEqual([
    { type: 'file', path: 'a/a.mp3' },
    { type: 'problem', path: 'locked', code: 'FOLDER_UNREADABLE', isFolder: true },
    { type: 'file', path: 'z/c.mp3' },
  ]);
  expect((await walkAll(lab.root, failing('locked', 'ENOENT'))).map(({ path }) => path)).toEqual([
    'a/a.mp3',
    'z/c.mp3',
  ]);
  await lab.close();
});

test.skipIf(process.getuid?.() === 0)('tracks behind an unreadable folder are not missing', async () => {
  const lab = new ScanLab();
  for (const path of ['a/a.mp3', 'locked/b.mp3']) lab.write(path, song(path));
  await lab.scan();
  chmodSync(join(lab.root, 'locked'), 0);
  await lab.scan();
  expect(lab.problems()).toEqual({ locked: 'FOLDER_UNREADABLE' });
  expect(lab.tracks().map(({ isMissing }) => isMissing)).toEqual([false, false]);
  chmodSync(join(lab.root, 'locked'), 0o700);
  await lab.scan();
  expect(lab.problems()).toEqual({});
  await lab.close();
});

test.skipIf(process.platform !== 'linux')('a name that is no text is named, wherever it stands', async () => {
  const temporary = tempFolder();
  const root = Buffer.from(`${temporary.path}/`);
  const bad = Buffer.from([0x62, 0xff, 0xfe]);
  mkdirSync(Buffer.concat([root, bad]));
  const { writeFileSync } = await import('node:fs');
  writeFileSync(Buffer.concat([root, bad, Buffer.from('.mp3')]), song('lost'));
  writeFileSync(join(temporary.path, 'replacement \ufffd is a letter.mp3'), song('kept'));
  expect(await readdir(temporary.path)).toHaveLength(3);
  const entries = await walkAll(temporary.path);
  expect(entries.filter(({ type }) => type === 'file')).toEqual([
    { type: 'file', path: 'replacement \ufffd is a letter.mp3' },
  ]);
  expect(entries.flatMap((entry) => (entry.type === 'problem' ? [entry.code] : []))).toEqual([
    'FILE_NAME_INVALID',
    'FILE_NAME_INVALID',
  ]);
  temporary.remove();
});
