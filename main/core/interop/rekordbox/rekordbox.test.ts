import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { emptyForeignTrack, type ForeignTrack } from '../foreign-library.ts';
import { toHead } from '../read-head.ts';
import { shiftTimes } from '../shift-times.ts';
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
import { fromLocation, toLocation } from './location.ts';
import { readRekordbox } from './read-rekordbox.ts';
import { rekordboxFormat } from './rekordbox.ts';
import { writeRekordbox } from './write-rekordbox.ts';

const directory = mkdtempSync(join(tmpdir(), 'ledgerline-rekordbox-'));
afterAll(() => rmSync(directory, { recursive: true }));

async function read(text: string) {
  const file = join(directory, 'file.xml');
  writeFileSync(file, text);
  return collect(readRekordbox(file, {}));
}

const written = () => [...writeRekordbox(exampleSource(), testOptions)].join('');

test('what is written is the golden file to the attribute', () => {
  const golden = readFileSync(join(import.meta.dirname, 'example.golden.xml'), 'utf8');
  expect(written()).toBe(golden);
});

test('a reader that is not ours finds what a program counts on', () => {
  const tags = scanXml(written());
  const tracks = tags.filter(({ name, depth }) => name === 'TRACK' && depth === 2);
  expect(tags.find(({ name }) => name === 'COLLECTION')?.attributes).toEqual({ Entries: String(tracks.length) });
  const order =
    'TrackID Name Artist Composer Album Grouping Genre Kind Size TotalTime DiscNumber TrackNumber Year AverageBpm DateAdded BitRate SampleRate Comments PlayCount Rating Location Remixer Tonality Label Mix';
  for (const { attributes } of tracks) {
    expect(
      Object.keys(attributes)
        .filter((name) => name !== 'LastPlayed')
        .join(' '),
    ).toBe(order);
    expect(attributes.DateAdded).toMatch(/^(\d{4}-\d{2}-\d{2})?$/);
    expect(attributes.Location).toMatch(/^file:\/\/localhost\/([A-Z]:\/)?(?:[A-Za-z0-9\-._~/(),]|%[0-9a-f]{2})+$/);
    expect(Number(attributes.Rating) % 51).toBe(0);
  }
  expect(tracks[0]?.attributes).toMatchObject({
    Name: 'Söng "One" <live>',
    Comments: 'line 1\nline 2',
    Tonality: 'Am',
  });
  const nodes = tags.flatMap((tag, index) => (tag.name === 'NODE' ? [{ ...tag, index }] : []));
  for (const { attributes, depth, index } of nodes) {
    const rest = tags.slice(index + 1);
    const end = rest.findIndex((tag) => tag.depth <= depth);
    const children = (end < 0 ? rest : rest.slice(0, end)).filter((tag) => tag.depth === depth + 1);
    expect(Number(attributes.Type === '0' ? attributes.Count : attributes.Entries)).toBe(children.length);
    if (attributes.Type === '1') expect(attributes.KeyType).toBe('0');
  }
});

test('what is written is read again as it was', async () => {
  const source = exampleSource();
  const parts = await read(written());
  const same = (track: ForeignTrack) => ({
    ...track,
    // Seconds, noon, and zeros for what is not known.
    durationMs: track.durationMs === null ? null : 1000 * Math.round(track.durationMs / 1000),
    lastPlayedAt: track.lastPlayedAt === null ? null : new Date(track.lastPlayedAt).setHours(12, 0, 0, 0),
    rating: track.rating ?? 0,
    playCount: track.playCount ?? 0,
  });
  expect(tracksOf(parts)).toEqual([...source.tracks()].map(same));
  expect(playlistsOf(parts)).toEqual([...source.playlists()]);
  expect(notesOf(parts)).toEqual([]);
});

test('a track with a grid has its tempo, also where nothing else says one', () => {
  const grid = [{ startMs: 100, bpm: 124.5, beat: 1 }];
  const tracks = [{ grid }, { grid, bpm: 62.25 }, {}].map((facts) => ({
    ...emptyForeignTrack(''),
    path: '/a.mp3',
    ...facts,
  }));
  const text = [...writeRekordbox(sourceOf(tracks), testOptions)].join('');
  expect(text.match(/AverageBpm="[\d.]+"/g)).toEqual(['124.50', '62.25', '0.00'].map((bpm) => `AverageBpm="${bpm}"`));
});

test('any path comes back from a location as it was, in the Unicode form it had', () => {
  const part = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 12 })
    .filter((text) => !/[/\\]/.test(text) && text.isWellFormed());
  const path = fc.tuple(fc.constantFrom('', 'C:', '/Volumes/A b'), fc.array(part, { minLength: 1, maxLength: 4 }));
  fc.assert(
    fc.property(path, ([drive, parts]) => {
      const whole = `${drive}/${parts.join('/')}`;
      // A folder that is called like a drive is one: nobody can tell.
      fc.pre(!/^\/+[a-z][:|]/i.test(whole));
      expect(fromLocation(toLocation(whole))).toBe(whole);
    }),
    { numRuns: 40 },
  );
  expect(toLocation('/a/e\u0301.mp3')).not.toBe(toLocation('/a/\u00e9.mp3'));
  expect(fromLocation('file://localhostsoundcloud:tracks:1')).toBe('');
});

test('broken tracks, numbers given twice and impossible dates are noted, and the rest is read', async () => {
  const parts = await read(`<DJ_PLAYLISTS><COLLECTION>
    <TRACK TrackID="1" Name="A" Location="file://localhost/a.mp3" DateAdded="2024-2-31" Rating="300" TotalTime="x" Year="0">
      <TEMPO/><TEMPO Inizio="0.1" Bpm="120" Battito="1"/><TEMPO Inizio="0.6" Bpm="120" Battito="2"/>
      <POSITION_MARK/><POSITION_MARK Type="0" Start="1" Num="12"/><POSITION_MARK Type="4" Start="2" Num="1"/>
    </TRACK>
    <TRACK TrackID="1" Name="B" Location="file://localhost/b.mp3"/><TRACK/></COLLECTION>
    <PLAYLISTS><NODE Name="ROOT" Type="0"><NODE Name="L" Type="1"><TRACK Key="1"/><TRACK Key="77"/></NODE>
    <NODE Name="P" Type="1" KeyType="1"><TRACK Key="file://localhost/b%20c.mp3"/></NODE></NODE></PLAYLISTS></DJ_PLAYLISTS>`);
  expect(notesOf(parts)).toEqual([
    'badDate: 2024-2-31',
    'moreCuesThanSlots: A',
    'badValue: TrackID 1',
    'badValue: TrackID ',
    'brokenTrack: #2',
  ]);
  const [first] = tracksOf(parts);
  expect(first).toMatchObject({ addedAt: null, rating: null, durationMs: null, year: null });
  expect(first?.grid).toEqual([{ startMs: 100, bpm: 120, beat: 1 }]);
  expect(first?.cues.map(({ kind, slot }) => [kind, slot])).toEqual([
    ['cue', null],
    ['cue', 1],
  ]);
  expect(playlistsOf(parts).map(({ path, keys }) => [path, keys])).toEqual([
    [['L'], ['1', '77']],
    [['P'], ['/b c.mp3']],
  ]);
});

test('times of MP3 files move by what the other decoder differs, those of others stay', () => {
  const cues = [{ kind: 'cue' as const, slot: 0, startMs: 100, endMs: null, name: '', colour: '' }];
  const track = (path: string) => ({ ...emptyForeignTrack(path), path, cues });
  const text = [
    ...writeRekordbox(sourceOf([track('/a.MP3'), track('/a.flac')]), { ...testOptions, mp3ShiftMs: 26 }),
  ].join('');
  expect(text.match(/Start="[\d.]+" Num="0"/g)).toEqual(['Start="0.126" Num="0"', 'Start="0.100" Num="0"']);
  const early = { ...track('/a.mp3'), grid: [{ startMs: 10, bpm: 120, beat: 4 }] };
  // No beat leaves its place in the music: what would stand before its start is told by the beat after it.
  expect(shiftTimes(early, -26)).toMatchObject({
    cues: [{ startMs: 74 }],
    grid: [{ startMs: 484, bpm: 120, beat: 1 }],
  });
  expect(shiftTimes(early, 26).grid).toEqual([{ startMs: 36, bpm: 120, beat: 4 }]);
  const twice = { ...early, grid: [...early.grid, { startMs: 500, bpm: 90, beat: 1 }] };
  expect(shiftTimes(twice, -26).grid.map(({ startMs }) => startMs)).toEqual([474]);
});

/** Tracks, tempos before thinning, marks before twins went, folders, lists, entries, notes. */
const facts: [string, number, number, number, number, number, number, string[]][] = [
  ['rb5.6.1-win-hotcues.xml', 2, 2, 12, 0, 0, 0, []],
  ['rb5.8.6-win-pyrekordbox.xml', 6, 11, 8, 1, 2, 4, []],
  ['rb6.6.2-win-pyrekordbox.xml', 6, 11, 0, 0, 1, 0, []],
  ['rb6.6.4-my-tags-in-comments.xml', 4, 0, 0, 2, 3, 1, []],
  ['rb6.7.0-comments-relative.xml', 3, 3, 14, 0, 1, 1, ['badValue: TrackID 112013117', 'badValue: TrackID 112013117']],
  ['converted-from-traktor.xml', 6, 13, 19, 0, 0, 0, []],
  ['rb7.2.8-mac-473-tracks.xml', 473, 1976, 18, 3, 57, 447, []],
];

test.each(facts)('%s of another program is read with its facts', async (name, ...expected) => {
  const path = referenceFile(`rekordbox/${name}`);
  if (!path) return;
  expect(rekordboxFormat.detects(toHead(path, readFileSync(path)))).toBe(true);
  const parts = await collect(readRekordbox(path, {}));
  const [tracks, lists] = [tracksOf(parts), playlistsOf(parts)];
  const count = <Item>(items: readonly Item[], of: (item: Item) => readonly unknown[]) =>
    items.reduce((sum, item) => sum + of(item).length, 0);
  const [trackCount, tempos, cues, folders, listCount, entries, notes] = expected;
  expect([
    tracks.length,
    count(tracks, ({ cues }) => cues),
    lists.filter(({ kind }) => kind === 'folder').length,
    lists.filter(({ kind }) => kind === 'list').length,
    count(lists, ({ keys }) => keys),
    notesOf(parts),
  ]).toEqual([trackCount, cues, folders, listCount, entries, notes]);
  expect(count(tracks, ({ grid }) => grid)).toBeLessThanOrEqual(tempos);
  expect(tracks.every(({ path: place }) => place !== '' && !place.includes('%2'))).toBe(true);
});

test('another XML of rekordbox is not taken for a collection', () => {
  const path = referenceFile('rekordbox/masterPlaylists6.xml');
  const text = path ? readFileSync(path) : Buffer.from('<MASTER_PLAYLIST Version="1"><NODE/></MASTER_PLAYLIST>');
  expect(rekordboxFormat.detects(toHead('masterPlaylists6.xml', text))).toBe(false);
});
