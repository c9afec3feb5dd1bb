import { join } from 'node:path';
import Database from 'better-sqlite3';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { compressFingerprint } from '#core/analysis/fingerprint/compress-fingerprint.ts';
import { insertAnalysed } from '#core/testing/analysed-tracks.ts';
import { FakeMusicBrainz } from '#core/testing/fake-musicbrainz.ts';
import { insertTrack, tempFolder } from '#core/testing/temp-library.ts';
import { openTestCore, type TestCore } from '#core/testing/test-core.ts';
import type { ServiceId } from '#shared/contract/connectors.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';

const folder = tempFolder();
const album = '11111111-1111-4111-8111-111111111111';
const sampler = '22222222-2222-4222-8222-222222222222';
const sound = Uint32Array.from({ length: 120 }, (_, index) => index * 2654435761);
let server: FakeMusicBrainz;
let opened: TestCore;

beforeEach(async () => {
  server = await new FakeMusicBrainz().open();
  const releases = [sampler, album];
  const artist = 'Ada Kessler & The Wren Quartet';
  server.recordings.set('r1', {
    id: 'r1',
    title: 'Tolbooth',
    artist,
    lengthMs: 201_000,
    isrc: 'GBAAA2600001',
    releases,
  });
  server.recordings.set('r2', { id: 'r2', title: 'Tolbooth (Dub)', artist, lengthMs: 380_000, releases: [album] });
  server.recordings.set('r3', {
    id: 'r3',
    title: 'Night Ledger',
    artist: 'Osei Calder',
    lengthMs: 240_000,
    releases: [],
  });
  server.releases.set(sampler, {
    ...{ id: sampler, title: 'Now, Volume 99', artist: 'Various Artists', date: '2026-05', kinds: ['Compilation'] },
    tracks: ['r1'],
  });
  server.releases.set(album, {
    ...{ id: album, title: 'Saltmarsh', artist, date: '2026-03-01', label: 'Parallel Harbour', catalogNumber: 'PH 12' },
    ...{ genre: 'deep house', tracks: ['r2', 'r1'] },
  });
  await open();
});
afterEach(async () => {
  await opened.core.close();
  await server.close();
  folder.remove();
});

async function open(): Promise<void> {
  opened = await openTestCore(join(folder.path, 'home'), {
    runAnalysis: false,
    serviceUrls: { musicbrainz: server.url, acoustid: server.url, listenbrainz: server.url },
  });
}

async function withLibrary(fill: (db: Database.Database) => void): Promise<void> {
  await opened.core.close();
  const db = new Database(join(folder.path, 'home', 'library.db'));
  fill(db);
  db.close();
  await open();
}

async function connect(service: ServiceId, values: Record<string, string>) {
  await opened.call('connectors.connect', { service, values });
  return vi.waitFor(async () => {
    const { services } = await opened.call('connectors.list');
    const state = services.find(({ id }) => id === service);
    expect(state?.isConnecting).toBe(false);
    return state;
  });
}

const connectAll = () => connect('musicbrainz', { contact: 'mara@example.org' });
const list = () => opened.call('enrich.list', { start: 0, count: 50 });

async function lookUp(...ids: number[]) {
  await opened.call('enrich.lookUp', { ids: ids as TrackId[] });
  await vi.waitFor(async () => expect(await opened.call('connectors.tasks')).toEqual([]), { timeout: 5000 });
  return (await list()).lookUps;
}

test('nothing is asked before MusicBrainz is connected, and it wants to know who asks', async () => {
  await withLibrary((db) => insertTrack(db, { title: 'Tolbooth' }));
  await expect(opened.call('enrich.lookUp', { ids: [1] as TrackId[] })).rejects.toMatchObject({
    code: 'SERVICE_NOT_CONNECTED',
  });
  expect(await connect('musicbrainz', { contact: 'me' })).toMatchObject({ connectError: 'INVALID_INPUT' });
  expect(server.requests).toEqual([]);
});

test('a track is found by its name, the right version on its own album first, with what the release knows', async () => {
  await withLibrary((db) =>
    insertTrack(db, {
      title: 'Tolbooth',
      artist: 'ADA KESSLER, Wren Quartet',
      album: 'Saltmarsh',
      duration_ms: 200_000,
    }),
  );
  await connectAll();
  const [found] = await lookUp(1);
  expect(found).toMatchObject({ state: 'found', current: { title: 'Tolbooth', album: 'Saltmarsh', label: '' } });
  expect(found?.candidates[0]).toMatchObject({
    ...{ recordingId: 'r1', releaseId: album, by: 'search' },
    fields: {
      ...{
        title: 'Tolbooth',
        artist: 'Ada Kessler & The Wren Quartet',
        album: 'Saltmarsh',
        albumArtist: 'Ada Kessler & The Wren Quartet',
      },
      ...{ trackNumber: '2', trackTotal: '2', discNumber: '1', date: '2026-03-01', originalDate: '2026-03-01' },
      ...{ label: 'Parallel Harbour', catalogNumber: 'PH 12', isrc: 'GBAAA2600001', genre: 'Deep House' },
    },
  });
  expect(found?.candidates[0]?.score).toBeGreaterThan(0.85);
  const dub = found?.candidates.find(({ recordingId }) => recordingId === 'r2');
  expect(dub?.score ?? 0).toBeLessThan(0.7);
});

test('chosen fields become edits, undone at once; files and other fields stay', async () => {
  await withLibrary((db) =>
    insertTrack(db, {
      title: 'tolbooth',
      artist: 'Ada Kessler & The Wren Quartet',
      label: 'Mine',
      duration_ms: 200_000,
    }),
  );
  await connectAll();
  server.covers.set(
    album,
    await sharp({ create: { width: 40, height: 40, channels: 3, background: '#135' } })
      .jpeg()
      .toBuffer(),
  );
  const [found] = await lookUp(1);
  const best = found?.candidates.find(({ releaseId }) => releaseId === album) ?? expect.fail();
  const cover = await opened.call('enrich.cover', { releaseId: album });
  expect(cover).toMatchObject({ width: 40, height: 40 });
  expect(await opened.call('enrich.cover', { releaseId: sampler })).toBeNull();
  const choice = { id: 1 as TrackId, candidateId: best.id, fields: ['title', 'album'] as const };
  const { operation, count } = await opened.call('enrich.apply', {
    choices: [{ ...choice, fields: [...choice.fields], coverHash: cover?.hash ?? null }],
  });
  expect([count, (await opened.call('history.operation', { id: operation ?? expect.fail() })).kind]).toEqual([
    1,
    'enrich',
  ]);
  const read = async () => opened.call('tracks.get', { id: 1 as TrackId });
  expect(await read()).toMatchObject({ title: 'Tolbooth', album: 'Saltmarsh', label: 'Mine', hasEdits: true });
  expect(await list()).toEqual({ total: 0, lookUps: [] });
  await opened.call('history.undo', {});
  expect(await read()).toMatchObject({ title: 'tolbooth', album: '', hasEdits: false });
});

test('a sound without a name is known by its fingerprint; a code by itself', async () => {
  await withLibrary((db) => {
    insertAnalysed(db, { track: { title: '', artist: '', file_name: '001.mp3', duration_ms: 240_000 } });
    db.prepare('UPDATE analysis SET fingerprint = ?, duration_ms = 240000').run(Buffer.from(sound.buffer));
    insertTrack(db, { title: 'Tolbooth', artist: 'Somebody', isrc: 'gb-aaa-26-00001', duration_ms: 201_000 });
  });
  server.sounds.set(compressFingerprint(sound), [{ id: 'r3', score: 0.97 }]);
  await connectAll();
  expect(await connect('acoustid', { clientKey: 'bad' })).toMatchObject({
    isConnected: false,
    connectError: 'SERVICE_SIGN_IN',
  });
  expect(await connect('acoustid', { clientKey: 'good' })).toMatchObject({ isConnected: true });
  const [heard, coded] = await lookUp(1, 2);
  expect(heard?.candidates[0]).toMatchObject({
    recordingId: 'r3',
    by: 'fingerprint',
    fields: { title: 'Night Ledger' },
  });
  expect(heard?.candidates[0]?.score).toBeGreaterThan(0.8);
  expect(coded?.candidates[0]).toMatchObject({ recordingId: 'r1', by: 'isrc' });
});

test('where AcoustID refuses, the name is enough', async () => {
  await withLibrary((db) => {
    insertAnalysed(db, {
      track: { title: 'Tolbooth', artist: 'Ada Kessler & The Wren Quartet', duration_ms: 201_000 },
    });
    db.prepare('UPDATE analysis SET fingerprint = ?, duration_ms = 201000').run(Buffer.from(sound.buffer));
  });
  await connectAll();
  await connect('acoustid', { clientKey: 'good' });
  const refusal = { json: { status: 'error', error: { code: 14, message: 'rate limit exceeded' } } };
  server.planted = ({ path }) => (path === '/v2/lookup' ? refusal : undefined);
  const [found] = await lookUp(1);
  expect(found).toMatchObject({ state: 'found' });
  expect(found?.candidates[0]).toMatchObject({ recordingId: 'r1', by: 'search' });
});

test('a look-up that is dropped, or a track that is gone, waits for nothing', async () => {
  await withLibrary((db) => {
    for (const title of ['Tolbooth', 'Night Ledger', 'Gone']) insertTrack(db, { title });
  });
  await connectAll();
  const held = Promise.withResolvers<undefined>();
  server.planted = () => held.promise;
  await opened.call('enrich.lookUp', { ids: [1, 2, 3] as TrackId[] });
  await vi.waitFor(() => expect(server.requests).not.toEqual([]));
  expect((await list()).lookUps.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting']);
  await opened.call('connectors.dropTask', { id: (await opened.call('connectors.tasks'))[0]?.id ?? 0 });
  held.resolve(undefined);
  await withLibrary((db) => db.prepare('DELETE FROM track WHERE id = 3').run());
  expect((await list()).lookUps.map(({ state, error }) => [state, error])).toEqual([
    ['failed', 'CANCELLED'],
    ['failed', 'CANCELLED'],
  ]);
  expect((await list()).total).toBe(2);
});

test('a busy server is asked again; one that is away puts the rest off, and what was found stays', async () => {
  await withLibrary((db) => {
    for (const title of ['Tolbooth', 'Night Ledger', 'Nowhere']) insertTrack(db, { title });
  });
  await connectAll();
  server.next.push({ status: 503, headers: { 'retry-after': '1' } });
  await opened.call('enrich.lookUp', { ids: [1, 2, 3] as TrackId[] });
  await vi.waitFor(async () => expect(await opened.call('connectors.tasks')).toEqual([]), { timeout: 8000 });
  expect((await list()).lookUps.map(({ state }) => state)).toEqual(['found', 'found', 'none']);
  const asked = server.requests.length;
  await lookUp(1, 2);
  expect(server.requests).toHaveLength(asked);
  await opened.call('enrich.dismiss', { ids: [1, 2, 3] as TrackId[] });
  expect((await list()).total).toBe(0);
});

test('all that are sure are taken at once, and fill only what is empty', async () => {
  await withLibrary((db) => {
    insertTrack(db, {
      title: 'Tolbooth',
      artist: 'Ada Kessler & The Wren Quartet',
      album: 'My own name',
      duration_ms: 201_000,
    });
    insertTrack(db, { title: 'Toll', artist: 'Ada Kessler & The Wren Quartet', duration_ms: 20_000 });
  });
  await connectAll();
  await lookUp(1, 2);
  expect(await opened.call('enrich.applyAll', { minimumScore: 0.85 })).toMatchObject({ count: 1 });
  const [first, second] = await Promise.all([1, 2].map((id) => opened.call('tracks.get', { id: id as TrackId })));
  expect(first).toMatchObject({
    album: 'My own name',
    albumArtist: 'Ada Kessler & The Wren Quartet',
    isrc: 'GBAAA2600001',
  });
  expect(second).toMatchObject({ title: 'Toll', album: '' });
  expect((await list()).lookUps.map(({ track }) => track.title)).toEqual(['Toll']);
});

test('answers nobody expects fail the track and not the program', async () => {
  await withLibrary((db) => insertTrack(db, { title: 'Tolbooth' }));
  await connectAll();
  server.next.push({ body: '<html>' });
  const [found] = await lookUp(1);
  expect(found).toMatchObject({ state: 'failed', error: 'SERVICE_ANSWER' });
  server.next.push({ json: { recordings: 'none' } });
  expect((await lookUp(1))[0]?.state).toBe('failed');
  expect(opened.logged).toEqual([]);
});
