import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Pictures } from '#core/tags/pictures.ts';
import { insertTrack } from '#core/testing/temp-library.ts';
import { errorCode } from '#core/testing/test-core.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { SongId } from '#shared/contract/studio-ids.ts';
import { noWords, PackLab } from '../testing/pack-lab.ts';
import { releaseArtist, releaseKind, variousArtists } from './draft-facts.ts';

const pageWords = {
  ...{ released: 'Released', songs: 'Songs', others: 'Others', download: 'Download', video: 'Video' },
  ...{ inProgress: 'In progress', planned: 'Planned', empty: 'Nothing yet' },
};

const lab = new PackLab();
let trackIds: TrackId[];
beforeAll(() =>
  lab.open((db) => {
    const facts = { artist: 'Sable Ohm', album: 'Nights', genre: 'House', duration_ms: 241_000 };
    trackIds = ['Night Bus', 'Paper Boats'].map((title) => insertTrack(db, { title, ...facts }) as TrackId);
  }),
);
afterAll(async () => expect(await lab.close()).toEqual([]));

test('a pack becomes a draft of a release with nothing typed again', async () => {
  const { id: kit } = await lab.call('people.make', { name: lab.fresh('Kit Oduya') });
  const { id, songIds } = await lab.makePack([
    { status: 'inProgress', isOptional: false },
    { status: 'inProgress', isOptional: false },
    { status: 'inProgress', isOptional: true },
  ]);
  const [one, two] = songIds as [SongId, SongId];
  await lab.call('packs.edit', { id, patch: { deadline: '2026-12-12', releaseTitle: 'Harbour Songs' } });
  await lab.call('songs.edit', { ids: [one, two], values: { genre: 'Indie', language: 'en' } });
  await lab.call('songs.edit', {
    ids: [one],
    values: { isrc: 'DEA123456789', iswc: 'T-034.524.680-1', isExplicit: true },
  });
  await lab.call('songs.edit', { ids: [two], values: { artist: 'Ines Valloria feat. Kit Oduya' } });
  await lab.call('songs.setPeople', {
    id: one,
    people: [{ personId: kit, role: 'guitar', canEdit: false, share: 2500 }],
  });
  const before = lab.dump();
  const draft = await lab.call('releases.makeFromPack', { packId: id });
  expect(await lab.call('releases.get', { id: draft.id })).toMatchObject({
    ...{ title: 'Harbour Songs', artist: 'Ines Valloria', kind: 'single', releaseDate: '2026-12-12', genre: 'Indie' },
    ...{ language: 'en', packId: id, trackCount: 2 },
    tracks: [
      {
        ...{ songId: one, isrc: 'DEA123456789', iswc: 'T0345246801', isExplicit: true, language: 'en' },
        credits: [{ personId: kit, role: 'guitar', share: 2500 }],
      },
      { songId: two, artist: 'Ines Valloria feat. Kit Oduya', credits: [] },
    ],
  });
  expect((await lab.call('packs.get', { id })).releases).toEqual([draft.id]);
  await lab.call('releases.edit', { id: draft.id, patch: { upc: '4006381333931', kind: 'ep' } });
  await lab.call('history.undo', {});
  await lab.undo(draft.operation);
  expect(lab.dump()).toEqual(before);
});

test('tracks of the library become a draft too, with what their songs know', async () => {
  const [bus, boats] = trackIds as [TrackId, TrackId];
  const plain = await lab.call('releases.makeFromTracks', { trackIds });
  expect(await lab.call('releases.get', { id: plain.id })).toMatchObject({
    ...{ title: 'Nights', artist: 'Sable Ohm', kind: 'single', genre: 'House', trackCount: 2, durationMs: 482_000 },
    tracks: [{ trackId: bus, songId: null, title: 'Night Bus', durationMs: 241_000, credits: [] }, { trackId: boats }],
  });
  const { songIds } = await lab.makePack([{ status: 'inProgress', isOptional: false }]);
  const [songId] = songIds as [SongId];
  await lab.call('songs.edit', { ids: [songId], values: { isrc: 'DEA123456789' } });
  const version = 'INSERT INTO song_version (song_id, number, track_id, is_current, created_at) VALUES (?, ?, ?, ?, 0)';
  for (const [index, trackId] of [boats, bus].entries()) {
    lab.db.prepare(version).run(songId, index + 1, trackId, index === 0 ? 1 : 0);
  }
  const draft = await lab.call('releases.makeFromTracks', { trackIds });
  expect((await lab.call('releases.get', { id: draft.id })).tracks).toMatchObject([
    { trackId: bus, songId, isrc: 'DEA123456789' },
    { trackId: boats, songId, isrc: 'DEA123456789', artist: 'Ines Valloria', durationMs: 241_000 },
  ]);
  // What came from a file stays; what is typed has to be one.
  const { tracks } = await lab.call('releases.get', { id: plain.id });
  const odd = tracks.map(({ hasAudio: _, ...track }) => ({ ...track, isrc: 'DE-A12-34-5678' }));
  expect(await errorCode(lab.call('releases.setTracks', { id: plain.id, tracks: odd }))).toBe('IDENTIFIER_INVALID');
  const good = odd.map((track) => ({ ...track, isrc: 'de-a12-34-56789', title: `${track.title} (Live)` }));
  await lab.call('releases.setTracks', { id: plain.id, tracks: good.toReversed() });
  expect((await lab.call('releases.get', { id: plain.id })).tracks).toMatchObject([
    { trackId: boats, isrc: 'DEA123456789', title: 'Paper Boats (Live)' },
    { trackId: bus },
  ]);
  const upc = lab.call('releases.edit', { id: plain.id, patch: { upc: '4006381333932' } });
  expect(await errorCode(upc)).toBe('IDENTIFIER_INVALID');
  const ofSong = await lab.call('releases.makeFromSongs', { songIds });
  expect((await lab.call('releases.get', { id: ofSong.id })).tracks).toMatchObject([{ songId, trackId: boats }]);
  expect(await errorCode(lab.call('releases.makeFromTracks', { trackIds: [999_999 as TrackId] }))).toBe('NOT_FOUND');
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
  const { id, songIds } = await lab.makePack([{ status: 'inProgress', isOptional: false }]);
  await lab.call('songs.edit', {
    ids: songIds,
    values: { title: '<script>alert("x")</script> & more', artist: "O'Neil\u0007" },
  });
  await lab.call('packs.release', {
    ...noWords,
    id,
    releaseTitle: '"><img src=x onerror=alert(1)>',
    downloadLink: 'https://example.org/?a=1&b=2',
  });
  mkdirSync(join(lab.path, 'out'));
  const path = join(lab.path, 'out', 'notes.html');
  const request = {
    scope: { type: 'pack' as const, id },
    path,
    words: pageWords,
  };
  expect(await lab.call('packs.writePage', request)).toEqual({ packs: 1, songs: 1 });
  const page = readFileSync(path, 'utf8');
  expect(page).not.toMatch(/<script|<img src=x|javascript:/);
  expect(page).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; more');
  expect(page).toContain('O&#39;Neil<');
  expect(page).toContain('href="https://example.org/?a=1&amp;b=2"');
  expect(page).toContain('default-src &#39;none&#39;');
  expect(await errorCode(lab.call('packs.writePage', request))).toBe('FILE_EXISTS');
  writeFileSync(path, 'mine');
  expect(await errorCode(lab.call('packs.writePage', request))).toBe('FILE_EXISTS');
  expect(readFileSync(path, 'utf8')).toBe('mine');
  const all = join(lab.path, 'out', 'all.html');
  expect((await lab.call('packs.writePage', { ...request, scope: { type: 'all' }, path: all })).songs).toBeGreaterThan(
    0,
  );
  expect(readFileSync(all, 'utf8')).not.toContain('Pack 1, part');
  // Of a person only what is marked for others, whatever state it is in.
  const { ownerId } = await lab.call('packs.get', { id });
  const { songIds: secret } = await lab.makePack([{ status: 'planned', isOptional: false }], 'Secret');
  const { songIds: shown } = await lab.makePack([{ status: 'inProgress', isOptional: false }], 'Shown');
  await lab.call('songs.edit', { ids: shown, values: { isPublic: true } });
  const profile = { type: 'profile' as const, personId: ownerId as NonNullable<typeof ownerId> };
  const mine = join(lab.path, 'out', 'mine.html');
  await lab.call('packs.writePage', { ...request, scope: profile, path: mine });
  const text = readFileSync(mine, 'utf8');
  expect([text.includes('Shown, part 1'), text.includes('Secret, part 1'), secret.length]).toEqual([true, false, 1]);
  expect(text).toContain('Ines Valloria, In progress');
});

test('a picture stays as long as a pack, or what can be taken back, names it, and stands in the page', async () => {
  const pictures = new Pictures({
    ...{ db: lab.db, directory: join(lab.path, 'home', 'pictures') },
    artworkDirectory: join(lab.path, 'home', 'artwork'),
  });
  const colour = { width: 8, height: 8, channels: 3, background: { r: 200, g: 90, b: 60 } } as const;
  const { hash } = await pictures.add(await sharp({ create: colour }).png().toBuffer());
  const { hash: other } = await pictures.add(
    await sharp({ create: { ...colour, height: 9 } })
      .png()
      .toBuffer(),
  );
  const { id } = await lab.makePack([]);
  await lab.call('packs.edit', { id, patch: { artworkHash: hash } });
  const tomorrow = Date.now() + 2 * 86_400_000;
  await pictures.clean(tomorrow);
  expect([await pictures.has(hash), await pictures.has(other)]).toEqual([true, false]);
  const path = join(lab.path, 'picture.html');
  await lab.call('packs.writePage', { scope: { type: 'pack', id }, path, words: pageWords });
  expect(readFileSync(path, 'utf8')).toContain('<img src="data:image/jpeg;base64,');
  // Only the history names it now.
  await lab.call('packs.edit', { id, patch: { artworkHash: null } });
  await pictures.clean(tomorrow);
  expect(await pictures.has(hash)).toBe(true);
});

test('a song.ini names who did which part, one value a line', async () => {
  const name = lab.fresh('Kit');
  const { id: kit } = await lab.call('people.make', { name });
  const { songIds } = await lab.makePack([{ status: 'planned', isOptional: false }], 'Ini');
  const [songId] = songIds as [SongId];
  const values = { album: 'Harbour\nSongs', year: 2026, genre: '' };
  await lab.call('songs.edit', { ids: [songId], values });
  await lab.call('songs.move', { ids: [songId], status: 'inProgress' });
  const { stepList } = await lab.call('songs.get', { id: songId });
  const part = stepList.find(({ key }) => key === 'drums');
  expect(part).toBeDefined();
  await lab.call('songs.editStep', { ids: [songId], key: 'drums', values: { assigneeId: kit } });
  const path = join(lab.path, 'song.ini');
  await lab.call('packs.writeSongIni', { songId, path });
  expect(readFileSync(path, 'utf8')).toBe(
    ['[song]', 'name = Ini, part 1', 'artist = Ines Valloria', 'album = Harbour Songs', 'year = 2026']
      .concat([`charter = ${name}`, `charter_drums = ${name}`, ''])
      .join('\r\n'),
  );
  expect(await errorCode(lab.call('packs.writeSongIni', { songId, path }))).toBe('FILE_EXISTS');
});

test('an idea has one vote of each person, and is rejected with a reason', async () => {
  const { id } = await lab.call('ideas.create', { title: 'A darker board', text: '' });
  const find = async () => (await lab.call('ideas.list')).find((idea) => idea.id === id);
  expect(await find()).toMatchObject({ votes: 1, hasVoted: true });
  await lab.call('ideas.vote', { id });
  expect(await find()).toMatchObject({ votes: 0, hasVoted: false });
  await lab.call('history.undo', {});
  expect(await find()).toMatchObject({ votes: 1 });
  expect(await errorCode(lab.call('ideas.decide', { id, state: 'rejected', reason: ' ' }))).toBe('INVALID_INPUT');
  await lab.call('ideas.decide', { id, state: 'rejected', reason: 'There is one' });
  expect(await find()).toMatchObject({ state: 'rejected', reason: 'There is one' });
  await lab.call('ideas.decide', { id, state: 'open', reason: 'x' });
  expect(await find()).toMatchObject({ state: 'open', reason: '' });
});
