import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foreignTrack, readForeign } from '#core/testing/foreign-files.ts';
import { AppError } from '#shared/errors.ts';
import { itunesFormat } from './itunes.ts';

const head =
  '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple Computer//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n<plist version="1.0">';

type Value = string | number | boolean | Value[] | { [key: string]: Value };

function plist(value: Value): string {
  if (typeof value === 'boolean') return value ? '<true/>' : '<false/>';
  if (typeof value === 'number') return `<integer>${value}</integer>`;
  if (typeof value === 'string')
    return /^\d{4}-\d\d-\d\dT/.test(value) ? `<date>${value}</date>` : `<string>${value}</string>`;
  if (Array.isArray(value)) return `<array>${value.map(plist).join('\n')}</array>`;
  const pairs = Object.entries(value).map(([key, one]) => `<key>${key}</key>${plist(one)}`);
  return `<dict>\n${pairs.join('\n')}\n</dict>`;
}

const library = (tracks: { [key: string]: Value }, lists: Value[]) =>
  `${head}${plist({ 'Major Version': 1, Tracks: tracks, Playlists: lists })}</plist>\n`;
const items = (...ids: number[]) => ids.map((id) => ({ 'Track ID': id }));

test('a library is read with ratings, plays and places', async () => {
  const tracks = {
    '634': {
      'Track ID': 634,
      Name: 'Tide &#38; Time',
      Artist: 'Ann',
      'Album Artist': 'Ann &amp; Bea',
      BPM: 126,
      Rating: 80,
      'Play Count': 31,
      'Play Date': 3513594051,
      'Play Date UTC': '2015-05-04T12:20:51Z',
      'Date Added': '2014-04-24T09:28:38Z',
      'Total Time': 182674,
      'Bit Rate': 238,
      Size: 5525212,
      Location: 'file:///Users/dj/Tide%20%26%20Time%20%E2%9D%A6.mp3',
    },
    '636': { 'Track ID': 636, Rating: 60, 'Rating Computed': true, Location: 'file://localhost/C:/Music/a%20b.mp3' },
    '638': { 'Track ID': 638, Name: 'Podcast', Location: 'http://example.org/a.mp3', 'Track Type': 'URL' },
  };
  expect(await readForeign(itunesFormat, 'Library.xml', library(tracks, []))).toEqual({
    tracks: [
      foreignTrack({
        key: '634',
        path: '/Users/dj/Tide & Time ❦.mp3',
        title: 'Tide & Time',
        artist: 'Ann',
        albumArtist: 'Ann & Bea',
        bpm: 126,
        rating: 4,
        playCount: 31,
        lastPlayedAt: Date.UTC(2015, 4, 4, 12, 20, 51),
        addedAt: Date.UTC(2014, 3, 24, 9, 28, 38),
        durationMs: 182_674,
        bitrate: 238_000,
        sizeBytes: 5_525_212,
      }),
      foreignTrack({ key: '636', path: 'C:/Music/a b.mp3' }),
      foreignTrack({ key: '638', title: 'Podcast' }),
    ],
    playlists: [],
    notes: [],
  });
});

test('playlists of the user come in their folders; those of the program, hidden ones and gone tracks are noted', async () => {
  const lists: Value[] = [
    { Name: 'Library', Master: true, Visible: false, 'Playlist Items': items(1, 2) },
    { Name: 'Music', 'Distinguished Kind': 4, 'Playlist Items': items(1) },
    { Name: 'Inner', 'Playlist Persistent ID': 'C', 'Parent Persistent ID': 'B', 'Playlist Items': items(2, 1, 2) },
    { Name: 'Sets', 'Playlist Persistent ID': 'A', Folder: true, 'Playlist Items': items(1, 2) },
    { Name: 'Summer', 'Playlist Persistent ID': 'B', 'Parent Persistent ID': 'A', Folder: true },
    { Name: 'Lost', 'Playlist Persistent ID': 'D', 'Parent Persistent ID': 'gone', 'Playlist Items': items(9) },
    { Name: 'Ten best', 'Playlist Persistent ID': 'E', 'Smart Info': 'AQEA', 'Playlist Items': items(1) },
    { Name: 'Loop', 'Playlist Persistent ID': 'F', 'Parent Persistent ID': 'G', Folder: true },
    { Name: 'Pool', 'Playlist Persistent ID': 'G', 'Parent Persistent ID': 'F', Folder: true },
  ];
  const read = await readForeign(
    itunesFormat,
    'Library.xml',
    library({ '1': { Name: 'a' }, '2': { Name: 'b' } }, lists),
  );
  expect(read.playlists.map(({ path, kind, keys }) => [path.join('/'), kind, keys.join()])).toEqual([
    ['Sets', 'folder', ''],
    ['Sets/Summer', 'folder', ''],
    ['Pool/Loop', 'folder', ''],
    ['Loop/Pool', 'folder', ''],
    ['Sets/Summer/Inner', 'list', '2,1,2'],
    ['Lost', 'list', ''],
    ['Ten best', 'list', '1'],
  ]);
  expect(read.notes).toEqual([
    'skippedInternalList: Library',
    'skippedInternalList: Music',
    'unknownEntry: Lost: 9',
    'skippedSmartList: Ten best',
  ]);
});

test.each([
  ['ill-formed', `${head}<dict></key></plist>`],
  ['cut off', library({ '1': { Name: 'a' } }, []).slice(0, -40)],
  ['another property list', `${head}<dict><key>Name</key><string>x</string></dict></plist>`],
  ['not a property list', '<html><body/></html>'],
  ['entities of its own', '<!DOCTYPE plist [<!ENTITY a SYSTEM "file:///etc/passwd">]><plist><dict/></plist>'],
])('a file that is %s is refused', async (_, text) => {
  await expect(readForeign(itunesFormat, 'Library.xml', text)).rejects.toMatchObject({ code: 'IMPORT_INVALID' });
});

test('no damage makes the reader fail without a name', async () => {
  const whole = library({ '1': { Name: 'a', Rating: 20 } }, [{ Name: 'b', 'Playlist Items': items(1) }]);
  const damage = fc.record({ at: fc.nat(whole.length), cut: fc.nat(30), put: fc.string({ maxLength: 8 }) });
  await fc.assert(
    fc.asyncProperty(damage, async ({ at, cut, put }) => {
      const text = whole.slice(0, at) + put + whole.slice(at + cut);
      await readForeign(itunesFormat, 'Library.xml', text).catch((error) => expect(error).toBeInstanceOf(AppError));
    }),
    { numRuns: 100 },
  );
});
