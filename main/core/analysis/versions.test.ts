import { cpSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLibrary } from '#core/db/open-library.ts';
import type { Db } from '#core/db/query.ts';
import { audioHashOf } from '#core/files/audio-hash.ts';
import { mp3File } from '#core/testing/audio-files.ts';
import { id3Tag, textFrame } from '#core/testing/id3-tag.ts';
import { explain, openTestDb, tempFolder } from '#core/testing/temp-library.ts';
import { openTestCore, type TestCore } from '#core/testing/test-core.ts';
import type { TrackAnalysis } from '#shared/contract/analysis.ts';
import type { TrackRow } from '#shared/contract/library/tracks.ts';
import { outdatedSql } from './analysis.repository.ts';
import { openDecoder } from './decode/open-decoder.ts';

const audio = join(import.meta.dirname, '../../../e2e/audio');

let folder: ReturnType<typeof tempFolder>;
let home: string;
let music: string;
let app: TestCore | undefined;

beforeEach(() => {
  folder = tempFolder();
  home = join(folder.path, 'home');
  music = join(folder.path, 'music');
  mkdirSync(music);
});
afterEach(async () => {
  await stop();
  folder.remove();
});

async function start(options: Parameters<typeof openTestCore>[1] = {}): Promise<TestCore> {
  app = await openTestCore(home, { cores: 1, ...options });
  return app;
}

async function stop(): Promise<void> {
  if (!app) return;
  expect(app.logged).toEqual([]);
  await app.core.close();
  app = undefined;
}

function copy(name: string, target = name): void {
  cpSync(join(audio, name), join(music, target));
}

/** Between two runs, as a newer build would find the library. */
function inLibrary<Result>(work: (db: Db) => Result): Result {
  const { db, close } = openLibrary(home);
  try {
    return work(db);
  } finally {
    close();
  }
}

type Heard = Record<string, { row: TrackRow; analysis: TrackAnalysis }>;

/** Rows and what is known of their sound, by file name. */
async function heard({ call }: TestCore): Promise<Heard> {
  const { view } = await call('tracks.openView', { slot: 'test', text: '', sort: [] });
  const rows = await call('tracks.viewRows', { view, start: 0, count: 100 });
  const found: Heard = {};
  for (const row of rows) found[row.fileName] = { row, analysis: await call('analysis.get', { id: row.id }) };
  return found;
}

async function importMusic(options?: Parameters<typeof openTestCore>[1]): Promise<TestCore> {
  const opened = await start(options);
  await opened.call('folders.add', { path: music });
  await opened.core.waitForIdle();
  return opened;
}

test('results of an older version are shown until they are made again, new files first, then the oldest', {
  timeout: 90_000,
}, async () => {
  copy('night-bus.mp3');
  copy('night-bus.mp3', 'twin.mp3');
  copy('paper-boats.flac');
  const first = await importMusic();
  const before = await heard(first);
  const mine = { id: before['night-bus.mp3']!.row.id, field: 'bpm' as const, value: 61 };
  await first.call('analysis.override', { overrides: [mine] });
  await stop();
  inLibrary((db) => {
    db.prepare(`UPDATE analysis SET versions = '{"tempo":1}', bpm = 77, analysed_at = 1`).run();
    const flac = `SELECT audio_hash FROM track WHERE file_name = 'paper-boats.flac'`;
    db.prepare(`UPDATE analysis SET analysed_at = 0 WHERE audio_hash = (${flac})`).run();
  });

  copy('harbour-lights-16.wav');
  const idle = await importMusic({ runAnalysis: false });
  await idle.call('folders.scan', {});
  await idle.core.waitForIdle();
  const meanwhile = await heard(idle);
  expect(meanwhile['paper-boats.flac']!.analysis).toMatchObject({ isOutdated: true, analysedAt: 0 });
  expect(meanwhile['paper-boats.flac']!.analysis.findings).toEqual(before['paper-boats.flac']!.analysis.findings);
  expect(meanwhile['paper-boats.flac']!.row.bpm).toBe(before['paper-boats.flac']!.row.bpm);
  await stop();

  const last = await start();
  await last.core.waitForIdle();
  const after = await heard(last);
  const byAge = Object.entries(after).sort(([, a], [, b]) => a.analysis.analysedAt! - b.analysis.analysedAt!);
  expect(byAge.map(([name]) => name).slice(0, 2)).toEqual(['harbour-lights-16.wav', 'paper-boats.flac']);
  expect(Object.values(after).filter(({ analysis }) => analysis.isOutdated || !analysis.findings)).toEqual([]);
  expect(after['night-bus.mp3']!.row).toMatchObject({ bpm: 61, bpmConfidence: null, locked: 1 });
  expect(after['twin.mp3']!.row).toMatchObject({ bpm: before['twin.mp3']!.row.bpm, locked: 0 });
  expect(after['twin.mp3']!.analysis.analysedAt).toBe(after['night-bus.mp3']!.analysis.analysedAt);
  await stop();
  expect(inLibrary((db) => db.prepare('SELECT count(*) FROM job').pluck().get())).toBe(0);
});

test('audio that is known is not decoded again: moved, copied, retagged, forgotten and added again', {
  timeout: 90_000,
}, async () => {
  const song = (title: string) => mp3File(id3Tag([textFrame('TIT2', title)]), { seed: 7, payloadBytes: 300_000 });
  writeFileSync(join(music, 'a.mp3'), song('One'));
  const first = await importMusic();
  const { id } = (await first.call('folders.list'))[0]!;
  const known = (await heard(first))['a.mp3']!.analysis;
  const rescan = async () => {
    await first.call('folders.scan', { id });
    await first.core.waitForIdle();
    const found = await heard(first);
    expect(new Set(Object.values(found).map(({ analysis }) => analysis.analysedAt))).toEqual(
      new Set([known.analysedAt]),
    );
    return Object.entries(found).map(([name, { row }]) => `${name} ${row.title} ${row.analysisState}`);
  };
  renameSync(join(music, 'a.mp3'), join(music, 'b.mp3'));
  expect(await rescan()).toEqual(['b.mp3 One done']);
  writeFileSync(join(music, 'copy.mp3'), song('Copy'));
  expect((await rescan()).sort()).toEqual(['b.mp3 One done', 'copy.mp3 Copy done']);
  writeFileSync(join(music, 'b.mp3'), song('Two'));
  expect((await rescan()).sort()).toEqual(['b.mp3 Two done', 'copy.mp3 Copy done']);
  await first.call('folders.remove', { id });
  await first.call('folders.add', { path: music });
  await first.core.waitForIdle();
  const again = await heard(first);
  expect(Object.values(again).map(({ analysis }) => analysis.analysedAt)).toEqual([known.analysedAt, known.analysedAt]);
  expect(Object.values(again).map(({ row }) => row.waveform === null)).toEqual([false, false]);
});

test('what the user set stays through a scan, new tags and a move', { timeout: 90_000 }, async () => {
  const song = (title: string, genre: string) =>
    mp3File(id3Tag([textFrame('TIT2', title), textFrame('TCON', genre), textFrame('TBPM', '99')]), { seed: 3 });
  writeFileSync(join(music, 'a.mp3'), song('One', 'House'));
  const { call, core } = await importMusic();
  const { row } = (await heard(app!))['a.mp3']!;
  const set = [
    { id: row.id, field: 'bpm' as const, value: 88 },
    { id: row.id, field: 'key' as const, value: 4 },
    { id: row.id, field: 'mood' as const, value: ['sad' as const] },
  ];
  await call('analysis.override', { overrides: set });
  await call('tags.edit', { edits: [{ ids: [row.id], field: 'genre', values: ['Ghetto House'], mode: 'set' }] });
  const mine = { id: row.id, bpm: 88, key: 4, mood: 'sad', genre: 'Ghetto House', locked: 11, hasEdits: true };
  writeFileSync(join(music, 'a.mp3'), song('Two', 'Techno'));
  renameSync(join(music, 'a.mp3'), join(music, 'elsewhere.mp3'));
  await call('folders.scan', {});
  await core.waitForIdle();
  expect((await heard(app!))['elsewhere.mp3']!.row).toMatchObject({ ...mine, title: 'Two' });
  await call('analysis.repeat', { ids: [row.id] });
  await core.waitForIdle();
  expect((await heard(app!))['elsewhere.mp3']!.row).toMatchObject(mine);
  const { view } = await call('tracks.openView', { slot: 'test', text: 'genre:ghetto is:locked is:edited', sort: [] });
  expect((await call('tracks.viewRows', { view, start: 0, count: 10 })).map(({ id }) => id)).toEqual([row.id]);
  await call('history.undo', {});
  await call('history.undo', {});
  expect((await heard(app!))['elsewhere.mp3']!.row).toMatchObject({ genre: 'Techno', locked: 0, hasEdits: false });
});

test('what was found stays when finding it again fails, and the failure is told', { timeout: 60_000 }, async () => {
  copy('night-bus.mp3');
  const { call, core } = await start();
  await call('folders.add', { path: music });
  await core.waitForIdle();
  const { view } = await call('tracks.openView', { slot: 'test', text: '', sort: [] });
  const [before] = await call('tracks.viewRows', { view, start: 0, count: 1 });
  writeFileSync(join(music, 'night-bus.mp3'), 'This was music.');
  await call('analysis.repeat', { ids: [before!.id] });
  await core.waitForIdle();
  const [after] = await call('tracks.getMany', { ids: [before!.id] });
  expect(after).toEqual({ ...before, problemCode: 'FORMAT_UNKNOWN' });
  expect(before).toMatchObject({ analysisState: 'done', bpm: expect.any(Number) });
});

test('which results are old is read from an index alone', () => {
  const plan = explain(openTestDb(), outdatedSql, { versions: '{}', limit: 1 });
  expect(plan).toContain('COVERING INDEX analysis_version (versions<?)');
  expect(plan).toContain('SEARCH track USING INDEX track_audio_hash');
  expect(plan).not.toMatch(/SCAN (analysis|track)/);
});

test.each([
  ...['night-bus.mp3', 'paper-boats.flac', 'glass-garden.m4a', 'night-bus-dub.ogg', 'paper-boats-live.opus'],
  ...['harbour-lights-16.wav', 'harbour-lights.aiff', 'glass-garden-edit.aac'],
])('the hash of %s read for itself is the one that decoding it makes', async (name) => {
  const decoded = await openDecoder(join(audio, name));
  for await (const _ of decoded.chunks());
  expect(audioHashOf(join(audio, name))).toBe(await decoded.audioHash());
  await decoded.close();
});
