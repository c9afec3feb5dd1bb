import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { keyCount } from '#shared/music-key.ts';
import { emptyForeignTrack, type ForeignTrack } from '../foreign-library.ts';
import { toHead } from '../read-head.ts';
import {
  collect,
  exampleSource,
  notesOf,
  playlistsOf,
  scanXml,
  sourceOf,
  testOptions,
  tracksOf,
} from '../testing/export-sources.ts';
import { referenceFile } from '../testing/reference-files.ts';
import { fromPrimaryKey, toPlace, toPrimaryKey } from './location.ts';
import { readTraktor } from './read-traktor.ts';
import { traktorFormat } from './traktor.ts';
import { writeTraktor } from './write-traktor.ts';

const directory = mkdtempSync(join(tmpdir(), 'ledgerline-traktor-'));
afterAll(() => rmSync(directory, { recursive: true }));

async function read(text: string) {
  const file = join(directory, 'file.nml');
  writeFileSync(file, text);
  return collect(readTraktor(file, {}));
}

const written = (nmlVersion: 19 | 20) => [...writeTraktor(exampleSource(), { ...testOptions, nmlVersion })].join('');

test('what is written is the golden file to the attribute', () => {
  const golden = readFileSync(join(import.meta.dirname, 'example.golden.nml'), 'utf8');
  expect(written(20)).toBe(golden);
});

test('a reader that is not ours finds what a program counts on', () => {
  const tags = scanXml(written(19));
  const at = (name: string) => tags.filter((tag) => tag.name === name);
  expect(at('COLLECTION')[0]?.attributes.ENTRIES).toBe(String(at('LOCATION').length));
  const places = at('LOCATION').map(({ attributes }) => `${attributes.VOLUME}${attributes.DIR}${attributes.FILE}`);
  for (const { attributes } of at('PRIMARYKEY')) expect(places).toContain(attributes.KEY);
  for (const { attributes } of at('LOCATION')) expect(attributes.DIR).toMatch(/^\/:(.*\/:)?$/);
  // One tempo is what NML 19 can say.
  expect(at('GRID')).toEqual([]);
  expect(at('CUE_V2').filter(({ attributes }) => attributes.TYPE === '4')).toHaveLength(1);
  const order = ['LOCATION', 'ALBUM', 'MODIFICATION_INFO', 'INFO', 'TEMPO', 'MUSICAL_KEY', 'CUE_V2'];
  const children = tags.filter(({ depth, name }) => depth === 3 && order.includes(name)).map(({ name }) => name);
  expect(children.slice(0, 7)).toEqual(order);
  expect(tags.some(({ attributes }) => 'MODIFIED_DATE' in attributes)).toBe(false);
});

test('what is written is read again as it was', async () => {
  const source = exampleSource();
  const parts = await read(written(20));
  const noon = (at: number | null) => (at === null ? null : new Date(at).setHours(12, 0, 0, 0));
  const same = (track: ForeignTrack): ForeignTrack => ({
    ...track,
    key: toPrimaryKey(toPlace(track.path, 'Macintosh HD')),
    path: track.path.normalize('NFC'),
    lastPlayedAt: noon(track.lastPlayedAt),
    // No place for these.
    ...{ composer: '', grouping: '', discNumber: null, sampleRate: null, sizeBytes: null },
    rating: track.rating || null,
    grid: track.grid.map((tempo) => ({ ...tempo, beat: 1 })),
    bpm: track.bpm,
  });
  expect(tracksOf(parts)).toEqual([...source.tracks()].map(same));
  const keys = new Map([...source.tracks()].map((track) => [track.key, same(track).key]));
  expect(playlistsOf(parts)).toEqual(
    [...source.playlists()].map((list) => ({ ...list, keys: list.keys.map((key) => keys.get(key)) })),
  );
  expect(notesOf(parts)).toEqual([]);
});

test('keys have the numbers that Traktor gives them', async () => {
  const tracks = Array.from({ length: keyCount }, (_, musicalKey) => ({
    ...emptyForeignTrack(''),
    path: `/${musicalKey}.mp3`,
    musicalKey,
  }));
  const text = [...writeTraktor(sourceOf(tracks), testOptions)].join('');
  // 1A to 12B, from the table of real files: Abm is 20, B is 11, Am is 21, C is 0.
  const values = [20, 11, 15, 6, 22, 1, 17, 8, 12, 3, 19, 10, 14, 5, 21, 0, 16, 7, 23, 2, 18, 9, 13, 4];
  expect(
    scanXml(text).flatMap(({ name, attributes }) => (name === 'MUSICAL_KEY' ? [Number(attributes.VALUE)] : [])),
  ).toEqual(values);
  expect(tracksOf(await read(text)).map(({ musicalKey }) => musicalKey)).toEqual(
    tracks.map(({ musicalKey }) => musicalKey),
  );
});

test('the marker of a grid is a first beat, for Traktor takes it for one', async () => {
  const grids = [
    { startMs: 1600, bpm: 120, beat: 4 },
    { startMs: 200, bpm: 120, beat: 3 },
  ];
  const tracks = grids.map((tempo, index) => ({ ...emptyForeignTrack(''), path: `/${index}.flac`, grid: [tempo] }));
  const parts = await read([...writeTraktor(sourceOf(tracks), testOptions)].join(''));
  expect(tracksOf(parts).map(({ grid }) => grid)).toEqual([
    [{ startMs: 100, bpm: 120, beat: 1 }],
    [{ startMs: 1200, bpm: 120, beat: 1 }],
  ]);
});

test('a playlist without a collection names tracks by their places', async () => {
  const parts = await read(`<NML VERSION="19"><HEAD/><PLAYLISTS><NODE TYPE="FOLDER" NAME="$ROOT"><SUBNODES COUNT="3">
    <NODE TYPE="PLAYLIST" NAME="_LOOPS"><PLAYLIST><ENTRY><PRIMARYKEY TYPE="TRACK" KEY="x/:l.wav"/></ENTRY></PLAYLIST></NODE>
    <NODE TYPE="SMARTLIST" NAME="New"><SMARTLIST><SEARCH_EXPRESSION VERSION="1" QUERY="$GENRE % &quot;x&quot;"/></SMARTLIST></NODE>
    <NODE TYPE="PLAYLIST" NAME="P"><PLAYLIST ENTRIES="9"><ENTRY><PRIMARYKEY TYPE="TRACK" KEY="C:/:Music/:a b.mp3"/></ENTRY>
    <ENTRY><PRIMARYKEY TYPE="TRACK" KEY="C:/:Music/:a b.mp3"/></ENTRY></PLAYLIST></NODE>
    </SUBNODES></NODE></PLAYLISTS></NML>`);
  expect(tracksOf(parts).map(({ path }) => path)).toEqual(['C:/Music/a b.mp3']);
  expect(playlistsOf(parts).map(({ kind, path, keys, rules }) => [kind, path, keys.length, rules])).toEqual([
    ['smart', ['New'], 0, '$GENRE % "x"'],
    ['list', ['P'], 2, ''],
  ]);
  expect(notesOf(parts)).toEqual(['skippedInternalList: _LOOPS', 'skippedSmartList: New: $GENRE % "x"']);
});

test('places are paths of the system that wrote them', () => {
  expect(fromPrimaryKey('C:/:a/:b.mp3')).toBe('C:/a/b.mp3');
  expect(fromPrimaryKey('osx/:Users/:dj/:b.mp3')).toBe('/Users/dj/b.mp3');
  expect(fromPrimaryKey('USB 2/:b.mp3')).toBe('/Volumes/USB 2/b.mp3');
  expect(fromPrimaryKey('Macintosh HD/:b.mp3')).toBe('/b.mp3');
});

/** Entries, cues without markers of the grid, folders, lists, entries of lists, volumes. */
const facts: [string, number, number, number, number, number, string[]][] = [
  ['v19-mac-1-entry.nml', 1, 2, 0, 0, 0, ['/Library']],
  ['v19-mac-sorting-indexing.nml', 1, 0, 0, 0, 0, ['/Users']],
  ['v19-playlist-without-collection.nml', 1, 0, 2, 3, 3, ['/Users']],
  ['v19-history-4-volumes.nml', 151, 14, 0, 1, 1, ['/Users', '/Volumes']],
  ['v19-win-16-cues.nml', 2, 14, 0, 0, 0, ['D:/']],
  ['tp4-v20-mac-playlist.nml', 6, 19, 0, 1, 6, ['/Users']],
  // Eight markers of the grid are hot cues too.
  ['v19-mac-395-stems.nml', 395, 8, 0, 2, 2, ['/Library', '/Users']],
];

test.each(facts)('%s of another program is read with its facts', async (name, ...expected) => {
  const file = referenceFile(`traktor/${name}`);
  if (!file) return;
  expect(traktorFormat.detects(toHead(file, readFileSync(file)))).toBe(true);
  const parts = await collect(readTraktor(file, {}));
  const [tracks, lists] = [tracksOf(parts), playlistsOf(parts)];
  expect([
    tracks.length,
    tracks.reduce((sum, { cues }) => sum + cues.length, 0),
    lists.filter(({ kind }) => kind === 'folder').length,
    lists.filter(({ kind }) => kind === 'list').length,
    lists.reduce((sum, { keys }) => sum + keys.length, 0),
    [...new Set(tracks.map(({ path }) => /^(\w:\/|\/\w+)/.exec(path)?.[0] ?? path))].sort(),
  ]).toEqual(expected);
});
