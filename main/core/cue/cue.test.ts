import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDecoder } from '#core/analysis/decode/open-decoder.ts';
import { nodeDisk } from '#core/files/disk.ts';
import { readFileTags } from '#core/files/preview-tags.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { errorCode, openTestCore, type TestCore } from '#core/testing/test-core.ts';
import type { SplitRequest } from '#shared/contract/cue.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { TracklistId } from '#shared/contract/tracklists.ts';
import { parseCue } from '#shared/cue/parse.ts';
import { type EntryFacts, emptyEntry } from '#shared/tracklist/tracklist-parts.ts';

const songs = new URL('../../../e2e/audio/', import.meta.url).pathname;
const pattern = '%track:02% - %artist% - %title%';

let folder: ReturnType<typeof tempFolder>;
let opened: TestCore;
let music: string;
let mix: TrackId;
let id: TracklistId;
/** What the disk says it has; null asks it. */
let free: number | null;

const entry = (values: Partial<EntryFacts>): EntryFacts => ({ ...emptyEntry, ...values });
const entries = [
  entry({ startMs: 0, artist: 'Ada Quill', title: 'Paper Lanterns', isrc: 'ZZLR1260019' }),
  entry({
    startMs: 2500,
    artist: 'Kessler & Wren',
    title: 'Tolbooth / Öst',
    remix: 'Dub',
    bpm: 123,
    label: 'Saltmarsh',
  }),
  entry({ startMs: 6013, isUnknown: true }),
];

beforeEach(async () => {
  folder = tempFolder('cue-', true);
  music = join(folder.path, 'music');
  mkdirSync(music);
  copyFileSync(join(songs, 'paper-boats.flac'), join(music, 'kanal 9.flac'));
  free = null;
  const disk = { ...nodeDisk, freeBytes: async (path: string) => free ?? (await nodeDisk.freeBytes(path)) };
  opened = await openTestCore(join(folder.path, 'home'), { runAnalysis: false, disk });
  await opened.call('folders.add', { path: music });
  await opened.core.waitForIdle();
  mix = (await trackIds())[0] as TrackId;
  const facts = { name: 'Kanal 9', artist: 'Mara Ellery', date: '2026-11-14', genre: 'Dub' };
  const made = await opened.call('tracklists.create', {
    parts: [{ facts, entries }],
    mixTrackId: mix,
    name: 'Kanal 9',
  });
  id = made.ids[0] as TracklistId;
});

afterEach(async () => {
  expect(opened.logged).toEqual([]);
  await opened.core.close();
  folder.remove();
});

async function trackIds(): Promise<TrackId[]> {
  const { view, total } = await opened.call('tracks.openView', { slot: 'test', text: '', sort: [] });
  const rows = await opened.call('tracks.viewRows', { view, start: 0, count: Math.max(1, total) });
  return rows.map((row) => row.id);
}

const names = (path = music) => readdirSync(path).sort();
const sheet = (dialect: 'standard' | 'traktor' = 'standard') => opened.call('cue.sheet', { tracklistId: id, dialect });

async function save(options: { encoding?: 'utf-8' | 'latin-1'; mode?: 'standard' | 'strict' } = {}) {
  const { encoding = 'utf-8', mode = 'standard' } = options;
  const request = { tracklistId: id, dialect: 'standard', mode, encoding, place: { type: 'beside' } } as const;
  const saved = await opened.call('cue.save', request);
  await opened.core.waitForIdle();
  return saved;
}

async function edit(values: Partial<EntryFacts>, at = 0) {
  const list = await opened.call('tracklists.get', { id });
  const target = list.entries[at]?.id as never;
  await opened.call('tracklists.editEntries', { id, steps: [{ type: 'update', id: target, values }] });
}

test('a tracklist has a sheet, and what is wrong there is put right in the list', async () => {
  const { text, problems, fileName, entryOfLine } = await sheet();
  expect([text.split('\n').length - 1, entryOfLine.length, fileName]).toEqual([18, 18, 'kanal 9.cue']);
  expect(text).toContain('FILE "kanal 9.flac" WAVE\n');
  expect(problems.map(({ rule, line }) => [rule, line])).toEqual([
    ['isrc', 9],
    ['unknownEntry', 16],
  ]);
  const fix = problems[0]?.fix;
  if (fix?.type !== 'isrc') throw new Error('Expected an ISRC to offer');
  const steps = [{ type: 'update' as const, id: fix.entryId, values: { isrc: fix.value } }];
  await opened.call('tracklists.editEntries', { id, steps });
  const after = await sheet();
  expect(after.problems.map(({ rule }) => rule)).toEqual(['unknownEntry']);
  expect(after.text).toContain('ISRC ZZLR12600019');
  const traktor = after.conversions.find(({ dialect }) => dialect === 'traktor');
  expect([traktor?.losses.map(({ kind }) => kind), traktor?.score]).toEqual([['isrc'], 70]);
  expect((await sheet('traktor')).text).toContain('    CUE 01 00:02:38\n');
  // Times are checked against the mix.
  await edit({ startMs: 9_000_000 }, 2);
  expect((await sheet()).problems.map(({ rule }) => rule)).toContain('beyondAudio');
});

test('a sheet is saved beside the mix, kept up to date, and taken back', async () => {
  expect((await save()).path).toBe(join(music, 'kanal 9.cue'));
  const first = readFileSync(join(music, 'kanal 9.cue'), 'utf8');
  expect([first, (await sheet()).saved.map(({ state, version }) => [state, version])]).toEqual([
    (await sheet()).text,
    [['current', 1]],
  ]);
  expect((await save()).operation).toBeNull();

  await edit({ title: 'Lanterns' });
  expect((await sheet()).saved[0]?.state).toBe('outdated');
  await save();
  expect([
    readFileSync(join(music, 'kanal 9.cue'), 'utf8').includes('"Lanterns"'),
    (await sheet()).saved[0],
  ]).toMatchObject([true, { state: 'current', version: 2 }]);
  await opened.call('history.undo', {});
  await opened.core.waitForIdle();
  expect(readFileSync(join(music, 'kanal 9.cue'), 'utf8')).toBe(first);
  // It is ours, only not the last one.
  expect((await sheet()).saved[0]?.state).toBe('outdated');
  writeFileSync(join(music, 'kanal 9.cue'), 'theirs');
  expect((await sheet()).saved[0]?.state).toBe('changed');
});

test('a sheet is not written over a file of somebody else, nor where its encoding or strict mode would lose something', async () => {
  writeFileSync(join(music, 'kanal 9.cue'), 'mine');
  expect(await errorCode(save())).toBe('FILE_EXISTS');
  expect(readFileSync(join(music, 'kanal 9.cue'), 'utf8')).toBe('mine');
  rmSync(join(music, 'kanal 9.cue'));
  await edit({ title: '周華健' });
  expect(await errorCode(save({ encoding: 'latin-1' }))).toBe('ENCODING_UNFIT');
  await edit({ title: 'x'.repeat(90) });
  expect(await errorCode(save({ mode: 'strict' }))).toBe('CUE_LOSSY');
  expect(names()).toEqual(['kanal 9.flac']);
});

test('a mix is split into files that hold all of it, and undo brings the folder back', async () => {
  const request: SplitRequest = { tracklistId: id, format: 'flac', pattern, place: { type: 'beside' } };
  const preview = await opened.call('cue.previewSplit', request);
  expect([preview.formats.map(({ format, isExact }) => [format, isExact]), preview.refusal]).toEqual([
    [
      ['flac', true],
      ['wav', true],
    ],
    null,
  ]);
  expect(await opened.call('cue.split', request)).toMatchObject({ count: 3 });
  await opened.core.waitForIdle();
  const parts = [
    '01 - Ada Quill - Paper Lanterns.flac',
    '02 - Kessler & Wren - Tolbooth _ Öst (Dub).flac',
    '03 - Unknown Artist - ID.flac',
  ];
  expect([preview.parts.map(({ name }) => name), names(join(music, 'Kanal 9'))]).toEqual([parts, parts]);
  const paths = parts.map((name) => join(music, 'Kanal 9', name));
  expect((await Promise.all(paths.map(samplesOf))).flat()).toEqual(await samplesOf(join(music, 'kanal 9.flac')));
  const tags = readFileTags(paths[1] as string);
  expect(tags.texts).toMatchObject({
    title: ['Tolbooth / Öst (Dub)'],
    album: ['Kanal 9'],
    albumArtist: ['Mara Ellery'],
    trackNumber: ['2'],
    trackTotal: ['3'],
    date: ['2026-11-14'],
    label: ['Saltmarsh'],
    bpm: ['123'],
  });
  expect(tags.pictures.length).toBe(1);
  expect((await trackIds()).length).toBe(4);

  // A second time the names are taken.
  const again = await opened.call('cue.previewSplit', request);
  expect(again.parts.map(({ name, isNumbered }) => [name?.endsWith(' (2).flac'), isNumbered])).toEqual(
    parts.map(() => [true, true]),
  );
  await opened.call('history.undo', {});
  await opened.core.waitForIdle();
  expect([names(), existsSync(join(music, 'Kanal 9'))]).toEqual([['kanal 9.flac'], false]);
  expect(await trackIds()).toEqual([mix]);
  await opened.call('history.redo', undefined);
  await opened.core.waitForIdle();
  expect([names(join(music, 'Kanal 9')), (await trackIds()).length]).toEqual([parts, 4]);
});

async function samplesOf(path: string): Promise<number[]> {
  const audio = await openDecoder(path);
  const samples: number[] = [];
  for await (const [first] of audio.chunks()) for (const sample of first ?? []) samples.push(sample);
  await audio.close();
  return samples;
}

test('a part says which of the parts it is, and in which key', async () => {
  await edit({ startMs: null }, 2);
  await edit({ musicalKey: 14 }, 1);
  await opened.call('cue.split', { tracklistId: id, format: 'flac', pattern: '%track%', place: { type: 'beside' } });
  await opened.core.waitForIdle();
  expect(names(join(music, 'Kanal 9'))).toEqual(['1.flac', '2.flac']);
  const { texts } = readFileTags(join(music, 'Kanal 9', '2.flac'));
  expect(texts).toMatchObject({ trackNumber: ['2'], trackTotal: ['2'], key: ['Am'] });
});

test('what the user made of a part comes back with it', async () => {
  const request: SplitRequest = { tracklistId: id, format: 'flac', pattern, place: { type: 'beside' } };
  const { operation: split } = await opened.call('cue.split', request);
  await opened.core.waitForIdle();
  const part = (await trackIds()).find((each) => each !== mix) as TrackId;
  await opened.call('tracks.rate', { ratings: [{ id: part, rating: 4 }] });
  await opened.call('cues.setHot', { trackId: part, slot: 0, atMs: 500 });
  const made = await opened.call('playlists.create', { name: 'Parts', kind: 'list', trackIds: [part] });
  const known = async () => {
    const [row] = await opened.call('tracks.getMany', { ids: [part] });
    const cues = row ? await opened.call('cues.get', { trackId: part }) : [];
    const { entries: kept } = await opened.call('playlists.entries', { id: made.id, start: 0, count: 9 });
    return [row?.rating, cues.map(({ startMs }) => startMs), kept.map(({ track }) => track?.id)];
  };
  expect(await known()).toEqual([4, [500], [part]]);
  await opened.call('history.undo', { id: split });
  await opened.core.waitForIdle();
  expect([await trackIds(), await known()]).toEqual([[mix], [undefined, [], [undefined]]]);
  await opened.call('history.redo', undefined);
  await opened.core.waitForIdle();
  expect(await known()).toEqual([4, [500], [part]]);
});

test('a split that cannot be done says why, and does nothing', async () => {
  const request: SplitRequest = { tracklistId: id, format: 'mp3', pattern, place: { type: 'beside' } };
  expect(await errorCode(opened.call('cue.split', request))).toBe('FORMAT_UNSUPPORTED');
  expect(await errorCode(opened.call('cue.split', { ...request, format: 'wav', pattern: '%nothing%' }))).toBe(
    'PATTERN_INVALID',
  );
  const nowhere = { type: 'folder', path: join(folder.path, 'nowhere') } as const;
  expect((await opened.call('cue.previewSplit', { ...request, format: 'wav', place: nowhere })).refusal).toBe(
    'FOLDER_NOT_FOUND',
  );
  await opened.call('tracklists.setMix', { id, trackId: null });
  expect((await opened.call('cue.previewSplit', request)).refusal).toBe('FILE_NOT_FOUND');
  expect(names()).toEqual(['kanal 9.flac']);
});

test('a split asks for room first, and when it is stopped it can go on', async () => {
  const request: SplitRequest = { tracklistId: id, format: 'wav', pattern, place: { type: 'beside' } };
  free = 1000;
  expect((await opened.call('cue.previewSplit', request)).refusal).toBe('DISK_FULL');
  expect(await errorCode(opened.call('cue.split', request))).toBe('DISK_FULL');
  expect(names()).toEqual(['kanal 9.flac']);
  free = null;
  const { operation } = await opened.call('cue.split', request);
  await opened.call('activity.cancel', { id: `files:${operation}` });
  await opened.core.waitForIdle();
  expect((await opened.call('history.operation', { id: operation })).state).toBe('stopped');
  const parts = join(music, 'Kanal 9');
  expect(existsSync(parts) ? names(parts).length : 0).toBeLessThan(3);
  await opened.call('history.resume', { id: operation });
  await opened.core.waitForIdle();
  expect(names(parts).length).toBe(3);
});

test('sheets that belong to a track are found and read', async () => {
  await save();
  writeFileSync(join(music, 'other.cue'), 'FILE "other.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n');
  expect(await opened.call('cue.ofTrack', { trackId: mix })).toEqual([
    { place: 'file', name: 'kanal 9.cue', trackCount: 3 },
  ]);
  const source = { type: 'track', trackId: mix, place: 'file', name: 'kanal 9.cue' } as const;
  const read = await opened.call('cue.read', { source });
  expect([read.mixTrackId, read.encoding, parseCue(read.text).tracks.length, read.files]).toEqual([
    mix,
    'utf-8',
    3,
    [{ isThere: true, durationMs: 9600 }],
  ]);
  const byPath = await opened.call('cue.read', { source: { type: 'path', path: join(music, 'kanal 9.cue') } });
  expect(byPath.mixTrackId).toBe(mix);
  const bytes = readFileSync(join(music, 'kanal 9.cue'));
  const sent = { type: 'bytes', name: 'sent.cue', base64: bytes.toString('base64') } as const;
  expect((await opened.call('cue.read', { source: sent })).mixTrackId).toBe(mix);
  const other = await opened.call('cue.read', { source: { type: 'path', path: join(music, 'other.cue') } });
  expect([other.mixTrackId, other.files[0]?.isThere]).toEqual([null, false]);
  expect(
    await errorCode(opened.call('cue.read', { source: { type: 'path', path: join(music, 'kanal 9.flac') } })),
  ).toBe('FORMAT_UNKNOWN');
});
