import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { FakeMusicBrainz } from '#core/testing/fake-musicbrainz.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { errorCode, openTestCore, type TestCore } from '#core/testing/test-core.ts';
import type { PackId, SeriesId, SongId } from '#shared/contract/studio-ids.ts';
import { readAlbumRows, readListedSongs } from '#shared/series-rows.ts';
import { coverageOf, coverRows, type WantedRow } from './cover-rows.ts';
import { alike, titleLikeness } from './title-likeness.ts';

const row = (title: string, values: Partial<WantedRow> = {}): WantedRow => ({
  title,
  mark: '',
  songId: null,
  ...values,
});
const song = (id: number, title: string) => ({ id, title });

describe('coverage', () => {
  test('a chosen song comes first, then the same title, then nearly the same one, then the artist’s anywhere', () => {
    const rows = [
      ...[row('Come Together'), row('Something (2019 Mix)'), row('Maxwells Silver Hammer'), row('Oh! Darling')],
      ...[
        row('Octopus’s Garden', { songId: 7 }),
        row('I Want You'),
        row('Because'),
        row('Her Majesty', { mark: 'irrelevant' }),
      ],
    ];
    const inSeries = [
      song(1, 'come together'),
      song(2, 'Something'),
      song(3, 'Maxwell Silver Hammer'),
      song(7, 'Garden'),
    ];
    const elsewhere = [song(4, 'Oh, Darling'), song(5, 'Come Together')];
    const references = new Map([['i want you', 'Official']]);
    const covered = coverRows(rows, { inSeries, elsewhere, references });
    expect(covered.map(({ state, match, songId }) => [state, match, songId])).toEqual([
      ['inPack', 'exact', 1],
      ['inPack', 'exact', 2],
      ['inPack', 'fuzzy', 3],
      ['preExisting', 'artist', 4],
      ['inPack', 'chosen', 7],
      ['reference', null, null],
      ['missing', null, null],
      ['irrelevant', null, null],
    ]);
    expect(coverageOf(covered)).toEqual({ wanted: 7, covered: 6, coverage: 86 });
    expect(coverageOf([])).toEqual({ wanted: 0, covered: 0, coverage: null });
  });

  test('titles that differ in a number are never one, and likeness is that of their common parts', () => {
    expect(titleLikeness('part one of the river', 'part one of the rivers')).toBeCloseTo(42 / 43);
    expect(titleLikeness('part 1', 'part 2')).toBe(0);
    expect(titleLikeness('interlude number 1', 'interlude number 2')).toBe(0);
    expect(titleLikeness('low bridge', 'copper thread')).toBeLessThan(alike);
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(titleLikeness(one, one)).toBe(1);
        expect(titleLikeness(one, other)).toBeLessThanOrEqual(1);
        expect(titleLikeness(one, other) === 1).toBe(one === other);
      }),
    );
  });

  test('no song stands for two rows, and each row is in one state', () => {
    const title = fc.constantFrom('a', 'b', 'low bridge', 'low bridges', 'ferry timetable', 'ferry timetables', '…');
    const songs = fc.array(title).map((titles) => titles.map((name, index) => song(index + 1, name)));
    const wanted = fc.record({
      title,
      mark: fc.constantFrom('' as const, 'preExisting' as const, 'irrelevant' as const),
      songId: fc.option(fc.integer({ min: 1, max: 9 })),
    });
    fc.assert(
      fc.property(fc.array(wanted), songs, songs, (rows, inSeries, others) => {
        const elsewhere = others.map(({ id, title: name }) => song(id + 100, name));
        const covered = coverRows(rows, { inSeries, elsewhere, references: new Map() });
        const used = covered.flatMap(({ songId, match }) => (songId === null || match === 'chosen' ? [] : [songId]));
        expect(new Set(used).size).toBe(used.length);
        for (const [index, { state }] of covered.entries()) {
          expect(state === 'irrelevant').toBe(rows[index]?.mark === 'irrelevant');
        }
      }),
    );
  });
});

describe('reading', () => {
  test('tracklists come as albums print them', () => {
    const text =
      'Disc 1\n1. Come Together 4:19\n2) Something - 3:02\n03 - Octopus’s Garden (2:51)\n\nDisc 2\nA1. Because\n2-02 99 Problems';
    expect(readAlbumRows(text)).toEqual([
      { disc: 1, title: 'Come Together', durationMs: 259_000 },
      { disc: 1, title: 'Something', durationMs: 182_000 },
      { disc: 1, title: 'Octopus’s Garden', durationMs: 171_000 },
      { disc: 2, title: 'Because', durationMs: null },
      { disc: 2, title: '99 Problems', durationMs: null },
    ]);
    expect(readAlbumRows('99 Problems\n7 Rings')).toMatchObject([{ title: '99 Problems' }, { title: '7 Rings' }]);
    expect(readAlbumRows('Disc,Title,Length\n2,"Ferry, late",3:05\n,,\n')).toEqual([
      { disc: 2, title: 'Ferry, late', durationMs: 185_000 },
    ]);
    expect(readAlbumRows(' \n…\n')).toEqual([]);
  });

  test('lists of songs need a title and an artist in their first line', () => {
    expect(readListedSongs('\uFEFFArtist;Song title;Origin\nAda;Small Permit;DLC\n;Nobody;x')).toEqual({
      songs: [{ title: 'Small Permit', artist: 'Ada' }],
      skipped: 1,
    });
    expect(readListedSongs('Small Permit,Ada')).toBeNull();
    expect(readListedSongs('')).toBeNull();
  });

  test('no text stops them', () => {
    const piece = fc.constantFrom(
      '1. ',
      '\n',
      'Disc 2',
      '4:19',
      ';',
      '"',
      'title',
      'artist',
      '\t',
      '  ',
      '𝄞',
      ' - ',
      '(',
      '\0',
    );
    const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
    fc.assert(fc.property(text, (given) => void [readAlbumRows(given), readListedSongs(given)]));
    expect(readAlbumRows(`a${' '.repeat(100_000)}b`)).toHaveLength(1);
  });
});

describe('series', () => {
  const folder = tempFolder('ledgerline-series-', true);
  let opened: TestCore;
  let server: FakeMusicBrainz;
  beforeAll(async () => {
    server = await new FakeMusicBrainz().open();
    opened = await openTestCore(join(folder.path, 'home'), {
      runAnalysis: false,
      serviceUrls: { musicbrainz: server.url },
    });
    call = opened.call;
  });
  afterAll(async () => {
    expect(opened.logged).toEqual([]);
    await opened.core.close();
    await server.close();
    folder.remove();
  });
  let call: TestCore['call'];

  async function makeAlbum(album: string, titles: readonly string[], artist = 'Lumen Parish') {
    const songs = titles.map((title) => ({ title, artist, album }));
    const { id } = await call('packs.create', { name: `${album} Album Series`, songs });
    return { id, songIds: (await call('packs.get', { id })).songs.map((each) => each.id) };
  }
  const rooms = ['Room 1, South', 'Room 2, East', 'Room 3, West', 'Room 4, North'];

  test('four songs of an album make a series, its rows are covered, and what is missing is planned', async () => {
    const { id: packId, songIds } = await makeAlbum('Rooms', rooms);
    expect(await call('series.eligible', { packId })).toEqual([
      { album: 'Rooms', artist: 'Lumen Parish', count: 4, seriesId: null },
    ]);
    const { id } = await call('series.createFromPack', { packId, album: 'Rooms', artist: 'Lumen Parish' });
    const twice = call('series.createFromPack', { packId, album: 'ROOMS', artist: 'lumen parish' });
    expect(await errorCode(twice)).toBe('SERIES_EXISTS');
    const rows = await call('series.readTracklist', { text: [...rooms, 'Stairs', 'Cellar', 'Booklet'].join('\n') });
    await call('series.setTracklist', { id, rows });
    await call('series.markRows', { id, rows: [6], mark: 'irrelevant' });
    const csv = 'title,artist\nCellar,Lumen Parish\n';
    expect(await call('series.readReferences', { name: 'Official', text: csv })).toMatchObject({
      count: 1,
      skipped: 0,
    });
    const found = await call('series.get', { id });
    expect(found).toMatchObject({ status: 'planned', coverage: 83, covered: 5, wanted: 6, songs: 4 });
    expect(found.rows.map(({ state }) => state)).toEqual([
      ...['inPack', 'inPack', 'inPack', 'inPack', 'missing', 'reference', 'irrelevant'],
    ]);
    expect(await call('series.addMissing', { id })).toMatchObject({ added: 1 });
    const after = await call('series.get', { id });
    expect(after).toMatchObject({ coverage: 100, songs: 5 });
    expect(after.songList.at(-1)).toMatchObject({ title: 'Stairs', status: 'planned', isOfAlbum: true });
    await call('history.undo', {});
    expect((await call('series.get', { id })).coverage).toBe(83);
    // A new tracklist keeps what was said of rows of the same title.
    await call('series.setTracklist', { id, rows: rows.toReversed() });
    expect((await call('series.get', { id })).rows[0]).toMatchObject({ title: 'Booklet', state: 'irrelevant' });
    expect(await errorCode(call('series.markRows', { id, rows: [7], mark: '' }))).toBe('LIST_CHANGED');
    await call('series.chooseSong', { id, row: 1, songId: songIds[3] as SongId });
    expect((await call('series.get', { id })).rows[1]).toMatchObject({ match: 'chosen', song: { id: songIds[3] } });
    // Also one by others, of no pack here: with a guest, or under an older name.
    const { id: guest } = await call('songs.create', { title: 'Stairs', artist: 'Somebody feat. A Guest' });
    await call('series.chooseSong', { id, row: 1, songId: guest });
    expect((await call('series.get', { id })).rows[1]).toMatchObject({
      ...{ match: 'chosen', state: 'preExisting', song: { id: guest } },
    });
    const { operation } = await call('songs.remove', { ids: [guest] });
    expect((await call('series.get', { id })).rows[1]?.song?.id).not.toBe(guest);
    await call('history.undo', { id: operation as never });
    expect((await call('series.get', { id })).rows[1]?.song?.id).toBe(guest);
  });

  test('a release gives the next number, with its pack or alone, and a number taken meanwhile is in the way', async () => {
    const one = await makeAlbum(
      'First',
      rooms.map((title) => `${title} (live)`),
    );
    const other = await makeAlbum(
      'Second',
      rooms.map((title) => `${title} (dub)`),
    );
    const make = async (packId: PackId, album: string): Promise<SeriesId> =>
      (await call('series.createFromPack', { packId, album, artist: 'Lumen Parish' })).id;
    const [first, second] = [await make(one.id, 'First'), await make(other.id, 'Second')];
    expect(await errorCode(call('series.release', { id: second }))).toBe('PACK_NOTHING_READY');
    await call('packs.start', { id: one.id });
    await call('packs.start', { id: other.id });
    const words = {
      releaseTitle: '',
      releaseDescription: '',
      downloadLink: '',
      videoLink: '',
      isPublic: false,
      songs: [],
    };
    const released = await call('packs.release', { id: one.id, ...words });
    expect(released).toMatchObject({ released: 4, numbers: [1] });
    expect(await call('series.get', { id: first })).toMatchObject({ number: 1, status: 'released' });
    const { operation } = await call('series.release', { id: second });
    expect(await call('series.get', { id: second })).toMatchObject({ number: 2, status: 'released' });
    expect((await call('packs.get', { id: other.id })).status).toBe('released');
    await call('history.undo', { id: operation as never });
    await call('history.undo', { id: released.operation as never });
    expect(await call('series.release', { id: second })).toMatchObject({ number: 1 });
    expect(await call('series.get', { id: first })).toMatchObject({ number: null, status: 'inProgress' });
  });

  test('three songs are too few, and two albums make two series', async () => {
    const { id } = await makeAlbum('Short', ['One short', 'Two short', 'Three short']);
    expect(await call('series.eligible', { packId: id })).toEqual([]);
    const small = call('series.createFromPack', { packId: id, album: 'Short', artist: 'Lumen Parish' });
    expect(await errorCode(small)).toBe('SERIES_TOO_SMALL');
    for (const album of ['Left', 'Right']) {
      const artists = ['Ada Quill', 'Ada Quill feat. Kit', 'Ada Quill', 'Ada Quill & Jun'];
      const songs = rooms.map((title, index) => ({
        ...{ title: `${title} ${album}`, artist: artists[index] ?? '', album, packId: id },
      }));
      await call('songs.createMany', { songs });
    }
    const both = await call('series.eligible', { packId: id });
    expect(both.map(({ album, artist, count }) => [album, artist, count])).toEqual([
      ['Left', 'Ada Quill', 4],
      ['Right', 'Ada Quill', 4],
    ]);
  });

  test('MusicBrainz is asked for albums and their rows, once it is connected', async () => {
    const wanted = { album: 'Saltmarsh', artist: 'Ada Kessler feat. Osei Calder' };
    expect(await errorCode(call('series.findTracklist', wanted))).toBe('SERVICE_NOT_CONNECTED');
    server.recordings.set('r1', {
      id: 'r1',
      title: 'Tolbooth',
      artist: 'Ada Kessler',
      lengthMs: 201_000,
      releases: [],
    });
    server.recordings.set('r2', { id: 'r2', title: 'Night Ledger', artist: 'Ada Kessler', releases: [] });
    const artist = 'Ada Kessler';
    server.releases.set('a1', { id: 'a1', title: 'Saltmarsh', artist, date: '2026-03-01', tracks: ['r1', 'r2'] });
    server.releases.set('a2', { id: 'a2', title: 'Other', artist, tracks: [] });
    await call('connectors.connect', { service: 'musicbrainz', values: { contact: 'me@example.org' } });
    const found = await vi.waitFor(() => call('series.findTracklist', wanted));
    expect(found).toEqual([{ id: 'a1', title: 'Saltmarsh', artist, date: '2026-03-01', tracks: 2 }]);
    expect(await call('series.getTracklist', { releaseId: 'a1' })).toEqual([
      { disc: 1, title: 'Tolbooth', durationMs: 201_000 },
      { disc: 1, title: 'Night Ledger', durationMs: null },
    ]);
    expect(await errorCode(call('series.getTracklist', { releaseId: 'gone' }))).toBe('NOT_FOUND');
  });
});
