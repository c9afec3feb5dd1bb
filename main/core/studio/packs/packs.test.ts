import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertTrack, tempFolder } from '#core/testing/temp-library.ts';
import { errorCode, openTestCore, type TestCore } from '#core/testing/test-core.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { PackId, SongId } from '#shared/contract/studio-ids.ts';
import { releaseArtist, releaseKind, variousArtists } from '../releases/draft-facts.ts';

const folder = tempFolder('ledgerline-packs-', true);
const home = join(folder.path, 'home');
let now = Date.UTC(2026, 10, 20, 12);
let test_: TestCore;
let file: Database.Database;
let trackIds: TrackId[];
beforeAll(async () => {
  const options = { now: () => (now += 1000), runAnalysis: false };
  await (await openTestCore(home, options)).core.close();
  const library = new Database(join(home, 'library.db'));
  trackIds = ['Night Bus', 'Paper Boats'].map(
    (title) =>
      insertTrack(library, {
        title,
        artist: 'Sable Ohm',
        album: 'Nights',
        genre: 'House',
        duration_ms: 241_000,
      }) as TrackId,
  );
  library.close();
  test_ = await openTestCore(home, options);
  file = new Database(join(home, 'library.db'), { readonly: true });
});
afterAll(async () => {
  file.close();
  expect(test_.logged).toEqual([]);
  await test_.core.close();
  folder.remove();
});

const call: TestCore['call'] = (...given) => test_.call(...given);
const undo = (operation: number | null) => call('history.undo', { id: operation as never });

const studioTables = ['pack', 'pack_person', 'song', 'song_step', 'song_person', 'song_status_change', 'song_link'];
const tables = [...studioTables, 'series', 'series_row', 'release', 'release_track', 'idea', 'idea_vote'];

/** All rows of the studio, but for when they changed last: that counts on. */
function dump(): Record<string, unknown[]> {
  return Object.fromEntries(
    tables.map((table) => {
      const rows = file.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all() as Record<string, unknown>[];
      return [table, rows.map(({ changed_at: _, ...row }) => row)];
    }),
  );
}

let made = 0;
const fresh = (name: string) => `${name} ${++made}`;

type Plan = { status: 'planned' | 'inProgress' | 'released'; isOptional: boolean; isDone?: boolean };

async function makePack(songs: readonly Plan[], name = fresh('Pack')): Promise<{ id: PackId; songIds: SongId[] }> {
  const titles = songs.map((_, index) => ({ title: `${name}, part ${index + 1}`, artist: 'Ines Valloria', album: '' }));
  const { id } = await call('packs.create', { name, songs: titles });
  const songIds = (await call('packs.get', { id })).songs.map((song) => song.id);
  for (const [index, { status, isOptional, isDone = false }] of songs.entries()) {
    const ids = [songIds[index] as SongId];
    if (status !== 'planned') await call('songs.move', { ids, status: 'inProgress' });
    if (isDone) await call('songs.completeAll', { ids });
    if (status === 'released') await call('songs.move', { ids, status: 'released' });
    if (isOptional) await call('songs.edit', { ids, values: { isOptional } });
  }
  return { id, songIds };
}

const words = { releaseTitle: '', releaseDescription: '', downloadLink: '', videoLink: '', isPublic: true, songs: [] };

test('a pack tells how far it is by its core songs', async () => {
  const core = (status: Plan['status'], isDone = false): Plan => ({ status, isOptional: false, isDone });
  const { id } = await makePack([core('inProgress', true), core('inProgress'), core('planned'), core('released')]);
  await call('songs.edit', {
    ids: [(await call('packs.get', { id })).songs[2]?.id as SongId],
    values: { isOptional: true },
  });
  expect(await call('packs.get', { id })).toMatchObject({
    status: 'inProgress',
    completion: 67,
    counts: { planned: 1, inProgress: 2, released: 1, optional: 1, core: 3, done: 2, open: 1 },
  });
  expect((await makeAndGet([])).status).toBe('empty');
  expect((await makeAndGet([])).completion).toBeNull();
  expect((await makeAndGet([core('planned'), core('planned')])).status).toBe('planned');
  expect((await makeAndGet([core('inProgress', true)])).status).toBe('complete');
  expect((await makeAndGet([core('released')])).status).toBe('released');
});

async function makeAndGet(songs: readonly Plan[]) {
  const { id } = await makePack(songs);
  return call('packs.get', { id });
}

test('packs from 70 to 99 percent are nearly done, the nearest first', async () => {
  const done = (count: number, of: number): Plan[] =>
    Array.from({ length: of }, (_, index) => ({ status: 'inProgress', isOptional: false, isDone: index < count }));
  const ids = await Promise.all(
    [done(2, 3), done(3, 4), done(5, 6), done(4, 5), done(2, 2)].map((songs) => makePack(songs)),
  );
  const near = await call('packs.nearDone');
  expect(near.map(({ completion }) => completion)).toEqual([83, 80, 75]);
  expect(near.map(({ id }) => id)).toEqual([ids[2]?.id, ids[3]?.id, ids[1]?.id]);
});

test('a name is an owner’s once, in any capitals, and priorities end at 5', async () => {
  const name = fresh('Harbour Songs');
  const { id } = await call('packs.create', { name });
  expect(await errorCode(call('packs.create', { name: name.toUpperCase() }))).toBe('NAME_TAKEN');
  const other = await call('packs.create', { name: fresh('Other') });
  expect(await errorCode(call('packs.edit', { id: other.id, patch: { name } }))).toBe('NAME_TAKEN');
  expect(await errorCode(call('packs.edit', { id, patch: { priority: 6 } }))).toBe('INVALID_INPUT');
  expect(await errorCode(call('packs.edit', { id, patch: { name: 'x'.repeat(201) } }))).toBe('INVALID_INPUT');
  expect(await errorCode(call('packs.edit', { id, patch: { videoLink: 'javascript:alert(1)' } }))).toBe(
    'INVALID_INPUT',
  );
  await call('packs.edit', { id, patch: { name: name.toUpperCase(), priority: 1, deadline: '2026-12-12' } });
  // What took its name meanwhile is in the way of taking it back, and says so.
  const removed = await call('packs.remove', { id: other.id });
  await call('packs.create', { name: `Other ${made}` });
  expect(await errorCode(undo(removed.operation))).toBe('NAME_TAKEN');
});

test('a pack that holds songs goes only when they have another place', async () => {
  const { id, songIds } = await makePack([
    { status: 'planned', isOptional: false },
    { status: 'planned', isOptional: true },
  ]);
  const before = dump();
  await expect(call('packs.remove', { id })).rejects.toMatchObject({ code: 'PACK_NOT_EMPTY', details: { count: 2 } });
  expect(dump()).toEqual(before);
  const other = await makePack([]);
  const held = dump();
  const { operation } = await call('packs.remove', { id, moveSongsTo: other.id });
  expect((await call('packs.get', { id: other.id })).songs.map((song) => song.id)).toEqual(songIds);
  expect(await errorCode(call('packs.get', { id }))).toBe('NOT_FOUND');
  await undo(operation);
  expect(dump()).toEqual(held);
});

test('a list becomes a pack with all its songs, or nothing does', async () => {
  const name = fresh('List');
  const songs = ['Ferry Timetable', 'Low Bridge'].map((title) => ({
    title: `${title} ${name}`,
    artist: 'Ines Valloria',
  }));
  const before = dump();
  expect(await errorCode(call('packs.create', { name, songs: [...songs, songs[0] as (typeof songs)[0]] }))).toBe(
    'SONG_EXISTS',
  );
  expect(dump()).toEqual(before);
  const { id, operation } = await call('packs.create', { name, songs, priority: 2 });
  const pack = await call('packs.get', { id });
  expect(pack.songs.map(({ title, status }) => [title, status])).toEqual(songs.map(({ title }) => [title, 'planned']));
  await undo(operation);
  expect(dump()).toEqual(before);
});

test('whoever leaves a pack may not edit its songs any more, and keeps their credits', async () => {
  const { id: kit } = await call('people.make', { name: fresh('Kit') });
  const { id: mara } = await call('people.make', { name: fresh('Mara') });
  const { id, songIds } = await makePack([{ status: 'inProgress', isOptional: false }]);
  const [songId] = songIds as [SongId];
  await call('packs.setPeople', { id, people: [kit, mara].map((personId) => ({ personId, access: 'edit' as const })) });
  await call('songs.setPeople', {
    id: songId,
    people: [
      { personId: kit, role: 'guitar', canEdit: true, share: 5000 },
      { personId: mara, role: '', canEdit: true, share: null },
    ],
  });
  const before = dump();
  const { operation } = await call('packs.setPeople', { id, people: [] });
  expect((await call('songs.get', { id: songId })).people).toMatchObject([
    { personId: kit, role: 'guitar', canEdit: false, share: 5000 },
  ]);
  await undo(operation);
  expect(dump()).toEqual(before);
  const { ownerId } = await call('packs.get', { id });
  const own = { personId: ownerId as typeof kit, access: 'edit' as const };
  expect(await errorCode(call('packs.setPeople', { id, people: [own] }))).toBe('INVALID_INPUT');
});

test('a release brings out what is in progress and moves what is optional into a pack of its own', async () => {
  const name = fresh('Harbour');
  const { id, songIds } = await makePack(
    [
      { status: 'inProgress', isOptional: false, isDone: true },
      { status: 'inProgress', isOptional: false },
      { status: 'planned', isOptional: false },
      { status: 'inProgress', isOptional: true },
      { status: 'released', isOptional: true },
    ],
    name,
  );
  const [done, open, planned, optional, out] = songIds as [SongId, SongId, SongId, SongId, SongId];
  const plan = await call('packs.planRelease', { id });
  expect(plan).toMatchObject({
    ...{ release: [done, open], unfinished: [open], stays: [planned], bonus: [optional], obstacles: [] },
    bonusName: `${name} (Bonus)`,
  });
  const before = dump();
  const released = await call('packs.release', {
    ...{ ...words, id, releaseTitle: 'Harbour', downloadLink: 'https://example.org/harbour' },
    songs: [{ songId: done, releaseDescription: 'The first', downloadLink: '', videoLink: 'https://example.org/v' }],
  });
  expect(released).toMatchObject({ released: 2, bonus: { name: `${name} (Bonus)`, count: 1 }, numbers: [] });
  const pack = await call('packs.get', { id });
  expect(pack.songs.map(({ id: song, status }) => [song, status])).toEqual([
    ...[
      [done, 'released'],
      [open, 'released'],
      [planned, 'planned'],
      [out, 'released'],
    ],
  ]);
  expect(pack.songs[0]).toMatchObject({ releaseDescription: 'The first', videoLink: 'https://example.org/v' });
  expect(pack.releasedAt).not.toBeNull();
  const bonus = await call('packs.get', { id: released.bonus?.id as PackId });
  expect(bonus.songs).toMatchObject([{ id: optional, status: 'planned', isOptional: false }]);
  // Once more: the first day stays.
  await call('packs.release', { ...words, id, releaseTitle: 'Harbour again' });
  expect(await call('packs.get', { id })).toMatchObject({ releasedAt: pack.releasedAt, releaseTitle: 'Harbour again' });
  await call('history.undo', {});
  await undo(released.operation);
  expect(dump()).toEqual(before);
});

const plan = fc.record({
  status: fc.constantFrom('planned' as const, 'inProgress' as const, 'released' as const),
  isOptional: fc.boolean(),
  isDone: fc.boolean(),
});

test('taking back any release brings back everything as it was, and doing it again releases again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(plan, { minLength: 1, maxLength: 5 }), async (songs) => {
      const { id } = await makePack(songs);
      const { obstacles, release, bonus } = await call('packs.planRelease', { id });
      const before = dump();
      if (obstacles.length > 0) {
        expect(await errorCode(call('packs.release', { ...words, id }))).toBe('PACK_NOTHING_READY');
        expect(dump()).toEqual(before);
        return;
      }
      const done = await call('packs.release', { ...words, id });
      expect([done.released, done.bonus?.count ?? 0]).toEqual([release.length, bonus.length]);
      const after = dump();
      await undo(done.operation);
      expect(dump()).toEqual(before);
      await call('history.redo');
      expect(dump()).toEqual(after);
    }),
    { numRuns: 8 },
  );
});

test('a release that cannot be leaves everything as it is', async () => {
  const { id } = await makePack([{ status: 'planned', isOptional: false }]);
  expect(await errorCode(call('packs.release', { ...words, id }))).toBe('PACK_NOTHING_READY');
  const name = fresh('Taken');
  const taken = await makePack(
    [
      { status: 'inProgress', isOptional: false },
      { status: 'inProgress', isOptional: true },
    ],
    name,
  );
  await call('packs.create', { name: `${name} (bonus)` });
  const before = dump();
  expect((await call('packs.planRelease', { id: taken.id })).obstacles).toEqual(['bonusNameTaken']);
  expect(await errorCode(call('packs.release', { ...words, id: taken.id }))).toBe('NAME_TAKEN');
  const strange = { songId: 999_999 as SongId, releaseDescription: '', downloadLink: '', videoLink: '' };
  expect(await errorCode(call('packs.release', { ...words, id: taken.id, songs: [strange] }))).not.toBe('no error');
  expect(dump()).toEqual(before);
  const { bonus } = await call('packs.release', { ...words, id: taken.id, bonusName: `${name} extras` });
  expect(bonus?.name).toBe(`${name} extras`);
});

test('an employee changes their own packs and those they were let into, and nobody else is told by name of more', async () => {
  const { id: kit } = await call('people.make', { name: fresh('Kit') });
  const { id } = await makePack([{ status: 'inProgress', isOptional: false }]);
  await call('people.edit', { ids: [kit], change: { memberRole: 'employee', memberState: 'active' } });
  const asKit = test_.core.dispatch;
  const caller = { personId: kit as number, via: 'account' as const };
  const refused = await asKit('packs.release', { ...words, id }, caller);
  expect(refused).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
  expect(await asKit('packs.edit', { id, patch: { priority: 1 } }, caller)).toMatchObject({ ok: false });
  await call('packs.setPeople', { id, people: [{ personId: kit, access: 'edit' }] });
  expect(await asKit('packs.release', { ...words, id }, caller)).toMatchObject({ ok: true, value: { released: 1 } });
});

test('a pack becomes a draft of a release with nothing typed again', async () => {
  const { id: kit } = await call('people.make', { name: fresh('Kit Oduya') });
  const { id, songIds } = await makePack([
    { status: 'inProgress', isOptional: false },
    { status: 'inProgress', isOptional: false },
    { status: 'inProgress', isOptional: true },
  ]);
  const [one, two] = songIds as [SongId, SongId];
  await call('packs.edit', { id, patch: { deadline: '2026-12-12', releaseTitle: 'Harbour Songs' } });
  await call('songs.edit', { ids: [one, two], values: { genre: 'Indie', language: 'en' } });
  await call('songs.edit', { ids: [one], values: { isrc: 'DEA123456789', iswc: 'T-034.524.680-1', isExplicit: true } });
  await call('songs.edit', { ids: [two], values: { artist: 'Ines Valloria feat. Kit Oduya' } });
  await call('songs.setPeople', { id: one, people: [{ personId: kit, role: 'guitar', canEdit: false, share: 2500 }] });
  const before = dump();
  const draft = await call('releases.makeFromPack', { packId: id });
  expect(await call('releases.get', { id: draft.id })).toMatchObject({
    ...{ title: 'Harbour Songs', artist: 'Ines Valloria', kind: 'single', releaseDate: '2026-12-12', genre: 'Indie' },
    ...{ language: 'en', packId: id, trackCount: 2 },
    tracks: [
      {
        ...{ songId: one, isrc: 'DEA123456789', iswc: 'T-034.524.680-1', isExplicit: true, language: 'en' },
        credits: [{ personId: kit, role: 'guitar', share: 2500 }],
      },
      { songId: two, artist: 'Ines Valloria feat. Kit Oduya', credits: [] },
    ],
  });
  expect((await call('packs.get', { id })).releases).toEqual([draft.id]);
  await call('releases.edit', { id: draft.id, patch: { upc: '4006381333931', kind: 'ep' } });
  await call('history.undo', {});
  await undo(draft.operation);
  expect(dump()).toEqual(before);
});

test('tracks of the library become a draft too, with what their songs know', async () => {
  const [bus, boats] = trackIds as [TrackId, TrackId];
  const plain = await call('releases.makeFromTracks', { trackIds });
  expect(await call('releases.get', { id: plain.id })).toMatchObject({
    ...{ title: 'Nights', artist: 'Sable Ohm', kind: 'single', genre: 'House', trackCount: 2, durationMs: 482_000 },
    tracks: [{ trackId: bus, songId: null, title: 'Night Bus', durationMs: 241_000, credits: [] }, { trackId: boats }],
  });
  const { songIds } = await makePack([{ status: 'inProgress', isOptional: false }]);
  const [songId] = songIds as [SongId];
  await call('songs.edit', { ids: [songId], values: { isrc: 'DEA123456789' } });
  const library = new Database(join(home, 'library.db'));
  const version = 'INSERT INTO song_version (song_id, number, track_id, is_current, created_at) VALUES (?, ?, ?, ?, 0)';
  for (const [index, trackId] of [boats, bus].entries()) {
    library.prepare(version).run(songId, index + 1, trackId, index === 0 ? 1 : 0);
  }
  library.close();
  const draft = await call('releases.makeFromTracks', { trackIds });
  expect((await call('releases.get', { id: draft.id })).tracks).toMatchObject([
    { trackId: bus, songId, isrc: 'DEA123456789' },
    { trackId: boats, songId, isrc: 'DEA123456789', artist: 'Ines Valloria', durationMs: 241_000 },
  ]);
  const ofSong = await call('releases.makeFromSongs', { songIds });
  expect((await call('releases.get', { id: ofSong.id })).tracks).toMatchObject([{ songId, trackId: boats }]);
  expect(await errorCode(call('releases.makeFromTracks', { trackIds: [999_999 as TrackId] }))).toBe('NOT_FOUND');
});

test('whose release it is, and what stores call it, follows from its tracks', () => {
  expect(releaseArtist(['Ines Valloria', 'ines valloria'])).toBe('Ines Valloria');
  expect(releaseArtist(['Ines Valloria', 'Ines Valloria feat. Mara Ellery'])).toBe('Ines Valloria');
  expect(releaseArtist(['Ines Valloria', 'Ada Quill', ''])).toBe(variousArtists);
  expect(releaseArtist([''])).toBe('');
  const tracks = (count: number, durationMs: number) => Array.from({ length: count }, () => ({ durationMs }));
  expect(releaseKind(tracks(3, 200_000), 'Ines')).toBe('single');
  expect(releaseKind(tracks(1, 700_000), 'Ines')).toBe('ep');
  expect(releaseKind(tracks(6, 300_000), 'Ines')).toBe('ep');
  expect(releaseKind(tracks(6, 300_001), 'Ines')).toBe('album');
  expect(releaseKind(tracks(7, 100_000), variousArtists)).toBe('compilation');
});

test('a page says what users typed, runs nothing, and never takes another file’s place', async () => {
  const { id, songIds } = await makePack([{ status: 'inProgress', isOptional: false }]);
  await call('songs.edit', {
    ids: songIds,
    values: { title: '<script>alert("x")</script> & more', artist: "O'Neil\u0007" },
  });
  await call('packs.release', {
    ...words,
    id,
    releaseTitle: '"><img src=x onerror=alert(1)>',
    downloadLink: 'https://example.org/?a=1&b=2',
  });
  mkdirSync(join(folder.path, 'out'));
  const path = join(folder.path, 'out', 'notes.html');
  const texts = { released: 'Released', songs: 'Songs', others: 'Others', download: 'Download', video: 'Video' };
  const request = {
    scope: { type: 'pack' as const, id },
    path,
    words: { ...texts, inProgress: 'In progress', planned: 'Planned', empty: 'Nothing yet' },
  };
  expect(await call('packs.writePage', request)).toEqual({ packs: 1, songs: 1 });
  const page = readFileSync(path, 'utf8');
  expect(page).not.toMatch(/<script|<img src=x|javascript:/);
  expect(page).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; more');
  expect(page).toContain('O&#39;Neil<');
  expect(page).toContain('href="https://example.org/?a=1&amp;b=2"');
  expect(page).toContain('default-src &#39;none&#39;');
  expect(await errorCode(call('packs.writePage', request))).toBe('FILE_EXISTS');
  writeFileSync(path, 'mine');
  expect(await errorCode(call('packs.writePage', request))).toBe('FILE_EXISTS');
  expect(readFileSync(path, 'utf8')).toBe('mine');
  const all = join(folder.path, 'out', 'all.html');
  expect((await call('packs.writePage', { ...request, scope: { type: 'all' }, path: all })).songs).toBeGreaterThan(0);
  expect(readFileSync(all, 'utf8')).not.toContain('Pack 1, part');
  // Of a person only what is marked for others, whatever state it is in.
  const { ownerId } = await call('packs.get', { id });
  const { songIds: secret } = await makePack([{ status: 'planned', isOptional: false }], 'Secret');
  const { songIds: shown } = await makePack([{ status: 'inProgress', isOptional: false }], 'Shown');
  await call('songs.edit', { ids: shown, values: { isPublic: true } });
  const profile = { type: 'profile' as const, personId: ownerId as NonNullable<typeof ownerId> };
  const mine = join(folder.path, 'out', 'mine.html');
  await call('packs.writePage', { ...request, scope: profile, path: mine });
  const text = readFileSync(mine, 'utf8');
  expect([text.includes('Shown, part 1'), text.includes('Secret, part 1'), secret.length]).toEqual([true, false, 1]);
  expect(text).toContain('Ines Valloria, In progress');
});

test('a song.ini names who did which part, one value a line', async () => {
  const { id: kit } = await call('people.make', { name: fresh('Kit') });
  const name = `Kit ${made}`;
  const { songIds } = await makePack([{ status: 'planned', isOptional: false }], 'Ini');
  const [songId] = songIds as [SongId];
  const values = { album: 'Harbour\nSongs', year: 2026, genre: '' };
  await call('songs.edit', { ids: [songId], values });
  await call('songs.move', { ids: [songId], status: 'inProgress' });
  const { stepList } = await call('songs.get', { id: songId });
  const part = stepList.find(({ key }) => key === 'drums');
  expect(part).toBeDefined();
  await call('songs.editStep', { ids: [songId], key: 'drums', values: { assigneeId: kit } });
  const path = join(folder.path, 'song.ini');
  await call('packs.writeSongIni', { songId, path });
  expect(readFileSync(path, 'utf8')).toBe(
    ['[song]', 'name = Ini, part 1', 'artist = Ines Valloria', 'album = Harbour Songs', 'year = 2026']
      .concat([`charter = ${name}`, `charter_drums = ${name}`, ''])
      .join('\r\n'),
  );
  expect(await errorCode(call('packs.writeSongIni', { songId, path }))).toBe('FILE_EXISTS');
});

test('an idea has one vote of each person, and is rejected with a reason', async () => {
  const { id } = await call('ideas.create', { title: 'A darker board', text: '' });
  const find = async () => (await call('ideas.list')).find((idea) => idea.id === id);
  expect(await find()).toMatchObject({ votes: 1, hasVoted: true });
  await call('ideas.vote', { id });
  expect(await find()).toMatchObject({ votes: 0, hasVoted: false });
  await call('history.undo', {});
  expect(await find()).toMatchObject({ votes: 1 });
  expect(await errorCode(call('ideas.decide', { id, state: 'rejected', reason: ' ' }))).toBe('INVALID_INPUT');
  await call('ideas.decide', { id, state: 'rejected', reason: 'There is one' });
  expect(await find()).toMatchObject({ state: 'rejected', reason: 'There is one' });
  await call('ideas.decide', { id, state: 'open', reason: 'x' });
  expect(await find()).toMatchObject({ state: 'open', reason: '' });
});
