import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLibrary } from '#core/db/open-library.ts';
import { insertAnalysed } from '#core/testing/analysed-tracks.ts';
import { insertFolderRow, tempFolder } from '#core/testing/temp-library.ts';
import { errorCode, openTestCore, type TestCore } from '#core/testing/test-core.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';

let home: ReturnType<typeof tempFolder>;
let ids: Record<'clear' | 'slow' | 'fake', TrackId>;
let app: TestCore;

beforeEach(async () => {
  home = tempFolder();
  const { db, close } = openLibrary(home.path);
  insertFolderRow(db);
  ids = {
    clear: insertAnalysed(db, { track: { title: 'Clear', artist: 'Ada' } }),
    slow: insertAnalysed(db, {
      track: { title: 'Slow', artist: 'Ada', tag_bpm: 61 },
      findings: { tempo: { confidence: 0.5, windows: windowsOf(118, null, 123) }, character: { moodConfidence: 0.2 } },
    }),
    fake: insertAnalysed(db, {
      track: { title: 'Fake', artist: '' },
      findings: { quality: { verdict: 'transcode', score: 40, reasons: [{ code: 'TRANSCODE', value: 16, cost: 60 }] } },
    }),
  };
  close();
  // Answers are held against the contract.
  app = await openTestCore(home.path, { runAnalysis: false });
});
afterEach(async () => {
  expect(app.logged).toEqual([]);
  await app.core.close();
  home.remove();
});

function windowsOf(...tempi: (number | null)[]) {
  return tempi.map((bpm, index) => ({ startMs: 5000 * index, bpm, confidence: 0.5 }));
}

async function waiting(): Promise<string[]> {
  const items = await app.call('review.list', { kind: 'all', start: 0, count: 500 });
  return items.map(({ title, question }) => `${question.kind} ${title}`);
}

test('the lane is counted, listed, looked at, answered, and the answer taken back', async () => {
  const { call } = app;
  expect(await call('review.count')).toEqual({ tempo: 1, key: 0, quality: 1, mood: 1, tracks: 2 });
  expect(await waiting()).toEqual(['tempo Slow', 'quality Fake', 'mood Slow']);
  const [tempo] = await call('review.list', { kind: 'tempo', start: 0, count: 1 });
  expect(tempo?.question).toMatchObject({ kind: 'tempo', range: [118, 123], candidates: [{ bpm: 120 }, { bpm: 60 }] });
  const details = await call('review.get', { id: ids.slow });
  expect(details).toMatchObject({
    track: { title: 'Slow', review: 9, locked: 0 },
    waiting: ['tempo', 'mood'],
    analysis: { isOutdated: false, overrides: [], firstDownbeat: 1 },
    tagBpm: 61,
    tagKey: null,
    sameArtist: null,
  });
  await call('analysis.override', { overrides: [{ id: ids.slow, field: 'bpm', value: 60 }] });
  expect(await waiting()).toEqual(['quality Fake', 'mood Slow']);
  expect((await call('review.get', { id: ids.slow })).analysis.beatsMs.slice(0, 3)).toEqual([500, 1500, 2500]);
  await call('history.undo', {});
  expect(await waiting()).toEqual(['tempo Slow', 'quality Fake', 'mood Slow']);
  expect(await errorCode(call('review.get', { id: 99 as TrackId }))).toBe('NOT_FOUND');
});

test('all that is sure enough is accepted at once', async () => {
  const { call } = app;
  const { count, operation } = await call('review.acceptAll', { kind: 'all', minimumShare: 0.5 });
  expect([count, await waiting()]).toEqual([2, ['mood Slow']]);
  await call('history.undo', { id: operation! });
  expect(await waiting()).toEqual(['tempo Slow', 'quality Fake', 'mood Slow']);
});

test('history tells what happened to one track and to all', async () => {
  const { call } = app;
  await call('analysis.override', { overrides: [{ id: ids.clear, field: 'mood', value: ['sad', 'relaxed'] }] });
  await call('analysis.override', { overrides: [{ id: ids.clear, field: 'mood', value: null }] });
  const events = await call('history.list', { trackId: ids.clear, count: 2 });
  expect(events.map(({ kind, oldValue, newValue, algorithm }) => [kind, oldValue, newValue, algorithm])).toEqual([
    ['reset', ['sad', 'relaxed'], ['electronic', 'happy', 'party'], 'character 1'],
    ['overridden', ['electronic', 'happy', 'party'], ['sad', 'relaxed'], null],
  ]);
  const all = await call('history.list', { count: 500 });
  expect(all.length).toBeGreaterThan(events.length);
  expect(await call('history.list', { before: all.at(-1)!.id, count: 500 })).toEqual([]);
});

test('lists show and find what was found and what was set', async () => {
  const { call } = app;
  await call('tags.edit', { edits: [{ ids: [ids.clear], field: 'genre', values: ['Dub'], mode: 'set' }] });
  await call('analysis.override', { overrides: [{ id: ids.clear, field: 'bpm', value: 120 }] });
  const find = async (text: string) => {
    const { view } = await call('tracks.openView', {
      slot: text,
      text,
      sort: [{ field: 'quality', direction: 'ascending' }],
    });
    return (await call('tracks.viewRows', { view, start: 0, count: 10 })).map(({ title }) => title);
  };
  expect({
    all: await find(''),
    unsure: await find('is:unsure'),
    locked: await find('is:locked genre:dub'),
    fake: await find('quality:fake'),
    moody: await find('mood:electronic energy:7 -is:unsure'),
  }).toEqual({
    all: ['Fake', 'Clear', 'Slow'],
    unsure: ['Fake', 'Slow'],
    locked: ['Clear'],
    fake: ['Fake'],
    moody: ['Clear'],
  });
});
