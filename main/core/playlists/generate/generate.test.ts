import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openLibrary } from '#core/db/open-library.ts';
import type { Db } from '#core/db/query.ts';
import { SoundTable } from '#core/sounds/sound-table.ts';
import { fakeServer } from '#core/testing/fake-server.ts';
import { insertLike, insertPlaylist } from '#core/testing/like-tracks.ts';
import { openTestDb, tempFolder } from '#core/testing/temp-library.ts';
import { errorCode, openTestCore } from '#core/testing/test-core.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { defaultGenerateOptions, type FilterName } from '#shared/generate-options.ts';
import type { GenerateTask } from './generate-task.ts';
import { TrackGenerator } from './track-generator.ts';

let db: Db;
let folder: ReturnType<typeof tempFolder>;
beforeEach(() => {
  db = openTestDb();
  folder = tempFolder();
});
afterEach(() => folder.remove());

const { blend, filters, artistSpacing, length } = defaultGenerateOptions;

function makeTask(seedId: TrackId, change: Partial<GenerateTask> = {}): GenerateTask {
  return {
    seedId,
    blend,
    filters,
    idFilters: [],
    filterKey: JSON.stringify(change.filters ?? filters) + JSON.stringify(change.idFilters ?? []),
    heard: [],
    artistSpacing,
    rejected: [],
    want: { kind: 'playlist', length },
    now: 1_000_000_000_000,
    ...change,
  };
}

const generate = (seedId: TrackId, change: Partial<GenerateTask> = {}) =>
  new TrackGenerator(db, new SoundTable(db)).generate(makeTask(seedId, change));
const place = (trackIds: TrackId[], index: number, count = 5): GenerateTask['want'] => ({
  kind: 'place',
  trackIds,
  index,
  count,
});
const artistOf = (id: number) => db.prepare('SELECT artist FROM track WHERE id = ?').pluck().get(id) as string;

/** Thirty tracks by ten artists, all a little alike. */
function fillLibrary(into: Db = db): { seed: TrackId; others: TrackId[] } {
  const seed = insertLike(into, { artist: 'Seed', title: 'Seed', bpm: 124, musical_key: 14, genre: 'Dub', year: 2004 });
  const others = Array.from({ length: 30 }, (_, index) =>
    insertLike(into, {
      sound: 1 + (index % 5),
      shade: index,
      artist: `Artist ${index % 10}`,
      title: `Title ${index}`,
      genre: index % 2 === 0 ? 'Dub' : 'Folk',
      bpm: 118 + (index % 12),
      musical_key: (index * 2) % 24,
      year: 2000 + (index % 10),
    }),
  );
  return { seed, others };
}

test('twenty with the seed, the best first, each once, with a score that its parts explain', () => {
  const { seed } = fillLibrary();
  const { picks, unknown, leftOut } = generate(seed);
  expect(picks).toHaveLength(19);
  expect(new Set([seed, ...picks.map(({ trackId }) => trackId)]).size).toBe(20);
  expect([unknown, leftOut]).toEqual([['listening'], []]);
  for (const { score, parts, reasons } of picks) {
    const total = parts.reduce((sum, part) => sum + part.weight, 0);
    expect(score).toBeCloseTo(parts.reduce((sum, part) => sum + part.weight * part.score, 0) / total, 6);
    expect(parts.map(({ matcher }) => matcher).sort()).toEqual(['artist', 'era', 'mix', 'mood', 'sounds']);
    expect(new Set(reasons.map(({ kind }) => kind)).size).toBe(reasons.length);
  }
  expect(picks[0]!.score).toBe(Math.max(...picks.map(({ score }) => score)));
});

test('artists keep their distance, the seed included, as far as asked', () => {
  const { seed } = fillLibrary();
  db.prepare(`UPDATE track SET artist = 'Artist 3' WHERE id = ?`).run(seed);
  for (const artistSpacing of [0, 3, 7]) {
    const { picks } = generate(seed, { artistSpacing });
    const artists = [seed, ...picks.map(({ trackId }) => trackId)].map(artistOf);
    for (let index = 0; index < artists.length; index += 1) {
      expect(artists.slice(Math.max(0, index - artistSpacing), index)).not.toContain(artists[index]);
    }
  }
});

test('a list ends where only artists that stand too near are left, and says how many', () => {
  const seed = insertLike(db, { artist: 'Ada', title: 'One' });
  for (let shade = 1; shade < 6; shade += 1) insertLike(db, { shade, artist: 'Bo', title: `B${shade}` });
  const { picks, spaced } = generate(seed, { artistSpacing: 3 });
  expect([picks.length, spaced]).toEqual([1, 4]);
  expect(generate(seed, { artistSpacing: 0 }).picks).toHaveLength(5);
});

test('no recording stands in a list twice, whatever tells that it is one', () => {
  const facts = { sound: 1, artist: 'Ada', duration_ms: 200_000 };
  const seed = insertLike(db, { ...facts, title: 'Salt Road' });
  const album = insertLike(db, { ...facts, title: 'Salt Road (Original Mix)', duration_ms: 203_000 });
  const remix = insertLike(db, { ...facts, title: 'Salt Road (Kiln Remix)' });
  const again = insertLike(db, { ...facts, artist: 'ADA feat. Bo', title: 'Salt road (Kiln remix)' });
  const long = insertLike(db, { ...facts, title: 'Salt Road', duration_ms: 400_000 });
  const [first, second] = [insertLike(db, { artist: 'Cy', title: 'A' }), insertLike(db, { artist: '', title: '' })];
  db.prepare(
    `INSERT INTO duplicate_group (id, kind, likeness, is_sure, suggested_id) VALUES (1, 'recording', 0.9, 1, ?)`,
  ).run(first);
  for (const id of [first, second]) {
    db.prepare('INSERT INTO duplicate_file (group_id, track_id, audio_hash, offset_ms) VALUES (1, ?, NULL, 0)').run(id);
  }
  const sameSound = insertLike(db, { artist: 'Di', title: 'Other name' });
  db.prepare('UPDATE track SET audio_hash = (SELECT audio_hash FROM track WHERE id = ?) WHERE id = ?').run(
    seed,
    sameSound,
  );
  const picked = generate(seed, { artistSpacing: 0 }).picks.map(({ trackId }) => trackId);
  expect(picked).not.toContain(album);
  expect(picked).not.toContain(sameSound);
  expect(picked).toContain(long);
  expect(picked.filter((id) => id === remix || id === again)).toHaveLength(1);
  expect(picked.filter((id) => id === first || id === second)).toHaveLength(1);
});

test('a list of minutes ends nearest to them', () => {
  const { seed } = fillLibrary();
  db.exec('UPDATE track SET duration_ms = 300000');
  const lengthOf = (amount: number) =>
    generate(seed, { want: { kind: 'playlist', length: { unit: 'minutes', amount } } }).picks.length + 1;
  expect([10, 17, 18, 60].map(lengthOf)).toEqual([2, 3, 4, 12]);
});

test('filters leave out, and say how many each leaves out', () => {
  const { seed, others } = fillLibrary();
  const now = 1_000_000_000_000;
  db.prepare('UPDATE track SET last_played_at = ? WHERE id <= ?').run(now - 2 * 86_400_000, others[4]!);
  const count = (change: Partial<GenerateTask>) => {
    const { picks, leftOut } = generate(seed, { ...change, artistSpacing: 0, now });
    return [picks.map(({ trackId }) => trackId), leftOut] as const;
  };
  const only = (filter: FilterName, amount: number) => [{ filter, count: amount }];
  const [noDub, dub] = count({ filters: { ...filters, genres: ['DUB'] } });
  expect(dub).toEqual(only('genres', 15));
  expect(noDub.every((id) => others.indexOf(id) % 2 === 1)).toBe(true);
  const [, artists] = count({ filters: { ...filters, artists: ['artist 1', 'Artist 2', 'Nobody'] } });
  expect(artists).toEqual(only('artists', 6));
  const [late, played] = count({ filters: { ...filters, notPlayedDays: 30 } });
  expect(played).toEqual(only('notPlayedDays', 5));
  expect(late).not.toContain(others[0]);
  expect(count({ filters: { ...filters, notPlayedDays: 1 } })[1]).toEqual([]);
  const [, tempo] = count({ filters: { ...filters, tempo: { from: 120, to: 122 } } });
  expect(tempo).toEqual(only('tempo', others.filter((_, index) => ![2, 3, 4].includes(index % 12)).length));
  const ids = Int32Array.from(others.slice(0, 3));
  expect(count({ idFilters: [{ filter: 'from', ids, keeps: true }] })[0].sort()).toEqual([...ids].sort());
  expect(count({ idFilters: [{ filter: 'without', ids, keeps: false }] })[1]).toEqual(only('without', 3));
});

test('where a filter leaves nothing, the one that removed most is named first', () => {
  const { seed } = fillLibrary();
  const nothing = { ...filters, tempo: { from: 300, to: 310 }, genres: ['Folk'] };
  const { picks, leftOut } = generate(seed, { filters: nothing });
  expect(picks).toEqual([]);
  expect(leftOut).toEqual([
    { filter: 'tempo', count: 30 },
    { filter: 'genres', count: 15 },
  ]);
});

test('a seed that nothing is known of names who cannot judge; the others share the weight', () => {
  const { others } = fillLibrary();
  const bare = { sound: 9, artist: 'Artist 4', genre: '', year: null, bpm: null, musical_key: null } as const;
  const seed = insertLike(db, { ...bare, energy: null, arousal: null, valence: null, mood: '' });
  db.prepare('UPDATE track SET audio_hash = NULL WHERE id = ?').run(seed);
  const { picks, unknown } = generate(seed, { artistSpacing: 0 });
  expect(unknown.sort()).toEqual(['era', 'listening', 'mix', 'mood', 'sounds']);
  expect(picks.map(({ trackId }) => trackId).sort()).toEqual([others[4], others[14], others[24]].sort());
  expect(picks[0]!.score).toBeGreaterThan(0.79);
  db.prepare(`UPDATE track SET artist = '' WHERE id = ?`).run(seed);
  expect(generate(seed).picks).toEqual([]);
});

test('a matcher without weight has no say', () => {
  const { seed } = fillLibrary();
  const silent = { sounds: 0, mix: 0, mood: 0, era: 0, artist: 0, listening: 0 };
  const { picks } = generate(seed, { blend: { ...silent, mix: 1 } });
  expect(picks.flatMap(({ parts }) => parts.map(({ matcher }) => matcher)).every((name) => name === 'mix')).toBe(true);
  expect(generate(seed, { blend: silent }).picks).toEqual([]);
});

test('one row is replaced by the best that fits between its neighbours; what was rejected stays away', () => {
  const { seed } = fillLibrary();
  const trackIds = [seed, ...generate(seed).picks.map(({ trackId }) => trackId)];
  const offered = generate(seed, { want: place(trackIds, 5) });
  expect(offered.picks).toHaveLength(5);
  for (const { trackId } of offered.picks) {
    expect(trackIds).not.toContain(trackId);
    const near = [...trackIds.slice(2, 5), ...trackIds.slice(6, 9)].map(artistOf);
    expect(near).not.toContain(artistOf(trackId));
  }
  const [best, second] = offered.picks.map(({ trackId }) => trackId);
  const rejected = [best as number];
  expect(generate(seed, { want: place(trackIds, 5), rejected }).picks[0]!.trackId).toBe(second);
  expect(generate(seed, { rejected: [trackIds[1] as number] }).picks.map(({ trackId }) => trackId)).not.toContain(
    trackIds[1],
  );
});

test('the same question has the same answer, until the library or a playlist changes', () => {
  const { seed, others } = fillLibrary();
  const generator = new TrackGenerator(db, new SoundTable(db));
  const first = generator.generate(makeTask(seed));
  expect(generator.generate(makeTask(seed))).toEqual(first);
  insertPlaylist(db, [seed, others[7]!]);
  const second = generator.generate(makeTask(seed));
  const why = second.picks.find(({ trackId }) => trackId === others[7])?.reasons.map(({ kind }) => kind);
  expect(why).toContain('playedTogether');
  db.prepare('DELETE FROM track WHERE id = ?').run(others[7]);
  expect(generator.generate(makeTask(seed)).picks.map(({ trackId }) => trackId)).not.toContain(others[7]);
  expect(() => generator.generate(makeTask(9999 as TrackId))).toThrow('no longer');
});

test('from a track to a playlist that is kept, through the whole core', { timeout: 30_000 }, async () => {
  const library = openLibrary(folder.path);
  const { seed, others } = fillLibrary(library.db);
  const listed = insertPlaylist(library.db, [others[0]!, others[1]!]);
  library.close();
  const { core, call, logged } = await openTestCore(folder.path);
  try {
    const options = { seedId: seed, ...defaultGenerateOptions };
    const made = await call('generate.playlist', options);
    expect(made.picks).toHaveLength(19);
    const asked = { from: 'genre:dub', without: 'bpm:118..120', playlists: [listed] };
    const dub = await call('generate.playlist', { ...options, filters: { ...filters, ...asked }, artistSpacing: 0 });
    const wanted = others.filter((_, index) => index % 2 === 0 && index > 1 && ![0, 1, 2].includes(index % 12));
    expect(dub.picks.map(({ trackId }) => trackId).sort()).toEqual([...wanted].sort());
    expect(dub.leftOut.map(({ filter }) => filter)).toEqual(['from', 'without', 'playlists']);
    const wrong = call('generate.playlist', { ...options, filters: { ...filters, from: 'nofield:1' } });
    expect(await errorCode(wrong)).toBe('QUERY_INVALID');
    expect(await errorCode(call('generate.playlist', { ...options, seedId: 9999 as TrackId }))).toBe('NOT_FOUND');
    const trackIds = [seed, ...made.picks.map(({ trackId }) => trackId)];
    const others5 = await call('generate.alternatives', { ...options, trackIds, index: 5, count: 3 });
    expect(others5.picks).toHaveLength(3);
    expect(await call('generate.matchers', undefined)).not.toContain('listening');
    const saved = await call('generate.save', { seedId: seed, trackIds, name: 'Inspired by Seed', note: 'By Seed' });
    const kept = await call('playlists.get', { id: saved.id });
    expect(kept).toMatchObject({ name: 'Inspired by Seed', note: 'By Seed', count: 20, source: { kind: 'generate' } });
    // As it was saved it says nothing about what belongs together.
    const again = await call('generate.playlist', options);
    expect(again.picks.flatMap(({ reasons }) => reasons.map(({ kind }) => kind))).not.toContain('playedTogether');
    await call('history.undo', {});
    expect(await errorCode(call('playlists.get', { id: saved.id }))).toBe('NOT_FOUND');
    const settings = { ...defaultGenerateOptions, artistSpacing: 9 };
    expect((await call('settings.update', { generate: settings })).generate.artistSpacing).toBe(9);
    expect(logged).toEqual([]);
  } finally {
    await core.close();
  }
});

test('what others hear with it counts once ListenBrainz is connected, and not before', {
  timeout: 30_000,
}, async () => {
  const library = openLibrary(folder.path);
  const { seed, others } = fillLibrary(library.db);
  library.db
    .prepare(`INSERT INTO service_link (service, track_id, item, at) VALUES ('musicbrainz', ?, 'r1', 0)`)
    .run(seed);
  library.close();
  const named = { recording_mbid: 'r2', recording_name: 'Title 21', artist_credit_name: 'Artist 1', score: 90 };
  const server = await fakeServer(({ query }) => ({ json: query.get('recording_mbids') === 'r1' ? [named] : [] }));
  const { core, call } = await openTestCore(folder.path, { serviceUrls: { listenbrainz: server.url } });
  try {
    const options = { seedId: seed, ...defaultGenerateOptions };
    expect((await call('generate.playlist', options)).unknown).toEqual(['listening']);
    expect(server.requests).toEqual([]);
    await call('connectors.connect', { service: 'listenbrainz', values: {} });
    await vi.waitFor(async () => expect(await call('generate.matchers', undefined)).toContain('listening'));
    const { picks, unknown } = await call('generate.playlist', options);
    expect(unknown).toEqual([]);
    const heard = picks.filter(({ reasons }) => reasons.some(({ kind }) => kind === 'heardTogether'));
    expect(heard.map(({ trackId }) => trackId)).toEqual([others[21]]);
    await call('generate.playlist', { ...options, rejected: [others[21]!] });
    expect(server.requests).toHaveLength(1);
  } finally {
    await core.close();
    await server.close();
  }
});
