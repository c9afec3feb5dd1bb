import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { parseFile } from 'music-metadata';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { picturePath } from '#core/media/media-reply.ts';
import { flacFile, mp3File } from '#core/testing/audio-files.ts';
import { id3Tag, textFrame } from '#core/testing/id3-tag.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { errorCode, openTestCore, type TestCore } from '#core/testing/test-core.ts';
import type { TrackId, TrackRow } from '#shared/contract/library/tracks.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import { onlyEdits } from '#shared/tags/write-back.ts';

let folder: ReturnType<typeof tempFolder>;
let music: string;
let app: TestCore;
beforeEach(async () => {
  folder = tempFolder();
  music = join(folder.path, 'music');
  mkdirSync(music);
});
afterEach(async () => {
  const { logged } = app;
  await app.core.close();
  folder.remove();
  expect(logged).toEqual([]);
});

async function open(): Promise<void> {
  app = await openTestCore(join(folder.path, 'home'), { runAnalysis: false });
  await app.call('folders.add', { path: music });
  await app.core.waitForIdle();
}

function song(name: string, title: string, seed: number): void {
  const tag = id3Tag([textFrame('TIT2', title), textFrame('TPE1', 'Ada'), textFrame('TCON', 'House')]);
  writeFileSync(join(music, name), mp3File(tag, { seed }));
}

async function row(name: string): Promise<TrackRow> {
  const { view } = await app.call('tracks.openView', { slot: 'test', text: '', sort: [] });
  const rows = await app.call('tracks.viewRows', { view, start: 0, count: 500 });
  return rows.find(({ fileName }) => fileName === name)!;
}

async function edit(id: TrackId, values: Record<string, string[]>) {
  return app.call('tags.edit', {
    edits: Object.entries(values).map(([field, list]) => ({
      ...{ ids: [id], field: field as 'title', values: list },
      mode: 'set',
    })),
  });
}

async function write(ids: TrackId[], include = onlyEdits) {
  const written = await app.call('tags.write', { ids, include });
  await app.core.waitForIdle();
  return written;
}

async function outcome(operation: OperationId | null) {
  const { steps } = await app.call('history.operation', { id: operation! });
  return steps.map(({ state, code }) => code ?? state);
}

const sha256 = (name: string) =>
  createHash('sha256')
    .update(readFileSync(join(music, name)))
    .digest('hex');

test('edit, preview, write, undo the write, undo the edit: file and library go the whole way and back', async () => {
  song('a.mp3', 'Alpha', 1);
  await open();
  const start = sha256('a.mp3');
  const { id } = await row('a.mp3');
  await edit(id, { title: ['Zulu'], genre: ['Dub', 'Techno'], catalogNumber: ['CAT 1'], 'custom:ENERGYLEVEL': ['7'] });
  const [preview] = await app.call('tags.preview', { ids: [id], include: onlyEdits });
  expect(preview).toMatchObject({ id, state: 'change', code: null, fileName: 'a.mp3', format: 'mp3' });
  expect(preview!.changes.toSorted((one, other) => one.field.localeCompare(other.field))).toEqual([
    { field: 'catalogNumber', old: [], new: ['CAT 1'] },
    { field: 'custom:ENERGYLEVEL', old: [], new: ['7'] },
    // ID3v2.3 knows no lists.
    { field: 'genre', old: ['House'], new: ['Dub / Techno'] },
    { field: 'title', old: ['Alpha'], new: ['Zulu'] },
  ]);
  expect(sha256('a.mp3')).toBe(start);

  const { operation, count } = await write([id]);
  expect([count, await outcome(operation)]).toEqual([1, ['done']]);
  const { common } = await parseFile(join(music, 'a.mp3'));
  expect(common).toMatchObject({ title: 'Zulu', artist: 'Ada', catalognumber: ['CAT 1'], genre: ['Dub / Techno'] });
  expect(await row('a.mp3')).toMatchObject({ id, title: 'Zulu', genre: 'Dub / Techno', hasEdits: false });
  expect((await app.call('tags.readFile', { id })).custom).toMatchObject({ ENERGYLEVEL: ['7'] });

  await app.call('history.undo', {});
  await app.core.waitForIdle();
  expect(sha256('a.mp3')).toBe(start);
  expect(await row('a.mp3')).toMatchObject({ title: 'Zulu', genre: 'Dub, Techno', hasEdits: true });
  expect((await app.call('tags.pending', { count: 5 })).ids).toEqual([id]);
  await app.call('history.undo', {});
  expect(await row('a.mp3')).toMatchObject({ title: 'Alpha', genre: 'House', hasEdits: false });
  await app.call('history.redo');
  await app.call('history.redo');
  await app.core.waitForIdle();
  expect((await parseFile(join(music, 'a.mp3'))).common.title).toBe('Zulu');
  expect(await row('a.mp3')).toMatchObject({ title: 'Zulu', hasEdits: false });
});

test('a read-only file and one that another program changed keep their edits, the others are written', async () => {
  for (const [index, name] of ['a.mp3', 'b.mp3', 'c.mp3'].entries()) song(name, name, index);
  await open();
  const ids = [(await row('a.mp3')).id, (await row('b.mp3')).id, (await row('c.mp3')).id];
  for (const id of ids) await edit(id, { title: ['New'] });
  chmodSync(join(music, 'a.mp3'), 0o444);
  song('b.mp3', 'Longer than it was', 1);
  const before = [sha256('a.mp3'), sha256('b.mp3')];
  const [first] = await app.call('tags.preview', { ids, include: onlyEdits });
  expect([first!.state, first!.code]).toEqual(['problem', 'FILE_READ_ONLY']);
  const { operation } = await write(ids);
  expect((await outcome(operation)).toSorted()).toEqual(['FILE_CHANGED', 'FILE_READ_ONLY', 'done']);
  expect([sha256('a.mp3'), sha256('b.mp3')]).toEqual(before);
  expect((await parseFile(join(music, 'c.mp3'))).common.title).toBe('New');
  const edited = (await app.call('tracks.getMany', { ids })).map(({ hasEdits }) => hasEdits);
  expect(edited).toEqual([true, true, false]);
  // Doing a failed write again after undo loses nothing either.
  await app.call('history.undo', {});
  await app.core.waitForIdle();
  await app.call('history.redo');
  await app.core.waitForIdle();
  expect(await row('a.mp3')).toMatchObject({ title: 'New', hasEdits: true });
});

test('of an offline folder nothing is written and nothing is lost', async () => {
  song('a.mp3', 'Alpha', 1);
  await open();
  const { id } = await row('a.mp3');
  await edit(id, { title: ['Zulu'] });
  renameSync(music, `${music}-away`);
  await app.call('folders.scan', {});
  await app.core.waitForIdle();
  const [preview] = await app.call('tags.preview', { ids: [id], include: onlyEdits });
  expect([preview!.state, preview!.code]).toEqual(['problem', 'FOLDER_OFFLINE']);
  const { operation } = await write([id]);
  expect(await outcome(operation)).toEqual(['FOLDER_OFFLINE']);
  expect(await errorCode(app.call('tags.readFile', { id }))).toBe('FOLDER_OFFLINE');
  renameSync(`${music}-away`, music);
  await app.call('folders.scan', {});
  await app.core.waitForIdle();
  expect(await row('a.mp3')).toMatchObject({ title: 'Zulu', hasEdits: true });
  await write([id]);
  expect((await parseFile(join(music, 'a.mp3'))).common.title).toBe('Zulu');
});

test('a picture is converted, shown at once, written, and gone again with undo', async () => {
  writeFileSync(join(music, 'a.flac'), flacFile([['TITLE', 'Alpha']], undefined, { seed: 3 }));
  await open();
  const { id } = await row('a.flac');
  const webp = await sharp({ create: { width: 500, height: 400, channels: 3, background: '#a03' } })
    .webp()
    .toBuffer();
  const reply = await app.core.media({ method: 'POST', path: picturePath, range: null, body: webp });
  expect(reply.status).toBe(200);
  const { hash, width } = JSON.parse(Buffer.from(reply.body as Uint8Array).toString()) as {
    hash: string;
    width: number;
  };
  expect(width).toBe(500);
  await edit(id, { cover: [hash] });
  const { artworkHash } = await row('a.flac');
  expect(hash.startsWith(artworkHash!)).toBe(true);
  const shown = await app.core.media({ method: 'GET', path: `/artwork/${artworkHash}`, range: null });
  expect(shown.status).toBe(200);
  await write([id]);
  const { common } = await parseFile(join(music, 'a.flac'));
  expect(common.picture?.map(({ format }) => format)).toEqual(['image/jpeg']);
  expect(createHash('sha256').update(common.picture![0]!.data).digest('hex')).toBe(hash);
  expect(await row('a.flac')).toMatchObject({ artworkHash, hasEdits: false });
  await edit(id, { cover: [] });
  await write([id]);
  expect((await parseFile(join(music, 'a.flac'))).common.picture ?? []).toEqual([]);
  for (let undos = 0; undos < 4; undos += 1) {
    await app.call('history.undo', {});
    await app.core.waitForIdle();
  }
  expect(await row('a.flac')).toMatchObject({ artworkHash: null, hasEdits: false });
});

test('what is no picture, too large, or not there is refused', async () => {
  song('a.mp3', 'Alpha', 1);
  await open();
  const { id } = await row('a.mp3');
  const post = async (body: Uint8Array) =>
    (await app.core.media({ method: 'POST', path: picturePath, range: null, body })).status;
  expect([await post(Buffer.from('no picture')), await post(new Uint8Array(0))]).toEqual([415, 415]);
  expect(await post(new Uint8Array(26 * 1024 * 1024))).toBe(413);
  expect(await errorCode(edit(id, { cover: ['a'.repeat(64)] }))).toBe('NOT_FOUND');
  expect(await errorCode(edit(id, { cover: ['../../etc/passwd'] }))).toBe('INVALID_INPUT');
});

test('write-back brings what analysis and the user say, and never clears what is not known', async () => {
  song('a.mp3', 'Alpha', 1);
  await open();
  const { id } = await row('a.mp3');
  await app.call('analysis.override', {
    overrides: [
      { id, field: 'bpm', value: 123.98 },
      { id, field: 'key', value: 14 },
    ],
  });
  await app.call('tracks.rate', { ratings: [{ id, rating: 4 }] });
  await edit(id, { comment: ['Vocal ends 4:12'] });
  const include = {
    ...onlyEdits,
    ...({ bpm: 'decimals', keyInField: true, keyInComment: true, rating: 'windows', replayGain: true } as const),
  };
  await write([id], include);
  const { texts, rating } = await app.call('tags.readFile', { id });
  expect(texts).toMatchObject({
    bpm: ['123.98'],
    comment: [expect.stringMatching(/ - 124 - Vocal ends 4:12$/)],
    title: ['Alpha'],
  });
  expect(rating).toEqual({ stars: 4, family: 'windows' });
  expect(texts.replayGainTrackGain ?? []).toEqual([]);
  expect(await row('a.mp3')).toMatchObject({ hasEdits: false, bpm: 123.98 });
  expect((await app.call('tags.preview', { ids: [id], include }))[0]!.state).toBe('same');
  const again = sha256('a.mp3');
  await write([id], include);
  expect(sha256('a.mp3')).toBe(again);
});

test('an edit made while its file is being written stays, and can be written at once', async () => {
  song('a.mp3', 'Alpha', 1);
  await open();
  const { id } = await row('a.mp3');
  await edit(id, { title: ['First'], album: ['One'] });
  const first = await app.call('tags.write', { ids: [id], include: onlyEdits });
  await edit(id, { title: ['Second'] });
  const second = await app.call('tags.write', { ids: [id], include: onlyEdits });
  await app.core.waitForIdle();
  expect([await outcome(first.operation), await outcome(second.operation)]).toEqual([['done'], ['done']]);
  expect((await parseFile(join(music, 'a.mp3'))).common).toMatchObject({ title: 'Second', album: 'One' });
  expect(await row('a.mp3')).toMatchObject({ title: 'Second', hasEdits: false });
});

// Five hundred go through the window in e2e/journey.spec.ts.
test('a hundred files are written as one operation and undone as one', { timeout: 60_000 }, async () => {
  const names = Array.from({ length: 100 }, (_, index) => `${String(index).padStart(3, '0')}.mp3`);
  for (const [index, name] of names.entries()) song(name, `Song ${index}`, index % 7);
  await open();
  const before = names.map(sha256);
  const { view } = await app.call('tracks.openView', { slot: 'test', text: '', sort: [] });
  const ids = await app.call('tracks.viewIds', { view, start: 0, count: 1000 });
  await app.call('tags.edit', { edits: [{ ids, field: 'album', values: ['All of them'], mode: 'set' }] });
  const { operation, count } = await write(ids);
  expect([count, new Set(await outcome(operation))]).toEqual([100, new Set(['done'])]);
  expect((await app.call('tags.pending', { count: 0 })).total).toBe(0);
  expect((await parseFile(join(music, '050.mp3'))).common.album).toBe('All of them');
  await app.call('history.undo', {});
  await app.core.waitForIdle();
  expect(names.map(sha256)).toEqual(before);
  expect((await app.call('tags.pending', { count: 0 })).total).toBe(100);
});

test('pictures that nobody names any more go after a day, the others stay', async () => {
  song('a.mp3', 'Alpha', 1);
  await open();
  const { id } = await row('a.mp3');
  const add = async (background: string) => {
    const body = await sharp({ create: { width: 9, height: 9, channels: 3, background } })
      .png()
      .toBuffer();
    const reply = await app.core.media({ method: 'POST', path: picturePath, range: null, body });
    return (JSON.parse(Buffer.from(reply.body as Uint8Array).toString()) as { hash: string }).hash;
  };
  const [used, undone, unused, fresh] = [await add('red'), await add('green'), await add('blue'), await add('white')];
  await edit(id, { cover: [undone] });
  await edit(id, { cover: [used] });
  const directory = join(folder.path, 'home', 'pictures');
  for (const hash of [used, undone, unused]) utimesSync(join(directory, hash), 1, 1);
  await app.core.close();
  app = await openTestCore(join(folder.path, 'home'), { runAnalysis: false });
  await expect.poll(() => existsSync(join(directory, unused))).toBe(false);
  expect(readdirSync(directory).sort()).toEqual([used, undone, fresh].sort());
});

test('where it is set so, edits are written by themselves after a moment, and only then', {
  timeout: 30_000,
}, async () => {
  song('a.mp3', 'Alpha', 1);
  song('b.mp3', 'Beta', 2);
  await open();
  const [a, b] = [await row('a.mp3'), await row('b.mp3')];
  await edit(b.id, { title: ['Before'] });
  const start = [sha256('a.mp3'), sha256('b.mp3')];
  const { tags } = await app.call('settings.get');
  await app.call('settings.update', { tags: { ...tags, isAutomatic: true } });
  await edit(a.id, { title: ['By itself'] });
  expect([sha256('a.mp3'), sha256('b.mp3')]).toEqual(start);
  await expect.poll(() => sha256('a.mp3') === start[0], { timeout: 20_000 }).toBe(false);
  await app.core.waitForIdle();
  expect((await parseFile(join(music, 'a.mp3'))).common.title).toBe('By itself');
  expect(sha256('b.mp3')).toBe(start[1]);
  expect(await row('a.mp3')).toMatchObject({ hasEdits: false });
});

test('what other programs keep in a file is named as untouched, and is there afterwards', async () => {
  const serato = Buffer.concat([
    Buffer.from('\0application/octet-stream\0\0Serato Markers2\0', 'latin1'),
    Buffer.from(Array.from({ length: 300 }, (_, index) => (index * 7) % 256)),
  ]);
  const tag = id3Tag([textFrame('TIT2', 'Alpha'), { id: 'GEOB', body: serato }]);
  writeFileSync(join(music, 'a.mp3'), mp3File(tag, { seed: 1 }));
  await open();
  const { id } = await row('a.mp3');
  await edit(id, { title: ['Zulu'], genre: ['Dub'] });
  const [preview] = await app.call('tags.preview', { ids: [id], include: onlyEdits });
  expect(preview!.untouched.some((name) => name.includes('Serato Markers2'))).toBe(true);
  await write([id]);
  expect(readFileSync(join(music, 'a.mp3')).includes(serato)).toBe(true);
});
