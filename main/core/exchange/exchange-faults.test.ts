import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSongLab, type SongLab } from '#core/testing/song-lab.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { errorCode } from '#core/testing/test-core.ts';
import { makeKeyPair, writeSigned } from './signed-file.ts';

/* Files of other installations that are odd, though they are signed rightly. */

const root = tempFolder();
const keys = makeKeyPair();
const sender = { id: randomUUID(), name: 'Rook Harrow', email: '' };
let lab: SongLab;
let written = 0;

beforeAll(async () => {
  lab = await openSongLab();
});
afterAll(async () => {
  const { logged } = lab.core;
  await lab.close();
  root.remove();
  expect(logged).toEqual([]);
});

const step = (more: object) => ({ key: 'mix', name: 'Mix', isDone: false, doneAt: null, ...more });
const song = (more: object) => ({
  ref: randomUUID(),
  title: 'Tin Harbour',
  artist: 'Rook Harrow',
  status: 'inProgress',
  steps: [step({})],
  ...more,
});

/** Reads a signed file with these songs. */
async function read(songs: object[], more: object = {}) {
  written += 1;
  const path = join(root.path, `odd-${written}.ledgerline-exchange`);
  const head = { fileId: randomUUID(), madeAt: 1, sender, message: '', kind: 'work', ...more };
  writeFileSync(path, writeSigned({ ...head, songs } as never, keys));
  return lab.call('exchange.read', { path });
}
async function take(songs: object[], more: object = {}) {
  const { id } = await read(songs, more);
  const { items } = await lab.call('exchange.get', { id });
  return lab.call('exchange.decide', { id, refs: items.map(({ ref }) => ref) });
}
const titled = async (title: string) => {
  const { ids } = await lab.call('songs.list', {});
  const rows = await lab.call('songs.getMany', { ids });
  return rows.filter((row) => row.title === title);
};

test.each([
  ['two steps of one key', song({ steps: [step({}), step({ name: 'Other' })] })],
  ['a step without a name', song({ steps: [step({ name: '' })] })],
  ['a time between milliseconds', song({ steps: [step({ isDone: true, doneAt: 1.5 })] })],
  ['a time beyond all time', song({ steps: [step({ isDone: true, doneAt: 1e300 })] })],
  ['a day that is none', song({ deadline: '2026-13-99' })],
  ['a due day that is none', song({ steps: [step({ due: 'soon' })] })],
  [
    'a comment between milliseconds',
    song({ comments: [{ person: '', at: 0.5, atMs: null, versionNumber: null, text: 'x', replies: [] }] }),
  ],
  [
    'steps that wait for each other',
    song({ steps: [step({ after: 'b' }), step({ key: 'b', name: 'B', after: 'mix' })] }),
  ],
])('a file with %s is refused when it is read', async (_, odd) => {
  expect(await errorCode(read([odd]))).toBe('EXCHANGE_INVALID');
});

test('a song that a file holds twice comes once, and each has a place of its own', async () => {
  await take([song({}), song({ title: 'tin harbour' }), song({ title: 'Slow Gate' }), song({ title: 'Wet Sand' })]);
  expect(await titled('Tin Harbour')).toHaveLength(1);
  expect(await titled('tin harbour')).toHaveLength(0);
  const places = lab.db.prepare('SELECT position FROM song').pluck().all();
  expect(new Set(places).size).toBe(places.length);
});

test('songs of signs alone are not taken for each other', async () => {
  const { id } = await lab.call('songs.create', { title: '÷', artist: 'Rook Harrow', status: 'inProgress' });
  await take([song({ title: '×', steps: [step({ key: 'own', name: 'Own' })] })]);
  expect(await titled('×')).toHaveLength(1);
  expect((await lab.call('songs.get', { id })).stepList.map(({ name }) => name)).not.toContain('Own');
});
