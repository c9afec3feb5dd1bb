import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tempFolder } from '#core/testing/temp-library.ts';
import { PlayedFiles } from './played-files.ts';

let folder: ReturnType<typeof tempFolder>;
let path: string;
beforeEach(() => {
  folder = tempFolder();
  path = join(folder.path, 'song');
  writeFileSync(path, 'tags and sound');
});
afterEach(() => folder.remove());

function replace(content: string): void {
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
}

test('a song whose file is replaced in the middle is heard to its end as it began', async () => {
  const played = new PlayedFiles('linux');
  expect(await text((await played.take('1', path, 0)).read(0, 7))).toBe('tags and');
  replace('longer tags before the same sound');
  const rest = await played.take('1', path, 9);
  expect([rest.size, await text(rest.read(9, 13))]).toEqual([14, 'sound']);
  renameSync(path, `${path} elsewhere`);
  expect(await text((await played.take('1', path, 5)).read(5, 7))).toBe('and');
  played.close();
});

test('who begins anew hears what is there now, and another song is another file', async () => {
  const played = new PlayedFiles('linux');
  (await played.take('1', path, 0)).leave();
  replace('new');
  expect(await text((await played.take('1', path, 0)).read(0, 2))).toBe('new');
  expect((await played.take('2', path, 1)).size).toBe(3);
  played.close();
});

test('on Windows nothing is held that a rename would wait for', async () => {
  const played = new PlayedFiles('win32');
  expect(await text((await played.take('1', path, 0)).read(0, 3))).toBe('tags');
  replace('other');
  expect((await played.take('1', path, 2)).size).toBe(5);
});

test('only a few files stay open, and one that is being read until it was read', async () => {
  const played = new PlayedFiles('linux');
  const first = await played.take('0', path, 0);
  for (let number = 1; number < 9; number += 1) (await played.take(String(number), path, 0)).leave();
  expect(await text(first.read(0, 3))).toBe('tags');
  played.close();
});
