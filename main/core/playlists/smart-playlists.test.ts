import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLibrary } from '#core/db/open-library.ts';
import { insertTrack, tempFolder } from '#core/testing/temp-library.ts';
import { errorCode, openTestCore, type TestCore } from '#core/testing/test-core.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { PlaylistId, SmartRules } from '#shared/contract/playlists.ts';

let folder: ReturnType<typeof tempFolder>;
let lab: TestCore;
let ids: TrackId[];

const tracks = [
  { title: 'Anna', bpm: 120, year: 2001, duration_ms: 300_000, size_bytes: 3_000_000 },
  { title: 'Bert', bpm: 122, year: 2005, duration_ms: 240_000, size_bytes: 8_000_000 },
  { title: 'Cleo', bpm: 124, year: 2003, duration_ms: 4_000_000, size_bytes: 90_000_000 },
  { title: 'Dora', bpm: 126, year: 2004, duration_ms: 180_000, size_bytes: 5_000_000 },
  { title: 'Emil', bpm: 140, year: 2002, duration_ms: 360_000, size_bytes: 6_000_000 },
];

beforeEach(async () => {
  folder = tempFolder();
  const library = openLibrary(folder.path);
  ids = tracks.map((values) => insertTrack(library.db, values) as TrackId);
  library.close();
  lab = await openTestCore(folder.path, { runAnalysis: false });
});
afterEach(async () => {
  await lab.core.close();
  expect(lab.logged).toEqual([]);
  folder.remove();
});

function rulesOf(text: string, others: Partial<SmartRules> = {}): SmartRules {
  return { text, limit: null, pick: 'first', seed: 0, ...others };
}

async function make(name: string, rules: SmartRules): Promise<PlaylistId> {
  return (await lab.call('playlists.create', { name, kind: 'smart', rules })).id;
}

async function makeList(name: string, members: number[], kind: 'list' | 'crate' = 'list'): Promise<PlaylistId> {
  const trackIds = members.map((index) => ids[index]!);
  return (await lab.call('playlists.create', { name, kind, trackIds })).id;
}

async function rowsOf(view: string): Promise<string> {
  const rows = await lab.call('tracks.viewRows', { view, start: 0, count: 10 });
  return rows.map(({ title }) => title[0]).join('');
}

async function open(id: PlaylistId, field?: 'title' | 'bpm'): Promise<string> {
  const sort = field ? [{ field, direction: 'descending' as const }] : [];
  return rowsOf((await lab.call('playlists.openSmart', { slot: 'test', id, sort })).view);
}

async function find(text: string): Promise<string> {
  return rowsOf((await lab.call('tracks.openView', { slot: 'test', text, sort: [] })).view);
}

test('a smart playlist holds what its query finds now, in its own order or the one asked for', async () => {
  const id = await make('Faster', rulesOf('bpm:>121 year-'));
  expect([await open(id), await open(id, 'bpm')]).toEqual(['BDCE', 'EDCB']);
  await lab.call('tracks.rate', { ratings: [{ id: ids[0]!, rating: 5 }] });
  await lab.call('playlists.setRules', { id, rules: rulesOf('rating:5') });
  expect(await open(id)).toBe('A');
  await lab.call('history.undo', {});
  expect(await open(id)).toBe('BDCE');
  await lab.call('history.redo');
  expect(await open(id)).toBe('A');
});

test('a limit takes the first of its own order, whichever order is shown', async () => {
  const limit = (unit: 'tracks' | 'minutes' | 'megabytes', amount: number) =>
    rulesOf('year+', { limit: { unit, amount } });
  const id = await make('Some', limit('tracks', 3));
  expect([await open(id), await open(id, 'bpm')]).toEqual(['AEC', 'ECA']);
  // 5 + 6 minutes fit; the long mix never would and is passed over; 3 minutes more do not.
  await lab.call('playlists.setRules', { id, rules: limit('minutes', 13) });
  expect(await open(id)).toBe('AE');
  await lab.call('playlists.setRules', { id, rules: limit('megabytes', 14) });
  expect(await open(id)).toBe('AED');
  expect(await lab.call('playlists.smartCounts', { ids: [id] })).toEqual([
    { id, summary: { count: 3, durationMs: 840_000, sizeBytes: 14_000_000 }, failure: null },
  ]);
});

test('a random pick stays the same until it is made anew, and other tracks do not move it', async () => {
  const rules = rulesOf('', { limit: { unit: 'tracks', amount: 2 }, pick: 'random' });
  const id = await make('Any two', rules);
  const first = await open(id);
  expect([first.length, await open(id)]).toEqual([2, first]);
  const picks = new Set([first]);
  for (let turn = 0; turn < 12; turn++) {
    await lab.call('playlists.pickAnew', { id });
    picks.add(await open(id));
  }
  expect(picks.size).toBeGreaterThan(2);
  // Undo brings the first pick back.
  for (let turn = 0; turn < 12; turn++) await lab.call('history.undo', {});
  expect(await open(id)).toBe(first);
});

test('queries name playlists, crates and what is in none, and follow them at once', async () => {
  const warm = await makeList('Warm-up', [0, 1]);
  await makeList('Warm-up late', [3]);
  await makeList('Tools', [4], 'crate');
  expect(await find('playlist:"Warm-up"')).toBe('AB');
  expect(await find('playlist:warm')).toBe('ABD');
  expect(await find('playlist:"" year+')).toBe('C');
  expect(await find('crate:""')).toBe('ABCD');
  expect(await find('crate:tools | playlist:=nothing')).toBe('E');
  await lab.call('playlists.create', { name: 'More', kind: 'list', trackIds: [ids[2]!] });
  expect(await find('playlist:""')).toBe('');
  await lab.call('history.undo', {});
  expect(await find('playlist:""')).toBe('C');
  expect((await lab.call('playlists.get', { id: warm })).count).toBe(2);
});

test('a smart playlist may name others, also folders and ones with a limit, but never itself', async () => {
  await makeList('Base', [0, 1, 2]);
  const inner = await make('Inner', rulesOf('playlist:base year-', { limit: { unit: 'tracks', amount: 2 } }));
  const outer = await make('Outer', rulesOf('playlist:inner -bpm:122'));
  expect([await open(inner), await open(outer), await find('-playlist:outer')]).toEqual(['BC', 'C', 'ABDE']);
  const refused = [
    lab.call('playlists.setRules', { id: inner, rules: rulesOf('playlist:outer') }),
    lab.call('playlists.setRules', {
      id: inner,
      rules: rulesOf('playlist:inner', { limit: { unit: 'tracks', amount: 1 } }),
    }),
    lab.call('playlists.previewSmart', { id: inner, rules: rulesOf('playlist:outer') }),
    make('Self', rulesOf('playlist:self')),
  ];
  expect(await Promise.all(refused.map(errorCode))).toEqual(Array(4).fill('PLAYLIST_CYCLE'));
  expect([await open(inner), (await lab.call('playlists.list')).length]).toEqual(['BC', 3]);
  await make('All', rulesOf(''));
  expect(await find('playlist:all')).toBe('ABCDE');
});

test('counts tell of playlists and of rules that are not kept yet; what is no smart playlist is refused', async () => {
  const list = await makeList('List', [0]);
  const id = await make('Slow', rulesOf('bpm:..122'));
  const summary = { count: 2, durationMs: 540_000, sizeBytes: 11_000_000 };
  expect(await lab.call('playlists.smartCounts', { ids: [list, id] })).toEqual([{ id, summary, failure: null }]);
  expect(await lab.call('playlists.previewSmart', { id: null, rules: rulesOf('bpm:..122 foo:1') })).toMatchObject({
    summary,
    errors: [{ code: 'UNKNOWN_FIELD' }],
  });
  expect(await errorCode(lab.call('playlists.openSmart', { slot: 'test', id: list }))).toBe('NOT_FOUND');
  expect(await errorCode(lab.call('playlists.setRules', { id: list, rules: rulesOf('') }))).toBe('NOT_FOUND');
});
