import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foreignTrack, readForeign, sourceOf, writeForeign } from '#core/testing/foreign-files.ts';
import { tableColumns } from '#shared/contract/interop-formats.ts';
import { AppError } from '#shared/errors.ts';
import { parseKey } from '#shared/music-key.ts';
import { toHead } from '../read-head.ts';
import { csvFormat } from './csv.ts';
import { jsonFormat } from './json.ts';

const anyText = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
  .map((codes) => String.fromCharCode(...codes));

const track = foreignTrack({
  path: '/music/a, b.mp3',
  title: '=SUM(A1:A9)',
  artist: 'Ann "A" B',
  album: '-',
  comment: 'two\nlines',
  bpm: 126.5,
  musicalKey: parseKey('8A'),
  durationMs: 3_723_000,
  rating: 4,
  playCount: 0,
  addedAt: Date.UTC(2026, 10, 1, 12),
  year: 2024,
  trackNumber: 3,
  colour: '#ff0000',
  bitrate: 320_000,
  sampleRate: 44_100,
  sizeBytes: 1_000_000,
});

describe('CSV', () => {
  test('has the chosen columns, and no cell a program would compute', () => {
    const text = writeForeign(csvFormat, sourceOf('x', [track]), {
      columns: ['artist', 'title', 'album', 'bpm', 'musicalKey', 'durationMs', 'path'],
    }).toString();
    expect(text).toBe(
      '\ufeffArtist,Title,Album,BPM,Key,Duration,Path\r\n' +
        '"Ann ""A"" B",\'=SUM(A1:A9),\'-,126.5,8A,1:02:03,"/music/a, b.mp3"\r\n',
    );
  });

  test('is read back as it was, to the second', async () => {
    const read = await readForeign(csvFormat, 'My list.csv', writeForeign(csvFormat, sourceOf('x', [track])));
    expect(read.tracks).toEqual([track]);
    expect(read.playlists).toMatchObject([{ path: ['My list'], keys: ['/music/a, b.mp3'] }]);
  });

  test('any texts come back', async () => {
    const text = fc.oneof(anyText, fc.constantFrom("'=1", "''@", '+1', '\t', '"', ',', '\r\n'));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 6 }), async (pairs) => {
        const clean = (value: string) =>
          value
            .toWellFormed()
            .replaceAll('\0', '')
            .replace(/\r\n|\r/g, '\n')
            .trim();
        const tracks = pairs.map(([title, comment], at) =>
          foreignTrack({ path: `/${at}.mp3`, artist: 'A', title: clean(title), comment: clean(comment) }),
        );
        const read = await readForeign(csvFormat, 'x.csv', writeForeign(csvFormat, sourceOf('x', tracks)));
        expect(read.tracks).toEqual(tracks);
      }),
      { numRuns: 40 },
    );
  });

  test.each([
    [
      'rekordbox, as text in UTF-16',
      Buffer.from(
        '\ufeff#\tArtwork\tTrack Title\tArtist\tBPM\tRating\tTime\tKey\r\n1\t\tTide\tAnn\t126.00\t***  \t05:05\tAm\r\n',
        'utf16le',
      ),
      { title: 'Tide', artist: 'Ann', bpm: 126, rating: 3, durationMs: 305_000, musicalKey: parseKey('8A') },
    ],
    [
      'Exportify',
      'Track URI,Track Name,Album Name,Artist Name(s),Release Date,Duration (ms),Popularity,Added At,Tempo\nspotify:track:1,Tide,Sea,"Ann,Bea",2020-05-01,305123,50,2021-02-07T18:52:20Z,126.02\n',
      {
        key: 'spotify:track:1',
        title: 'Tide',
        artist: 'Ann,Bea',
        album: 'Sea',
        year: 2020,
        durationMs: 305_123,
        bpm: 126.02,
        addedAt: Date.UTC(2021, 1, 7, 18, 52, 20),
      },
    ],
    [
      'a table with semicolons of an old encoding',
      Buffer.from('sep=;\nTitle;Artist;BPM\n"T;de";"Bj\xf6rk";"126,5"\n', 'latin1'),
      { title: 'T;de', artist: 'Björk', bpm: 126.5 },
    ],
    ['one column that holds both', 'Title\nAnn - Tide\n', { title: 'Tide', artist: 'Ann' }],
  ])('is understood from %s', async (_, content, facts) => {
    const { tracks, notes } = await readForeign(csvFormat, 'x.txt', content);
    expect([tracks, notes]).toEqual([[foreignTrack({ key: `${facts.artist} - ${facts.title}`, ...facts })], []]);
  });

  test('a text file is a table only where its first line says so', () => {
    const looks = (name: string, text: string) => csvFormat.detects(toHead(name, Buffer.from(text)));
    expect([
      looks('a.txt', 'Ann - Tide\nBea - Sea\n'),
      looks('a.csv', 'id,price\n1,2\n'),
      looks('a.tsv', 'Path\tKey\n'),
      looks('a.txt', '"Title","Artist"\n'),
    ]).toEqual([false, false, true, true]);
  });
});

describe('JSON', () => {
  const whole = {
    ...track,
    cues: [{ kind: 'loop', slot: 2, startMs: 1.5, endMs: 9, name: 'x', colour: '#00ff00' }],
    grid: [{ startMs: 20, bpm: 126.5, beat: 1 }],
  } as typeof track;
  const playlists = [
    { path: ['Sets'], kind: 'folder' as const, keys: [], rules: '' },
    { path: ['Sets', 'May'], kind: 'list' as const, keys: [track.key, track.key], rules: '' },
  ];

  test('keeps everything: cues, grids, playlists', async () => {
    const bytes = writeForeign(jsonFormat, sourceOf('x', [whole, foreignTrack({ path: '/b.mp3' })], playlists));
    expect(JSON.parse(bytes.toString()).tracks.length).toBe(2);
    expect(await readForeign(jsonFormat, 'x.json', bytes)).toEqual({
      tracks: [whole, foreignTrack({ path: '/b.mp3' })],
      playlists,
      notes: [],
    });
    const none = writeForeign(jsonFormat, sourceOf('', []));
    expect(JSON.parse(none.toString())).toMatchObject({ tracks: [], playlists: [] });
    expect(await readForeign(jsonFormat, 'x.json', none)).toEqual({ tracks: [], playlists: [], notes: [] });
  });

  test('one of ours that is cut off, newer or odd is refused or noted', async () => {
    const text = writeForeign(jsonFormat, sourceOf('x', [whole], playlists)).toString();
    await expect(readForeign(jsonFormat, 'x.json', text.slice(0, -5))).rejects.toMatchObject({
      code: 'IMPORT_INVALID',
    });
    await expect(readForeign(jsonFormat, 'x.json', text.replace('"version":1', '"version":2'))).rejects.toMatchObject({
      code: 'IMPORT_TOO_NEW',
    });
    const odd = text.replace('"loop"', '"spiral"');
    expect((await readForeign(jsonFormat, 'x.json', odd)).notes).toEqual([expect.stringMatching(/^brokenTrack/)]);
  });

  test('a list of another program is read by the names of its values', async () => {
    const list = {
      name: 'x',
      items: [
        { name: 'Tide', artists: [{ name: 'Ann' }, { name: 'Bea' }], duration_ms: 305_123, tempo: 126 },
        '/music/b.mp3',
        7,
      ],
    };
    expect(await readForeign(jsonFormat, 'x.json', JSON.stringify(list, null, 2))).toEqual({
      tracks: [
        foreignTrack({ key: 'Ann, Bea - Tide', title: 'Tide', artist: 'Ann, Bea', durationMs: 305_123, bpm: 126 }),
        foreignTrack({ path: '/music/b.mp3' }),
      ],
      playlists: [{ path: ['x'], kind: 'list', keys: ['Ann, Bea - Tide', '/music/b.mp3'], rules: '' }],
      notes: ['brokenTrack: 7'],
    });
  });
});

test('every column can be read back under its own heading', async () => {
  const text = writeForeign(
    csvFormat,
    sourceOf('x', [
      {
        ...track,
        lastPlayedAt: 1e12,
        discNumber: 1,
        isrc: 'X',
        genre: 'g',
        label: 'l',
        grouping: 'g',
        composer: 'c',
        remixer: 'r',
        mixName: 'm',
        albumArtist: 'a',
      },
    ]),
  );
  const [read] = (await readForeign(csvFormat, 'x.csv', text)).tracks;
  expect(tableColumns.filter((column) => !read?.[column] && column !== 'playCount')).toEqual([]);
});

test.each([
  ['x.csv', csvFormat, 'Title,Artist\n'],
  ['x.json', jsonFormat, '{"format":"ledgerline-library","version":1,"name":"","tracks":[\n'],
  ['y.json', jsonFormat, '[{"title":"'],
])('no garbage in %s makes its reader fail without a name', async (name, format, start) => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      await readForeign(format, name, Buffer.concat([Buffer.from(start), bytes])).catch((error) =>
        expect(error).toBeInstanceOf(AppError),
      );
    }),
    { numRuns: 60 },
  );
});
