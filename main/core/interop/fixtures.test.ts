import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { collect, type ReadResult } from '#core/testing/foreign-files.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import type { FormatId } from '#shared/contract/interop-formats.ts';
import { parseKey } from '#shared/music-key.ts';
import { detectFormat } from './formats.ts';
import { decodeBase64, readBeatGrid, readMarkers2, readOldMarkers } from './serato/markers.ts';
import { referenceFile } from './testing/reference-files.ts';

/** Files that other programs wrote, with what is known of them from elsewhere. Each is skipped where it is not here. */

async function readWhole(file: string): Promise<ReadResult & { format: FormatId }> {
  const format = await detectFormat(file);
  return { format: format.id, ...(await collect(format.read?.(file, {}) ?? (async function* () {})())) };
}

/** A test on one file, skipped where it is not here. */
function onFile(name: string, what: string, check: (file: string) => Promise<void>): void {
  const file = referenceFile(name);
  test.skipIf(file === null)(`${name}: ${what}`, () => check(file as string));
}

const keysOf = ({ playlists }: ReadResult) => playlists[0]?.keys ?? [];

describe('playlists', () => {
  const lists: [string, FormatId, string, number, RegExp][] = [
    ['beets-windows.m3u8', 'm3u8', 'beets-windows', 2, /^x:\/This\/is\/å\/path\/to_a_file\.mp3$/],
    ['bom-utf8.m3u', 'm3u8', 'Test Playlist', 1, /\/playlists\/test\.mp3$/],
    ['bom-utf16.m3u', 'm3u8', 'UTF-16 Test Playlist', 1, /\/playlists\/test\.mp3$/],
    ['cr-line-ends.m3u', 'm3u', 'cr-line-ends', 2, /\/playlists\/abc\.mp3$/],
    ['playlist-name.m3u', 'm3u', 'playlist 1', 3, /\/playlists\/tests\/fixtures\/test\.mp3$/],
    ['latin1.m3u', 'm3u8', 'latin1', 1, /^M:\/Röyksopp feat\. Susanne Sundfør - Running To The Sea\.mp3$/],
    ['vlc.m3u', 'm3u8', 'vlc', 1, /\/Aimer\/春はゆく - marie\/01 - 春はゆく\.flac$/],
    [
      'extinf-without-values.m3u',
      'm3u8',
      'extinf-without-values',
      47,
      /^\/av\/mp3\/cds\/Kate Bush\/Remastered, Part II\/5-01 Lily\.m4a$/,
    ],
    ['pls-2.pls', 'pls', 'pls-2', 4, /^http:\/\/stream3\.polskieradio\.pl:8902\/$/],
    ['atl.xspf', 'xspf', 'Liste de lecture', 5, /^\/\$PATH\/_Playlists\/local\.MID$/],
    ['non-compliant.xspf', 'xspf', '100% 😈', 1, /^\/music\/Funk & Disco\/.*Your Love Is a Miracle\.flac$/],
  ];
  for (const [name, format, title, count, first] of lists) {
    onFile(`playlists/${name}`, `${count} entries`, async (file) => {
      const read = await readWhole(file);
      expect([read.format, read.playlists[0]?.path, keysOf(read).length, read.notes]).toEqual([
        format,
        [title],
        count,
        [],
      ]);
      expect(keysOf(read)[0]).toMatch(first);
      expect(read.tracks.length).toBe(new Set(keysOf(read)).size);
    });
  }

  onFile('playlists/latin1.m3u', 'what EXTINF says', async (file) => {
    const [track] = (await readWhole(file)).tracks;
    expect(track).toMatchObject({
      durationMs: 300_000,
      artist: 'Röyksopp feat. Susanne Sundfør',
      title: 'Running To The Sea',
    });
  });
  onFile('playlists/vlc.m3u', 'what EXTINF says', async (file) => {
    expect((await readWhole(file)).tracks[0]).toMatchObject({
      durationMs: 304_000,
      artist: 'Aimer',
      title: '春はゆく',
    });
  });
  onFile('playlists/extinf-without-values.m3u', 'absolute paths, also with bytes that are no UTF-8', async (file) => {
    const { tracks } = await readWhole(file);
    expect(tracks.filter(({ path }) => !path.startsWith('/av/') || path.includes('\ufffd'))).toEqual([]);
    expect(tracks.some(({ path }) => path.includes('°'))).toBe(true);
  });
  onFile('playlists/smart.wpl', 'a smart list is noted, nothing is taken', async (file) => {
    expect(await readWhole(file)).toEqual({
      format: 'wpl',
      tracks: [],
      playlists: [],
      notes: ['skippedSmartList: Smart list'],
    });
  });
});

describe('iTunes', () => {
  const libraries: [string, number, number, number, number][] = [
    // tracks, files, rated, playlists and folders that are the user's
    ['itunes12.1-unix-paths.xml', 3, 3, 2, 0],
    ['itunes12.1-windows-paths.xml', 3, 3, 2, 0],
    ['itunes12.12-windows-test.xml', 6, 6, 0, 7],
    ['itunes12.6-mac-402.xml', 402, 388, 0, 3],
  ];
  for (const [name, count, files, rated, lists] of libraries) {
    onFile(`itunes/${name}`, `${count} tracks`, async (file) => {
      const read = await readWhole(file);
      expect([
        read.format,
        read.tracks.length,
        read.tracks.filter(({ path }) => path !== '').length,
        read.tracks.filter(({ rating }) => rating).length,
        read.playlists.length,
      ]).toEqual(['itunes', count, files, rated, lists]);
    });
  }
  onFile('itunes/itunes12.1-windows-paths.xml', 'paths of drives', async (file) => {
    const { tracks } = await readWhole(file);
    expect(tracks.every(({ path }) => /^[A-Z]:\//.test(path) && !path.includes('%20'))).toBe(true);
  });
  onFile('itunes/itunes12.6-mac-402.xml', 'entries that name no track are noted', async (file) => {
    const { notes } = await readWhole(file);
    expect(notes.filter((note) => note.startsWith('unknownEntry')).length).toBe(16);
  });
  onFile('itunes/itunes12.12-windows-test.xml', 'folders hold their lists', async (file) => {
    const { playlists } = await readWhole(file);
    expect(playlists.filter(({ kind }) => kind === 'folder').length).toBe(2);
    expect(playlists.some(({ path }) => path.length > 1)).toBe(true);
  });
  onFile('itunes/ill-formed.xml', 'is refused', async (file) => {
    await expect(readWhole(file)).rejects.toMatchObject({ code: 'IMPORT_INVALID' });
  });
});

describe('Serato', () => {
  onFile('serato/TestCrate.crate', '3 tracks', async (file) => {
    const read = await readWhole(file);
    expect([read.format, read.tracks.length, read.playlists]).toMatchObject(['serato', 3, [{ path: ['TestCrate'] }]]);
    expect(keysOf(read)[0]).toBe('/Users/bvand/Music/DJ Tracks/Tripp St. - Enlighten.mp3');
  });
  onFile('serato/TestSmartCrate.scrate', 'is noted', async (file) => {
    expect((await readWhole(file)).notes).toEqual(['skippedSmartList: TestSmartCrate']);
  });
  onFile('serato/database_V2_small', '4 tracks', async (file) => {
    const { tracks } = await readWhole(file);
    expect(tracks.length).toBe(4);
    expect(tracks[0]).toMatchObject({
      title: 'In The Beginning',
      bpm: 70,
      musicalKey: parseKey('4A'),
      playCount: 5,
      year: 2012,
    });
  });
  onFile('serato/database_V2_duplicates', '6 entries of 5 files', async (file) => {
    expect((await readWhole(file)).tracks.length).toBe(5);
  });
  onFile('serato/mac-74.session', '3 played', async (file) => {
    const read = await readWhole(file);
    expect([keysOf(read).length, read.tracks[0]?.artist.normalize('NFC')]).toEqual([3, 'Björk']);
  });

  const cue = (slot: number, startMs: number, colour: string, name = '') => ({
    kind: 'cue',
    slot,
    startMs,
    endMs: null,
    name,
    colour,
  });
  const loop = (startMs: number, endMs: number) =>
    expect.objectContaining({ kind: 'loop', slot: null, startMs, endMs });
  onFile('serato/mp3-Markers2-hotcues-with-names.bin', 'named cues', async (file) => {
    expect(readMarkers2(readFileSync(file))).toEqual({
      cues: [
        cue(0, 0, '#cc0000', 'Hello, World!'),
        cue(1, 218_456, '#cc8800', 'äöüß'),
        cue(2, 60_004, '#0000cc', 'éèê'),
      ],
      colour: '#ffffff',
      isTempoLocked: false,
    });
  });
  onFile('serato/mp3-Markers2-saved-loops.bin', 'loops', async (file) => {
    expect(readMarkers2(readFileSync(file))?.cues).toEqual([1, 2, 3, 4].map(() => loop(0, 2086)));
  });
  onFile('serato/flac-Markers2-hotcues-and-loops.bin', 'cues and loops in a comment', async (file) => {
    const wrapped = decodeBase64(readFileSync(file, 'latin1'));
    const payload = wrapped.subarray(wrapped.indexOf('Serato Markers2\0') + 16);
    expect(readMarkers2(payload)?.cues).toEqual([
      cue(0, 0, '#cc0000', 'Start of Track'),
      cue(1, 254, '#cc8800'),
      cue(3, 21_124, '#cccc00'),
      cue(5, 125_472, '#cc00cc'),
      cue(7, 213_391, '#8800cc', 'End of Track'),
      loop(142_167, 146_341),
      loop(92_080, 100_428),
      loop(254, 2341),
    ]);
  });
  onFile('serato/mp3-Markers_-hotcue-colors.bin', 'cues of the old kind', async (file) => {
    const markers = readOldMarkers(readFileSync(file));
    expect(markers?.cues.map(({ slot, colour }) => [slot, colour])[0]).toEqual([0, '#cc0000']);
    expect([markers?.cues.length, markers?.colour]).toEqual([5, '#ffffff']);
  });
  onFile('serato/mp3-BeatGrid-changing-tempo.bin', '8 tempos', async (file) => {
    const grid = readBeatGrid(readFileSync(file)) ?? [];
    expect([grid.length, grid[0]?.startMs, grid.at(-1)]).toEqual([
      8,
      71.03,
      { startMs: 424_702.51, bpm: 116.996, beat: 1 },
    ]);
  });
});

describe('databases', () => {
  /** Makes a database of the SQL in a file, and reads it. */
  async function readMade(name: string, sql: string, more: string): Promise<ReadResult> {
    const folder = tempFolder('ledgerline-fixture-', true);
    try {
      const file = join(folder.path, name);
      const db = new Database(file);
      db.pragma('foreign_keys = OFF');
      db.exec(sql);
      db.exec(more);
      db.close();
      return await readWhole(file);
    } finally {
      folder.remove();
    }
  }

  for (const version of ['2.0.0', '4.0.0']) {
    onFile(`dj-databases/engine-desktop-${version}-m.db.sql`, 'tracks and lists put into it', async (file) => {
      const read = await readMade(
        'm.db',
        readFileSync(file, 'utf8'),
        `INSERT INTO Track (id, path, title, key, rating) VALUES (1, '../a.mp3', 'A', 0, 100), (2, '../b.mp3', 'B', 1, 0);
         INSERT INTO Playlist (title, parentListId, nextListId) VALUES ('Set', 0, 0);
         INSERT INTO PlaylistEntity (id, listId, trackId, databaseUuid, nextEntityId)
           SELECT 1, 1, 1, uuid, 0 FROM Information UNION ALL SELECT 2, 1, 2, uuid, 1 FROM Information;`,
      );
      expect(read.tracks.map(({ title, musicalKey, rating }) => [title, musicalKey, rating])).toEqual([
        ['A', parseKey('8B'), 5],
        ['B', parseKey('8A'), null],
      ]);
      expect([read.playlists[0]?.path, keysOf(read), read.notes]).toEqual([['Set'], ['2', '1'], []]);
    });
  }
  onFile('dj-databases/engine-prime-sc5000-1.4.0-m.db.sql', 'is refused as too old', async (file) => {
    await expect(readMade('m.db', readFileSync(file, 'utf8'), '')).rejects.toMatchObject({ code: 'IMPORT_TOO_OLD' });
  });
  onFile('dj-databases/mixxx-schema-history-2.5.xml', 'tracks, cues and lists put into revision 39', async (file) => {
    const revisions = [
      ...readFileSync(file, 'utf8').matchAll(/<revision version="(\d+)"[\s\S]*?<sql>([\s\S]*?)<\/sql>/g),
    ];
    const plain = (sql: string) =>
      sql
        .replace(/<!--[\s\S]*?-->/g, '')
        .replaceAll('&amp;', '&')
        .replaceAll('&gt;', '>')
        .replaceAll('&lt;', '<');
    const sql = revisions.map(([, , text = '']) =>
      plain(text)
        .replace(/DEFAULT ""/g, "DEFAULT ''")
        .replace(/name="([^"]*)"/g, "name='$1'"),
    );
    const read = await readMade(
      'mixxxdb.sqlite',
      sql.join('\n'),
      `INSERT INTO settings (name, value) VALUES ('mixxx.schema.version', '39');
       INSERT INTO track_locations (id, location, filesize) VALUES (5, '/music/a.mp3', 10);
       INSERT INTO library (id, location, title, samplerate, rating, timesplayed) VALUES (9, 5, 'A', 44100, 3, 2);
       INSERT INTO cues (track_id, type, position, hotcue) VALUES (9, 1, 88200, 0);
       INSERT INTO Playlists (id, name, position) VALUES (1, 'Set', 1);
       INSERT INTO PlaylistTracks (playlist_id, track_id, position) VALUES (1, 9, 1);
       INSERT INTO crates (name) VALUES ('Crate');`,
    );
    expect(revisions.length).toBeGreaterThan(30);
    expect(read.tracks).toMatchObject([
      {
        path: '/music/a.mp3',
        title: 'A',
        rating: 3,
        playCount: 2,
        cues: [{ slot: 0, startMs: 1000, colour: '#ff0000' }],
      },
    ]);
    expect(read.playlists.map(({ path, keys }) => [path.join('/'), keys.join()])).toEqual([
      ['Set', '9'],
      ['Crates', ''],
      ['Crates/Crate', ''],
    ]);
  });
});
