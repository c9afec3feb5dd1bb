import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mp3File } from '#core/testing/audio-files.ts';
import { id3Tag, textFrame } from '#core/testing/id3-tag.ts';
import { insertTrack, openTestDb, tempFolder } from '#core/testing/temp-library.ts';
import { errorCode, openTestCore, type TestCore } from '#core/testing/test-core.ts';
import type { TrackId, TrackRow } from '#shared/contract/library/tracks.ts';
import type { Tool } from '#shared/tags/tools/tool.ts';
import { describeTags } from './describe-tags.ts';
import { applyEdits } from './edit-tags.ts';

let folder: ReturnType<typeof tempFolder>;
let music: string;
let app: TestCore;
beforeEach(async () => {
  folder = tempFolder();
  music = join(folder.path, 'music');
  mkdirSync(music);
  song('a.mp3', { TIT2: 'Alpha', TPE1: 'Ada', TALB: 'One', TCON: 'House', TYER: '1999' }, 1);
  song('b.mp3', { TIT2: 'Beta', TPE1: 'Ada', TALB: 'One', TRCK: '2' }, 2);
  app = await openTestCore(join(folder.path, 'home'), { runAnalysis: false });
  await app.call('folders.add', { path: music });
  await app.core.waitForIdle();
});
afterEach(async () => {
  const { logged } = app;
  await app.core.close();
  folder.remove();
  expect(logged).toEqual([]);
});

function song(name: string, frames: Record<string, string>, seed: number): void {
  const tag = id3Tag(Object.entries(frames).map(([id, text]) => textFrame(id, text)));
  writeFileSync(join(music, name), mp3File(tag, { seed }));
}

async function rows(text = ''): Promise<Record<string, TrackRow>> {
  const { view, total } = await app.call('tracks.openView', { slot: text, text, sort: [] });
  if (total === 0) return {};
  const list = await app.call('tracks.viewRows', { view, start: 0, count: 500 });
  return Object.fromEntries(list.map((row) => [row.fileName, row]));
}

async function ids(): Promise<[TrackId, TrackId]> {
  const all = await rows();
  return [all['a.mp3']!.id, all['b.mp3']!.id];
}

async function set(id: TrackId, field: string, ...values: string[]) {
  return app.call('tags.edit', { edits: [{ ids: [id], field: field as 'title', values, mode: 'set' }] });
}

async function rescan(): Promise<void> {
  await app.call('folders.scan', {});
  await app.core.waitForIdle();
}

async function field(name: string, ...of: TrackId[]) {
  const { fields } = await app.call('tags.get', { ids: of });
  return fields.find((each) => each.field === name);
}

test('an edit is in the library at once, in search and order too, and the file stays as it is', async () => {
  const [a] = await ids();
  const before = readFileSync(join(music, 'a.mp3'));
  const { operation, count } = await set(a, 'title', '  Zulu ');
  expect([operation, count]).toEqual([expect.any(Number), 1]);
  expect(Object.keys(await rows('title:zulu'))).toEqual(['a.mp3']);
  expect(Object.keys(await rows('is:edited'))).toEqual(['a.mp3']);
  expect((await rows())['a.mp3']).toMatchObject({ title: 'Zulu', hasEdits: true });
  expect(await field('title', a)).toMatchObject({ values: ['Zulu'], fileValues: ['Alpha'], editedCount: 1 });
  expect(await app.call('tags.pending', { count: 10 })).toEqual({ total: 1, ids: [a] });
  expect(readFileSync(join(music, 'a.mp3')).equals(before)).toBe(true);
});

test('what the file says anyway is no edit, and an edit back to it ends the edit', async () => {
  const [a] = await ids();
  expect(await set(a, 'title', 'Alpha')).toEqual({ operation: null, count: 0 });
  await set(a, 'title', 'Zulu');
  await set(a, 'title', 'Alpha');
  expect((await rows())['a.mp3']).toMatchObject({ title: 'Alpha', hasEdits: false });
});

test('edits are undone and done again one by one, each with all its tracks', async () => {
  const [a, b] = await ids();
  await app.call('tags.edit', { edits: [{ ids: [a, b], field: 'genre', values: ['Dub'], mode: 'set' }] });
  await set(a, 'genre', 'Techno');
  const genres = async () => Object.values(await rows()).map(({ genre, hasEdits }) => [genre, hasEdits]);
  expect(await genres()).toEqual([
    ['Techno', true],
    ['Dub', true],
  ]);
  await app.call('history.undo', {});
  expect(await genres()).toEqual([
    ['Dub', true],
    ['Dub', true],
  ]);
  await app.call('history.undo', {});
  expect(await genres()).toEqual([
    ['House', false],
    ['', false],
  ]);
  await app.call('history.redo');
  expect(await genres()).toEqual([
    ['Dub', true],
    ['Dub', true],
  ]);
});

test('scans leave edited fields alone, take in the others, and end an edit that the file now says', async () => {
  const [a] = await ids();
  await set(a, 'title', 'Mine');
  await set(a, 'genre', 'Dub');
  song('a.mp3', { TIT2: 'Theirs', TPE1: 'Eve', TCON: 'Dub' }, 1);
  await rescan();
  expect((await rows())['a.mp3']).toMatchObject({ id: a, title: 'Mine', artist: 'Eve', genre: 'Dub', hasEdits: true });
  expect(await field('title', a)).toMatchObject({ values: ['Mine'], fileValues: ['Theirs'] });
  expect(await field('genre', a)).toMatchObject({ editedCount: 0 });
  await app.call('tags.revert', { ids: [a] });
  expect((await rows())['a.mp3']).toMatchObject({ title: 'Theirs', hasEdits: false });
});

test('edits survive a restart', async () => {
  const [a] = await ids();
  await set(a, 'title', 'Mine');
  await set(a, 'custom:ENERGYLEVEL', '7');
  await app.core.close();
  app = await openTestCore(join(folder.path, 'home'), { runAnalysis: false });
  expect((await rows())['a.mp3']).toMatchObject({ title: 'Mine', hasEdits: true });
  expect(await field('custom:ENERGYLEVEL', a)).toMatchObject({ values: ['7'], fileValues: null });
});

test('several tracks say what they share, where they differ, and the range of numbers', async () => {
  const [a, b] = await ids();
  const { count, fields } = await app.call('tags.get', { ids: [a, b] });
  const state = Object.fromEntries(fields.map(({ field: name, ...rest }) => [name, rest]));
  expect(count).toBe(2);
  expect(state.artist).toMatchObject({ values: ['Ada'], various: [], range: null });
  expect(state.title).toMatchObject({
    values: null,
    various: [
      { value: 'Alpha', count: 1 },
      { value: 'Beta', count: 1 },
    ],
  });
  await set(b, 'date', '2004-03-02');
  expect(await field('date', a, b)).toMatchObject({ values: null, range: [1999, 2004] });
  expect(state.composer).toMatchObject({ values: [] });
});

test('values are added to lists and taken from them, as the file divides them', async () => {
  song('c.mp3', { TIT2: 'C', TCON: 'House\0Deep House', TPE1: 'Earth, Wind & Fire' }, 3);
  await rescan();
  const c = (await rows())['c.mp3']!.id;
  const [a] = await ids();
  const change = (mode: 'add' | 'remove', name: 'genre' | 'artist', value: string) =>
    app.call('tags.edit', { edits: [{ ids: [a, c], field: name, values: [value], mode }] });
  await change('add', 'genre', 'Dub');
  expect((await field('genre', c))?.values).toEqual(['House', 'Deep House', 'Dub']);
  expect((await field('genre', a))?.values).toEqual(['House', 'Dub']);
  await change('remove', 'genre', 'house');
  expect((await field('genre', c))?.values).toEqual(['Deep House', 'Dub']);
  expect((await change('add', 'genre', 'dub')).count).toBe(0);
  await change('add', 'artist', 'Bo');
  expect((await field('artist', c))?.values).toEqual(['Earth, Wind & Fire', 'Bo']);
});

test('a value that cannot stand in its field is refused, and nothing of the call is kept', async () => {
  const [a] = await ids();
  const bad = app.call('tags.edit', {
    edits: [
      { ids: [a], field: 'title', values: ['New'], mode: 'set' },
      { ids: [a], field: 'date', values: ['2026-02-30'], mode: 'set' },
    ],
  });
  expect(await errorCode(bad)).toBe('INVALID_INPUT');
  expect(await errorCode(set(a, 'bpm', '120'))).toBe('INVALID_INPUT');
  expect((await rows())['a.mp3']).toMatchObject({ title: 'Alpha', hasEdits: false });
});

test('a tool tells what it would change, and changes just that, as one operation', async () => {
  const [a, b] = await ids();
  const tool: Tool = { type: 'case', fields: ['title', 'artist'], style: 'upper' };
  expect(await app.call('tags.propose', { ids: [b, a], tool, limit: 1 })).toEqual({
    changedCount: 2,
    shown: [
      {
        ...{ id: b, title: 'Beta', fileName: 'b.mp3' },
        changes: [
          { field: 'title', old: ['Beta'], new: ['BETA'] },
          { field: 'artist', old: ['Ada'], new: ['ADA'] },
        ],
      },
    ],
  });
  expect((await app.call('tags.applyTool', { ids: [b, a], tool })).count).toBe(2);
  expect(Object.values(await rows()).map(({ title, artist }) => [title, artist])).toEqual([
    ['ALPHA', 'ADA'],
    ['BETA', 'ADA'],
  ]);
  await app.call('history.undo', {});
  expect(Object.values(await rows()).map(({ hasEdits }) => hasEdits)).toEqual([false, false]);
});

test('a pattern that never ends is refused after a moment, and nothing changes', async () => {
  const [a] = await ids();
  await set(a, 'title', `${'a'.repeat(80)}!`);
  const tool: Extract<Tool, { type: 'replace' }> = {
    ...({ type: 'replace', fields: ['title'], find: '(a|aa)+$', replacement: '' } as const),
    ...{ isPattern: true, isCaseSensitive: true },
  };
  expect(await errorCode(app.call('tags.applyTool', { ids: [a], tool }))).toBe('PATTERN_SLOW');
  expect(await errorCode(app.call('tags.applyTool', { ids: [a], tool: { ...tool, find: '(' } }))).toBe(
    'PATTERN_INVALID',
  );
  expect((await rows())['a.mp3']!.title).toBe(`${'a'.repeat(80)}!`);
});

test('ten thousand tracks are described and edited in a moment', async () => {
  const db = openTestDb();
  db.transaction(() => {
    for (let index = 0; index < 10_000; index += 1) insertTrack(db, { title: `T ${index}`, genre: 'House' });
  })();
  const many = db.prepare('SELECT id FROM track').pluck().all() as TrackId[];
  const wanted = many.map((trackId) => ({ trackId, field: 'label' as const, values: ['X'] }));
  const started = performance.now();
  expect(db.transaction(() => applyEdits(db, wanted, 1))()).toHaveLength(10_000);
  expect(await describeTags(db, many)).toMatchObject({ count: 10_000, editedTracks: 10_000 });
  expect(db.transaction(() => applyEdits(db, wanted, 1))()).toEqual([]);
  // A square of the number would take minutes.
  expect(performance.now() - started).toBeLessThan(15_000);
});
