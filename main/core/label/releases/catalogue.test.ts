import { afterAll, beforeAll, expect, test } from 'vitest';
import { PackLab } from '#core/studio/testing/pack-lab.ts';
import { insertTrack } from '#core/testing/temp-library.ts';
import { errorCode } from '#core/testing/test-core.ts';
import type { Input } from '#shared/contract/index.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { RecordingId, ReleaseId } from '#shared/contract/studio-ids.ts';

const lab = new PackLab();
let trackId: TrackId;
beforeAll(() =>
  lab.open((db) => {
    const facts = {
      artist: 'Sable Ohm',
      isrc: 'GB-AYE-00-00351',
      duration_ms: 241_000,
      bit_depth: 24,
      sample_rate: 48_000,
    };
    trackId = insertTrack(db, { title: 'Night Bus', ...facts }) as TrackId;
  }),
);
afterAll(async () => expect(await lab.close()).toEqual([]));

const get = (id: ReleaseId) => lab.call('releases.get', { id });
type Patch = Input<'catalogue.editRecordings'>['patch'];
const edit = (ids: RecordingId[], patch: Patch) => lab.call('catalogue.editRecordings', { ids, patch });

async function recording(title: string, more: Omit<Patch, 'title'> = {}) {
  return (await lab.call('catalogue.makeRecording', { ...more, title })).id;
}

test('the catalogue is searched by words of title and artist in any order, and by parts of ISRCs', async () => {
  const café = await recording('Café Noir', { artist: 'Ångström & Söhne', isrc: 'DEA120000001' });
  const rain = await recording('Noir in the Rain', { artist: 'Café Trio' });
  const search = async (text: string) => (await lab.call('catalogue.list', { text })).recordings.map(({ id }) => id);
  expect(await search('cafe noir')).toEqual([café, rain]);
  expect(await search('and sohne NOIR')).toEqual([café]);
  expect(await search('de-a12-00-000')).toEqual([café]);
  expect(await search('nobody')).toEqual([]);
  const all = await lab.call('catalogue.list', { count: 1, offset: 1 });
  expect([all.recordings.length, all.total >= 2]).toEqual([1, true]);
  expect(await errorCode(recording('Twin', { isrc: 'de-a12-00-00001' }))).toBe('ISRC_TAKEN');
  expect(await errorCode(recording('Wrong', { isrc: 'DEA12' }))).toBe('IDENTIFIER_INVALID');
  expect(await errorCode(recording('Gone', { trackId: 999_999 as TrackId }))).toBe('NOT_FOUND');
});

test('a recording stands on several releases and is edited once, and its work is that of its song', async () => {
  const { songIds } = await lab.makePack([{ status: 'inProgress', isOptional: false }], 'Harbour');
  const [songId] = songIds;
  const album = await lab.call('releases.makeFromSongs', { songIds });
  const bestOf = await lab.call('releases.make', { title: 'Best of' });
  const places = [{ songId: songId! }, { trackId, disc: 2, isBonus: true, isInstant: true }];
  await lab.call('releases.setTracks', { id: bestOf.id, tracks: places });
  const [song, file] = (await get(bestOf.id)).tracks;
  expect([song?.recordingId, song?.disc]).toEqual([(await get(album.id)).tracks[0]?.recordingId, 1]);
  expect(file).toMatchObject({
    ...{ title: 'Night Bus', isrc: 'GBAYE0000351', disc: 2, isBonus: true, isInstant: true },
    audio: { isPresent: true, bitDepth: 24, sampleRate: 48_000, waveform: null },
  });
  const before = lab.dump();
  const { id: mara } = await lab.call('people.make', { name: lab.fresh('Mara') });
  const writers = [{ personId: mara, role: 'composer', share: 1_000_000 }];
  const { operation } = await edit([song!.recordingId, file!.recordingId], {
    iswc: 'T-034.524.680-1',
    writers,
    language: 'en',
  });
  for (const id of [album.id, bestOf.id]) {
    expect((await get(id)).tracks[0]).toMatchObject({ iswc: 'T0345246801', writers, language: 'en' });
  }
  expect((await get(bestOf.id)).people.map(({ id }) => id)).toEqual([mara]);
  // The song has its work already; the file got one.
  expect((await get(album.id)).tracks[0]?.workId).not.toBe((await get(bestOf.id)).tracks[1]?.workId);
  await lab.undo(operation);
  expect(lab.dump()).toEqual(before);
  // What stands on a release stays; undoing what made it waits for the others.
  const recordingId = song!.recordingId;
  expect(await errorCode(lab.call('catalogue.removeRecordings', { ids: [recordingId] }))).toBe('RECORDING_IN_USE');
  expect(await errorCode(lab.undo(album.operation))).toBe('RECORDING_IN_USE');
  await lab.call('releases.setTracks', { id: bestOf.id, tracks: [] });
  await lab.undo(album.operation);
  const { total } = await lab.call('catalogue.list', { text: 'Harbour, part 1' });
  expect(total).toBe(0);
  expect(await errorCode(lab.call('releases.setTracks', { id: bestOf.id, tracks: [{ recordingId }] }))).toBe(
    'NOT_FOUND',
  );
  expect(await errorCode(lab.call('releases.setTracks', { id: bestOf.id, tracks: [{ disc: 1 }] }))).toBe(
    'INVALID_INPUT',
  );
});

test('all facts of a release are kept, another edition has no code of the first, and the archive keeps both', async () => {
  const { id } = await lab.call('releases.make', { title: 'Lamps', artist: 'Ines' });
  const recordingId = await recording('Quay');
  await lab.call('releases.setTracks', { id, tracks: [{ recordingId }] });
  const patch = {
    ...{ versionTitle: 'Deluxe', kind: 'ep' as const, label: 'Lantern Row', catalogueNumber: 'LR-1', subgenre: 'Dub' },
    ...{ upc: '4006381333931', upcHistory: ['190295810726'], grid: 'a1-0302b-0003989564-f', genre: 'House' },
    ...{ language: 'en', releaseDate: '2027-02-12', originalReleaseDate: '', preorderDate: '2027-01-12' },
    ...{ priceTier: 'Mid', territories: { mode: 'except' as const, codes: ['US', 'CA'] }, keywords: 'sea, dub' },
    ...{ description: 'Two\nlines', pLine: '℗ 2027 L', cLine: '© 2027 L', aiContent: 'partly' as const },
    ...{ stores: ['spotify', 'tidal', 'spotify'], artists: [{ name: 'Ines', personId: null, role: 'main' as const }] },
  };
  await lab.call('releases.edit', { id, patch });
  const kept = { ...patch, upcHistory: ['0190295810726'], grid: 'A10302B0003989564F', stores: ['spotify', 'tidal'] };
  expect(await get(id)).toMatchObject(kept);
  expect(await errorCode(lab.call('releases.edit', { id, patch: { grid: 'A10302B0003989565F' } }))).toBe(
    'IDENTIFIER_INVALID',
  );
  expect(
    await errorCode(lab.call('releases.edit', { id, patch: { territories: { mode: 'only', codes: ['Germany'] } } })),
  ).toBe('INVALID_INPUT');
  expect(await errorCode(lab.call('releases.edit', { id, patch: { releaseDate: '2027-02-30' } }))).toBe(
    'INVALID_INPUT',
  );

  const other = await lab.call('releases.duplicate', { id, versionTitle: 'Anniversary' });
  expect(await get(other.id)).toMatchObject({
    ...{
      ...kept,
      versionTitle: 'Anniversary',
      catalogueNumber: '',
      upc: '',
      upcHistory: [],
      grid: '',
      releaseDate: '',
    },
    ...{ preorderDate: '', originalReleaseDate: '2027-02-12', state: 'draft', tracks: [{ recordingId }] },
  });
  for (const taken of [{ upc: '4006381333931' }, { catalogueNumber: 'LR-1' }, { grid: 'A10302B0003989564F' }]) {
    expect(await errorCode(lab.call('releases.edit', { id: other.id, patch: taken }))).toBe('CODE_TAKEN');
  }
  const { operation } = await lab.call('releases.archive', { id, isArchived: true });
  expect((await lab.call('releases.archive', { id, isArchived: true })).operation).toBeNull();
  expect((await get(id)).isArchived).toBe(true);
  await lab.undo(operation);
  expect((await get(id)).isArchived).toBe(false);
  const before = lab.dump();
  const removed = await lab.call('releases.remove', { id });
  expect(await errorCode(get(id))).toBe('NOT_FOUND');
  expect((await lab.call('catalogue.getRecording', { id: recordingId })).title).toBe('Quay');
  await lab.undo(removed.operation);
  expect(lab.dump()).toEqual(before);
});
