import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeMusicBrainz } from '#core/testing/fake-musicbrainz.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { errorCode, openTestCore, type TestCore } from '#core/testing/test-core.ts';
import type { SongId } from '#shared/contract/studio-ids.ts';

const folder = tempFolder();
const album = '11111111-1111-4111-8111-111111111111';
let server: FakeMusicBrainz;
let opened: TestCore;

beforeEach(async () => {
  server = await new FakeMusicBrainz().open();
  const artist = 'Ada Kessler';
  server.recordings.set('r1', { id: 'r1', title: 'Tolbooth', artist, lengthMs: 201_000, releases: [album] });
  server.releases.set(album, { id: album, title: 'Saltmarsh', artist, date: '2019-03-01', tracks: ['r1'] });
  opened = await openTestCore(join(folder.path, 'home'), {
    runAnalysis: false,
    serviceUrls: { musicbrainz: server.url },
  });
});
afterEach(async () => {
  await opened.core.close();
  await server.close();
  expect(opened.logged).toEqual([]);
  folder.remove();
});

async function connect() {
  await opened.call('connectors.connect', { service: 'musicbrainz', values: { contact: 'mara@example.org' } });
  await vi.waitFor(async () => {
    const { services } = await opened.call('connectors.list');
    expect(services.find(({ id }) => id === 'musicbrainz')?.isConnected).toBe(true);
  });
}

const make = async (title: string, artist: string, album = '') =>
  (await opened.call('songs.create', { title, artist, album, status: 'planned' })).id;
const get = (id: SongId) => opened.call('songs.get', { id });

test('a match is picked, and gives album, year and artist, or only what is missing', async () => {
  const id = await make('Tolbooth', 'ADA KESSLER', 'My Demos');
  expect(await errorCode(opened.call('lookups.search', { songId: id }))).toBe('SERVICE_NOT_CONNECTED');
  expect(server.requests).toEqual([]);
  await connect();
  const [match] = await opened.call('lookups.search', { songId: id });
  expect(match).toMatchObject({ artist: 'Ada Kessler', album: 'Saltmarsh', year: 2019, releaseId: album });
  const choices = [{ songId: id, match: match!, coverHash: 'abc' }];
  await opened.call('lookups.apply', { choices, keepsArtistAndAlbum: true });
  expect(await get(id)).toMatchObject({ artist: 'ADA KESSLER', album: 'My Demos', year: 2019, artworkHash: 'abc' });
  await opened.call('lookups.apply', { choices });
  expect(await get(id)).toMatchObject({ artist: 'Ada Kessler', album: 'Saltmarsh' });
  await opened.call('history.undo', {});
  await opened.call('history.undo', {});
  expect(await get(id)).toMatchObject({ artist: 'ADA KESSLER', album: 'My Demos', year: null, artworkHash: null });
});

test('many are looked up in the background; what would be there twice is left and named', async () => {
  await connect();
  const ids = [await make('Tolbooth', 'Ada'), await make('Tolbooth', ''), await make('Never released', 'Nobody')];
  await opened.call('lookups.lookUp', { songIds: ids });
  await vi.waitFor(async () => expect(await opened.call('connectors.tasks')).toEqual([]), { timeout: 5000 });
  const { lookUps, waiting } = await opened.call('lookups.list', {});
  expect(waiting).toBe(0);
  expect(lookUps.map(({ state }) => state)).toEqual(['found', 'found', 'none']);
  const result = await opened.call('lookups.applyBest', { minimumScore: 0 });
  expect(result).toMatchObject({ count: 1, duplicates: ['Tolbooth'] });
  expect(await get(ids[0] as SongId)).toMatchObject({ artist: 'Ada Kessler', album: 'Saltmarsh' });
  expect(await get(ids[1] as SongId)).toMatchObject({ artist: '', album: '' });
  await opened.call('lookups.dismiss', { songIds: ids });
  expect((await opened.call('lookups.list', {})).total).toBe(0);
});

test('a pasted table does the same without any service', async () => {
  const [known, open] = [await make('Tide Office', 'Ines'), await make('Quay', '')];
  const text =
    'Song;Performer;Album;Year;Colour\nTide Office;Ines;Harbour;2024-05-01;red\nQuay;Mara;Harbour;;\nGone;;X;;\n';
  const preview = await opened.call('lookups.previewTable', { text });
  expect(preview.unknownColumns).toEqual(['Colour']);
  expect(preview.rows.map(({ songId, changes }) => [songId, changes])).toEqual([
    [known, { album: 'Harbour', year: '2024' }],
    [open, { album: 'Harbour', artist: 'Mara' }],
    [null, {}],
  ]);
  expect(await opened.call('lookups.applyTable', { text })).toMatchObject({ count: 2, duplicates: [] });
  expect(await get(open)).toMatchObject({ artist: 'Mara', album: 'Harbour' });
  for (const broken of ['', 'just words', 'Album;Year\nx;y']) {
    expect(await errorCode(opened.call('lookups.applyTable', { text: broken }))).toBe('IMPORT_INVALID');
  }
});
