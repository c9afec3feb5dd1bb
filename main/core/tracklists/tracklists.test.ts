import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { applicationId } from '#core/db/application-id.ts';
import { insertTrack, openTestDb, tempFolder } from '#core/testing/temp-library.ts';
import { errorCode, openTestCore, type TestCore } from '#core/testing/test-core.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { TracklistId } from '#shared/contract/tracklists.ts';
import { parseTracklist } from '#shared/tracklist/parse-tracklist.ts';
import { writeTime } from '#shared/tracklist/read-time.ts';

const pasted = `Ada Quill @ Kanal 9, Berlin 2026-11-14

[00:00] Halcyon Freight - North of the Ferry (Extended Mix) [Parallel Harbour]
[05:00] Kessler & Wren - Second Tide
[11:00] ID - ID
[17:00] Marrow Coast - Salt Road (Dub)
`;
let home: ReturnType<typeof tempFolder>;
let opened: TestCore;
let now = 1_000_000;
const tracks: Record<string, TrackId> = {};

beforeEach(async () => {
  home = tempFolder('tracklists-', true);
  now = 1_000_000;
  const db = openTestDb();
  db.pragma(`application_id = ${applicationId}`);
  const add = (name: string, values: Parameters<typeof insertTrack>[1]) => {
    tracks[name] = insertTrack(db, values) as TrackId;
  };
  add('ferry', { title: 'North of the Ferry', artist: 'Halcyon Freight', duration_ms: 300_000 });
  add('tide', { title: 'Second Tide', artist: 'Kessler & Wren', duration_ms: 300_000, size_bytes: 9_000_000 });
  add('road', { title: 'Salt Road (Dub)', artist: 'Marrow Coast', duration_ms: 300_000 });
  add('other', { title: 'Salt Road (Ada Remix)', artist: 'Marrow Coast', duration_ms: 300_000 });
  add('mix', {
    title: 'Kanal 9, 14 November',
    file_name: 'ada-quill-kanal-9-2026-11-14.flac',
    artist: 'Ada Quill',
    duration_ms: 1_210_000,
    size_bytes: 90_000_000,
  });
  add('long', { title: 'Something else', artist: 'Bo', duration_ms: 4_000_000, size_bytes: 90_000_000 });
  writeFileSync(join(home.path, 'library.db'), db.serialize());
  db.close();
  opened = await openTestCore(home.path, { runAnalysis: false, now: () => now });
});

afterEach(async () => {
  expect(opened.logged).toEqual([]);
  await opened.core.close();
  home.remove();
});

async function paste(text = pasted): Promise<TracklistId> {
  const { parts } = parseTracklist(text);
  const { ids } = await opened.call('tracklists.create', { parts, source: 'text', name: 'Pasted' });
  return ids[0] as TracklistId;
}

const get = (id: TracklistId) => opened.call('tracklists.get', { id });

/** "0:05:00 Kessler & Wren - Second Tide = Second Tide 100" */
async function glance(id: TracklistId): Promise<string[]> {
  const { entries } = await get(id);
  return entries.map(({ startMs, artist, title, track, matchScore, isMatchFixed }) => {
    const match = track ? ` = ${track.title}${matchScore === null ? '' : ` ${Math.round(matchScore * 100)}`}` : '';
    return `${startMs === null ? '-' : writeTime(startMs)} ${artist} - ${title}${match}${isMatchFixed ? ' fixed' : ''}`;
  });
}

test('a pasted list is matched to tracks and to its mix; one undo takes it back, one redo brings it again', async () => {
  const id = await paste();
  const list = await get(id);
  expect(list).toMatchObject({ event: 'Kanal 9', artist: 'Ada Quill', date: '2026-11-14', version: 1, state: 'draft' });
  expect([list.count, list.matchedCount, list.unknownCount, list.source]).toEqual([4, 3, 1, 'text']);
  // By length, date and name; the files around it are no mixes or another one.
  expect(list.mix?.id).toBe(tracks.mix);
  expect(list.mixScore).toBeGreaterThanOrEqual(0.9);
  expect(await glance(id)).toEqual([
    '0:00:00 Halcyon Freight - North of the Ferry = North of the Ferry 97',
    '0:05:00 Kessler & Wren - Second Tide = Second Tide 100',
    '0:11:00  - ID',
    '0:17:00 Marrow Coast - Salt Road = Salt Road (Dub) 100',
  ]);
  expect(list.entries[0]).toMatchObject({ remix: 'Extended Mix', label: 'Parallel Harbour', confidence: 0.9 });
  await opened.call('history.undo', {});
  expect(await errorCode(get(id))).toBe('NOT_FOUND');
  await opened.call('history.redo');
  expect(await get(id)).toEqual({ ...list, changedAt: expect.any(Number) });
});

test('what the user chose is never matched again', async () => {
  const id = await paste();
  const [, second, third] = (await get(id)).entries;
  const road = tracks.road as TrackId;
  await opened.call('tracklists.editEntries', {
    id,
    steps: [
      { type: 'setTrack', id: second!.id, trackId: null },
      { type: 'setTrack', id: third!.id, trackId: road },
    ],
  });
  await opened.call('tracklists.match', { id });
  expect((await glance(id)).slice(1, 3)).toEqual([
    '0:05:00 Kessler & Wren - Second Tide fixed',
    '0:11:00  - ID = Salt Road (Dub) fixed',
  ]);
  await opened.call('tracklists.editEntries', { id, steps: [{ type: 'freeTrack', id: second!.id }] });
  expect((await glance(id))[1]).toBe('0:05:00 Kessler & Wren - Second Tide = Second Tide 100');
  const gone = opened.call('tracklists.editEntries', {
    id,
    steps: [{ type: 'setTrack', id: second!.id, trackId: 999_999 as TrackId }],
  });
  expect(await errorCode(gone)).toBe('NOT_FOUND');
});

test('another version of a track is offered and not taken; a new name is matched anew', async () => {
  const id = await paste('1. [0:00] Marrow Coast - Salt Road (Bo Remix)\n2. [4:00] Bo - Nothing here');
  const [first] = (await get(id)).entries;
  expect(first?.track).toBeNull();
  await opened.call('tracklists.editEntries', {
    id,
    steps: [{ type: 'update', id: first!.id, values: { remix: 'Ada Remix' } }],
  });
  expect((await get(id)).entries[0]?.track?.id).toBe(tracks.other);
  const offered = await opened.call('tracklists.entryCandidates', { id, entryId: first!.id });
  expect(offered[0]?.track.id).toBe(tracks.other);
  expect(offered.map(({ score }) => score)).toEqual(offered.map(({ score }) => score).toSorted((a, b) => b - a));
});

test('a seam is one line: the end of a track moves with the start of the next', async () => {
  const id = await paste();
  await opened.call('tracklists.fixTimes', { id, fix: { type: 'ends' } });
  const [first, second] = (await get(id)).entries;
  expect([first?.endMs, second?.startMs]).toEqual([300_000, 300_000]);
  await opened.call('tracklists.editEntries', {
    id,
    steps: [{ type: 'update', id: second!.id, values: { startMs: 300_013 } }],
  });
  const after = (await get(id)).entries;
  expect([after[0]?.endMs, after[1]?.startMs]).toEqual([300_013, 300_013]);
  expect((await get(id)).findings).toEqual([]);
});

test('times are checked against the mix, and mended', async () => {
  const id = await paste();
  const [first, , third] = (await get(id)).entries;
  await opened.call('tracklists.editEntries', {
    id,
    steps: [
      { type: 'update', id: first!.id, values: { endMs: 240_000 } },
      { type: 'update', id: third!.id, values: { startMs: 1_300_000 } },
    ],
  });
  expect((await get(id)).findings.map(({ code, number, severity }) => `${number} ${code} ${severity}`)).toEqual(
    ['1 gap high', '3 pastEnd high', '4 order high', '2 long low'].sort(),
  );
  await opened.call('tracklists.fixTimes', { id, fix: { type: 'fillGaps' } });
  await opened.call('tracklists.fixTimes', { id, fix: { type: 'shift', byMs: -640_000, from: third!.id } });
  expect(await glance(id)).toEqual([
    expect.stringContaining('0:00:00'),
    expect.stringContaining('0:05:00'),
    expect.stringContaining('0:11:00'),
    expect.stringContaining('0:06:20'),
  ]);
  await opened.call('tracklists.fixTimes', { id, fix: { type: 'sort' } });
  expect((await get(id)).findings).toEqual([]);
  expect(await errorCode(opened.call('tracklists.fixTimes', { id, fix: { type: 'shift', byMs: 172_800_000 } }))).toBe(
    'INVALID_INPUT',
  );
});

test('drafts, publishing, versions with differences, and back again', async () => {
  const id = await paste();
  const standing = async () => {
    const { version, state } = await get(id);
    return `${state} ${version}`;
  };
  const versions = async () =>
    (await opened.call('tracklists.versions', { id })).map(
      ({ number, state, change }) => `${number} ${state} ${change}`,
    );
  const [first, second] = (await get(id)).entries;
  // Nine seconds are no new version, eleven are.
  await opened.call('tracklists.editEntries', {
    id,
    steps: [{ type: 'update', id: second!.id, values: { startMs: 309_000 } }],
  });
  expect(await standing()).toBe('draft 1');
  await opened.call('tracklists.editEntries', {
    id,
    steps: [{ type: 'update', id: second!.id, values: { startMs: 311_000 } }],
  });
  expect(await standing()).toBe('draft 2');
  await opened.call('tracklists.publish', { id });
  expect(await opened.call('tracklists.publish', { id })).toEqual({ operation: null });
  expect(await standing()).toBe('published 2');
  const published = await glance(id);
  // Whatever changes what was published is a draft of its own.
  await opened.call('tracklists.editEntries', {
    id,
    steps: [{ type: 'update', id: first!.id, values: { label: 'Other' } }],
  });
  await opened.call('tracklists.editEntries', {
    id,
    steps: [
      { type: 'remove', ids: [second!.id] },
      { type: 'add', entry: { title: 'New', startMs: 500_000 } },
    ],
  });
  expect(await versions()).toEqual([
    '4 draft manualEdit',
    '3 draft manualEdit',
    '2 published manualEdit',
    '1 draft manualEdit',
  ]);
  const differences = await opened.call('tracklists.compare', { id, from: 2 });
  expect(differences.map(({ kind, before, after, fields }) => [kind, (after ?? before)?.title, fields.join()])).toEqual(
    [
      ['modified', 'North of the Ferry', 'label'],
      ['removed', 'Second Tide', ''],
      ['added', 'New', ''],
      ['same', 'ID', ''],
      ['same', 'Salt Road', ''],
    ],
  );
  await opened.call('tracklists.publish', { id });
  await opened.call('tracklists.rollBack', { id, version: 2 });
  expect(await glance(id)).toEqual(published);
  expect(await versions()).toEqual([
    '5 draft rollback',
    '4 published manualEdit',
    '3 draft manualEdit',
    '2 archived manualEdit',
    '1 draft manualEdit',
  ]);
  const all = await opened.call('tracklists.versions', { id });
  // Everything comes back step by step, and forth again.
  for (let step = 0; step < 7; step++) await opened.call('history.undo', {});
  expect(await standing()).toBe('draft 1');
  expect(await versions()).toEqual(['1 draft manualEdit']);
  for (let step = 0; step < 7; step++) await opened.call('history.redo');
  expect(await glance(id)).toEqual(published);
  expect(await opened.call('tracklists.versions', { id })).toEqual(all);
  expect(await errorCode(opened.call('tracklists.rollBack', { id, version: 77 }))).toBe('NOT_FOUND');
});

test('fifty versions are kept, for ninety days; what is published stays', async () => {
  const id = await paste();
  await opened.call('tracklists.publish', { id });
  const [first] = (await get(id)).entries;
  const name = (title: string) =>
    opened.call('tracklists.editEntries', { id, steps: [{ type: 'update', id: first!.id, values: { title } }] });
  for (let round = 0; round < 55; round++) await name(`Name ${round}`);
  const kept = (await opened.call('tracklists.versions', { id })).map(({ number }) => number);
  expect([kept.length, kept[0], kept.at(-2), kept.at(-1)]).toEqual([51, 56, 7, 1]);
  now += 91 * 24 * 3_600_000;
  await name('Much later');
  expect((await opened.call('tracklists.versions', { id })).map(({ number }) => number)).toEqual([57, 1]);
  // The undo of something old brings back what it needs.
  for (let round = 0; round < 56; round++) await opened.call('history.undo', {});
  expect((await get(id)).entries[0]?.title).toBe('North of the Ferry');
  expect((await get(id)).state).toBe('published');
});

test('a newer state of a list is proposed, with what it would change', async () => {
  const id = await paste();
  const newer = parseTracklist(pasted.replace('ID - ID', 'Ada Quill - Unnamed (Live)').replace('[17:00]', '[17:05]'))
    .parts[0]!;
  const proposal = await opened.call('tracklists.proposeUpdate', { id, part: newer });
  expect(proposal).toMatchObject({
    added: 0,
    removed: 0,
    modified: 2,
    confidence: 0.9,
    isSure: true,
    kind: 'trackModified',
  });
  const road = (await get(id)).entries[3];
  await opened.call('tracklists.update', { id, part: newer, action: 'useProposed' });
  expect((await glance(id))[2]).toBe('0:11:00 Ada Quill - Unnamed');
  expect((await get(id)).entries[3]).toMatchObject({ id: road?.id, startMs: 1_025_000 });
  expect((await opened.call('tracklists.versions', { id }))[0]?.change).toBe('importUpdate');
  // A list that lost its first track and the label does not take them away.
  const poorer = parseTracklist(
    '[05:00] Kessler & Wren - Second Tide\n[17:05] Marrow Coast - Salt Road (Dub)\n[19:00] Bo - Last',
  ).parts[0]!;
  expect(await opened.call('tracklists.proposeUpdate', { id, part: poorer })).toMatchObject({ added: 1, removed: 2 });
  await opened.call('tracklists.update', { id, part: poorer, action: 'useProposed' });
  expect((await get(id)).entries.map(({ title }) => title)).toEqual([
    'North of the Ferry',
    'Second Tide',
    'Salt Road',
    'Last',
  ]);
  expect((await get(id)).entries[0]?.label).toBe('Parallel Harbour');
  await opened.call('history.undo', {});
  await opened.call('tracklists.update', { id, part: poorer, action: 'merge' });
  expect((await get(id)).entries.map(({ title }) => title)).toEqual([
    'North of the Ferry',
    'Second Tide',
    'Unnamed',
    'Salt Road',
    'Last',
  ]);
  expect(await opened.call('tracklists.update', { id, part: poorer, action: 'keepCurrent' })).toEqual({
    operation: null,
  });
});

test('two long lists are not merged into one that is longer than a list can be', async () => {
  const long = (name: string) =>
    Array.from({ length: 1500 }, (_, index) => `${name} ${index} - Song ${name} ${index}`).join('\n');
  const id = await paste(long('Old'));
  const [part] = parseTracklist(long('New')).parts;
  if (!part) throw new Error('Expected a list');
  expect(await errorCode(opened.call('tracklists.update', { id, part, action: 'merge' }))).toBe('INVALID_INPUT');
  expect((await opened.call('tracklists.get', { id })).entries.length).toBe(1500);
});

test('a tracklist becomes a playlist, and a playlist a tracklist', async () => {
  const id = await paste(`${pasted}[19:00] Bo - Not in the library\n`);
  const { playlistId } = await opened.call('tracklists.toPlaylist', { id });
  const { entries } = await opened.call('playlists.entries', { id: playlistId, start: 0, count: 50 });
  expect(entries.map(({ track, kept }) => [track?.id ?? null, kept.title])).toEqual([
    [tracks.ferry, 'North of the Ferry'],
    [tracks.tide, 'Second Tide'],
    [tracks.road, 'Salt Road (Dub)'],
    [null, 'Not in the library'],
  ]);
  const back = await opened.call('tracklists.fromPlaylist', { playlistId });
  expect((await get(back.id)).entries.map(({ startMs, title }) => [startMs, title])).toEqual([
    [0, 'North of the Ferry'],
    [300_000, 'Second Tide'],
    [600_000, 'Salt Road'],
    [900_000, 'Not in the library'],
  ]);
});

test('the likeliest recordings come first; the choice of the user counts', async () => {
  const id = await paste();
  const offered = await opened.call('tracklists.mixCandidates', { id });
  expect(offered.map(({ track }) => track.id)).toEqual([tracks.mix]);
  expect(offered[0]?.band).toBe('veryHigh');
  await opened.call('tracklists.setMix', { id, trackId: tracks.long as TrackId });
  expect(await get(id)).toMatchObject({ mix: { id: tracks.long }, mixScore: null, durationMs: 4_000_000 });
  await opened.call('tracklists.setMix', { id, trackId: null });
  expect(await get(id)).toMatchObject({ mix: null, durationMs: 1_200_000 });
});

test('five hundred entries are made, matched, moved and read in no time', async () => {
  const text = Array.from(
    { length: 500 },
    (_, index) => `${index + 1}. [${writeTime(index * 60_000)}] Artist ${index} - Title ${index}`,
  );
  const started = performance.now();
  const id = await paste(text.join('\n'));
  const { entries } = await get(id);
  await opened.call('tracklists.editEntries', { id, steps: [{ type: 'move', ids: [entries[499]!.id], to: 0 }] });
  expect((await get(id)).entries[0]?.title).toBe('Title 499');
  expect(performance.now() - started).toBeLessThan(2000);
});
