import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { collect, foreignTrack } from '#core/testing/foreign-files.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { AppError } from '#shared/errors.ts';
import { parseKey } from '#shared/music-key.ts';
import type { ForeignFormat } from '../foreign-format.ts';
import { readHead } from '../read-head.ts';
import { engineFormat } from './engine.ts';
import { readBeatData, readLoops, readQuickCues } from './engine-data.ts';
import { chained } from './engine-lists.ts';
import { mixxxFormat, readMixxx } from './mixxx.ts';
import { readMixxxBeats } from './mixxx-beats.ts';

let folder: { path: string; remove(): void };
beforeEach(() => {
  folder = tempFolder('ledgerline-database-', true);
});
afterEach(() => folder.remove());

function makeDatabase(name: string, sql: string, fill: (db: Database.Database) => void = () => undefined): string {
  const file = join(folder.path, name);
  mkdirSync(dirname(file), { recursive: true });
  const db = new Database(file);
  db.exec(sql);
  fill(db);
  db.close();
  return file;
}

async function read(format: ForeignFormat, file: string) {
  const scratch = join(folder.path, 'scratch');
  mkdirSync(scratch, { recursive: true });
  try {
    return await collect(format.read?.(file, { scratch }) ?? (async function* () {})());
  } finally {
    expect(readdirSync(scratch), 'no copy is left').toEqual([]);
  }
}

const double = (value: number, isBig = false) => {
  const bytes = Buffer.alloc(8);
  if (isBig) bytes.writeDoubleBE(value);
  else bytes.writeDoubleLE(value);
  return bytes;
};
const long = (value: number, isBig = false) => {
  const bytes = Buffer.alloc(8);
  if (isBig) bytes.writeBigInt64BE(BigInt(value));
  else bytes.writeBigInt64LE(BigInt(value));
  return bytes;
};

/** A Protocol Buffers field: a double, or a message of fields. */
const field = (number: number, value: number | Buffer) =>
  typeof value === 'number'
    ? Buffer.concat([Buffer.of(number * 8 + 1), double(value)])
    : Buffer.concat([Buffer.of(number * 8 + 2, value.length), value]);

describe('Mixxx', () => {
  const tables = `
    CREATE TABLE settings (name TEXT UNIQUE NOT NULL, value TEXT);
    CREATE TABLE track_locations (id INTEGER PRIMARY KEY, location TEXT UNIQUE, filesize INTEGER);
    CREATE TABLE library (id INTEGER PRIMARY KEY, artist TEXT, title TEXT, album_artist TEXT, year TEXT, tracknumber TEXT,
      location INTEGER, duration FLOAT, bitrate INTEGER, samplerate INTEGER, bpm FLOAT, key TEXT, key_id INTEGER,
      rating INTEGER, timesplayed INTEGER, datetime_added, last_played_at, color INTEGER, beats BLOB, beats_version TEXT,
      mixxx_deleted INTEGER);
    CREATE TABLE cues (id INTEGER PRIMARY KEY, track_id INTEGER, type INTEGER, position INTEGER, length INTEGER,
      hotcue INTEGER, label TEXT, color INTEGER);
    CREATE TABLE Playlists (id INTEGER PRIMARY KEY, name TEXT, position INTEGER, hidden INTEGER);
    CREATE TABLE PlaylistTracks (id INTEGER PRIMARY KEY, playlist_id INTEGER, track_id INTEGER, position INTEGER);
    CREATE TABLE crates (id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE crate_tracks (crate_id INTEGER, track_id INTEGER, UNIQUE (crate_id, track_id));
    INSERT INTO settings VALUES ('mixxx.schema.version', '39');`;
  const facts = `
    INSERT INTO track_locations VALUES (11, '/music/a 100%25.mp3', 5000), (12, 'C:/Music/b.flac', 1), (13, '/gone.mp3', 1);
    INSERT INTO library VALUES
      (1, 'Ann', 'Tide', 'Ann & B', '2020-05-01', '3/12', 11, 305.25, 320, 44100, 126.02, '8A', 0, 4, 7,
        '2026-05-01 12:00:00', '2026-06-01T12:00:00.000Z', 16711680, NULL, NULL, 0),
      (2, 'Bea', 'Sea', NULL, '', NULL, 12, 0, NULL, 48000, 0, '', 22, 0, 0, NULL, NULL, NULL, NULL, NULL, 0),
      (3, 'Hidden', 'x', NULL, NULL, NULL, 13, 1, 1, 44100, 1, '', 0, 0, 0, NULL, NULL, NULL, NULL, NULL, 1);
    INSERT INTO cues VALUES (1, 1, 1, 88200, 0, 2, 'Drop', 255), (2, 1, 4, 176400, 88200, 9, '', 65280),
      (3, 1, 2, 44100, 0, -1, '', 0), (4, 1, 6, 100, 0, -1, '', 0), (5, 2, 2, 0, 0, -1, '', 0), (6, 1, 1, -1, 0, 1, '', 0);
    INSERT INTO Playlists VALUES (1, 'Warm up', 2, 0), (2, 'Auto DJ', 0, 1), (3, '2026-05-01', 0, 2), (4, 'First', 1, 0);
    INSERT INTO PlaylistTracks VALUES (1, 1, 2, 2), (2, 1, 1, 1), (3, 1, 2, 3), (4, 1, 3, 4), (5, 3, 1, 1);
    INSERT INTO crates VALUES (1, 'Deep');
    INSERT INTO crate_tracks VALUES (1, 2), (1, 1);`;

  test('the library comes with cues, beats, playlists and crates', async () => {
    const file = makeDatabase('mixxxdb.sqlite', tables + facts, (db) => {
      const grid = Buffer.concat([field(1, field(1, 126.02)), field(2, field(1, 22_050))]);
      db.prepare("UPDATE library SET beats = ?, beats_version = 'BeatGrid-2.0' WHERE id = 1").run(grid);
    });
    const before = [readFileSync(file), statSync(file).mtimeMs];
    const { tracks, playlists, notes } = await read(mixxxFormat, file);
    expect(tracks).toEqual([
      foreignTrack({
        key: '1',
        path: '/music/a 100%25.mp3',
        artist: 'Ann',
        title: 'Tide',
        albumArtist: 'Ann & B',
        year: 2020,
        trackNumber: 3,
        durationMs: 305_250,
        sizeBytes: 5000,
        bitrate: 320_000,
        sampleRate: 44_100,
        bpm: 126.02,
        musicalKey: parseKey('Am'),
        rating: 4,
        playCount: 7,
        addedAt: Date.UTC(2026, 4, 1, 12),
        lastPlayedAt: Date.UTC(2026, 5, 1, 12),
        colour: '#ff0000',
        grid: [{ startMs: 500, bpm: 126.02, beat: 1 }],
        cues: [
          { kind: 'cue', slot: 2, startMs: 1000, endMs: null, name: 'Drop', colour: '#0000ff' },
          { kind: 'loop', slot: null, startMs: 2000, endMs: 3000, name: '', colour: '#00ff00' },
          { kind: 'cue', slot: null, startMs: 500, endMs: null, name: '', colour: '#000000' },
        ],
      }),
      foreignTrack({
        key: '2',
        path: 'C:/Music/b.flac',
        artist: 'Bea',
        title: 'Sea',
        sizeBytes: 1,
        sampleRate: 48_000,
        musicalKey: parseKey('Am'),
        rating: 0,
        playCount: 0,
      }),
    ]);
    const shifted = await collect(readMixxx(file, { scratch: folder.path, mp3ShiftMs: 26 }));
    expect([shifted.tracks[0]?.grid[0]?.startMs, shifted.tracks[0]?.cues[0]?.startMs]).toEqual([526, 1026]);
    expect(playlists.map(({ path, kind, keys }) => [path.join('/'), kind, keys.join()])).toEqual([
      ['First', 'list', ''],
      ['Warm up', 'list', '1,2,2'],
      ['Crates', 'folder', ''],
      ['Crates/Deep', 'list', '2,1'],
    ]);
    expect(notes).toEqual([
      'moreCuesThanSlots: /music/a 100%25.mp3',
      'skippedInternalList: Auto DJ',
      'skippedInternalList: 2026-05-01',
      'unknownEntry: Warm up: 3',
    ]);
    expect([readFileSync(file), statSync(file).mtimeMs], 'the file is as it was').toEqual(before);
  });

  test('what Mixxx has not put into its file yet is read too, and nothing beside it is touched', async () => {
    const file = makeDatabase('mixxxdb.sqlite', tables);
    const running = new Database(file);
    running.pragma('journal_mode = WAL');
    running.exec(facts);
    const beside = () =>
      readdirSync(folder.path)
        .filter((name) => name.startsWith('mixxxdb'))
        .sort();
    const names = beside();
    expect((await read(mixxxFormat, file)).tracks.length).toBe(2);
    expect(beside()).toEqual(names);
    running.close();
  });

  test.each([
    ['newer', "UPDATE settings SET value = '40'", 'IMPORT_TOO_NEW'],
    ['older', "UPDATE settings SET value = '2'", 'IMPORT_TOO_OLD'],
    ['without a version', 'DELETE FROM settings', 'IMPORT_INVALID'],
    ['without tracks', 'DROP TABLE library', 'IMPORT_INVALID'],
  ])('a database that is %s is refused', async (_, change, code) => {
    await expect(read(mixxxFormat, makeDatabase('mixxxdb.sqlite', `${tables}${change};`))).rejects.toMatchObject({
      code,
    });
  });

  test('columns that an older Mixxx did not have are left out', async () => {
    const older = tables
      .replaceAll(/, (?:key_id|color) INTEGER|, last_played_at|, album_artist TEXT/g, '')
      .replace("'39'", "'18'");
    const file = makeDatabase('mixxxdb.sqlite', older, (db) => {
      db.exec("INSERT INTO track_locations VALUES (1, '/a.mp3', 1)");
      db.exec("INSERT INTO library (id, location, title) VALUES (1, 1, 'A')");
    });
    expect((await read(mixxxFormat, file)).tracks).toMatchObject([{ path: '/a.mp3', title: 'A' }]);
  });

  test('beats one by one become tempos', () => {
    const beats = Array.from({ length: 64 }, (_, index) => field(1, field(1, 11_025 + index * 22_050)));
    expect(readMixxxBeats('BeatMap-1.0', Buffer.concat(beats), 44_100)).toEqual([
      { startMs: expect.closeTo(250, 3), bpm: expect.closeTo(120, 3), beat: 1 },
    ]);
    // A beat that says more than where it is, and one that says it otherwise.
    const enabled = field(1, Buffer.concat([field(1, 11_025), Buffer.of(16, 1)]));
    const whole = field(1, Buffer.of(16, 1, 8, 0xd5, 0xae, 0x03));
    const odd = readMixxxBeats('BeatMap-1.0', Buffer.concat([enabled, ...beats.slice(1, 2), whole]), 44_100);
    expect(odd).toMatchObject([{ startMs: expect.closeTo(250, 0), bpm: expect.closeTo(120, 0) }]);
    // Mixxx before 2.4 wrote whole numbers.
    const old = Buffer.concat([field(1, field(1, 120)), Buffer.of(18, 3, 8, 0x91, 0x56)]);
    expect(readMixxxBeats('BeatGrid-2.0', old, 44_100)).toEqual([{ startMs: 250, bpm: 120, beat: 1 }]);
    expect(readMixxxBeats('BeatGrid-1.0', old, 44_100)).toEqual([]);
  });
});

const packed = (...parts: Uint8Array[]) => {
  const data = Buffer.concat(parts);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, deflateSync(data)]);
};
const marker = (samples: number, beat: number) => Buffer.concat([double(samples), long(beat), Buffer.alloc(8)]);
const label = (text: string) => Buffer.concat([Buffer.of(Buffer.byteLength(text)), Buffer.from(text)]);
const argb = [255, 1, 2, 3];
const markers = [marker(-88_200 + 4410, -4), marker(4410 + 22_050 * 600, 600)];
const beatData = packed(
  double(44_100, true),
  double(1e7, true),
  Buffer.of(1),
  long(0, true),
  long(2, true),
  ...markers,
  Buffer.alloc(9),
);
const quickCues = packed(
  long(3, true),
  ...[label('Drop'), double(44_100, true), Buffer.from(argb)],
  ...[label(''), double(-1, true), Buffer.alloc(4)],
  ...[label('Björk'), double(88_200, true), Buffer.from(argb)],
  Buffer.alloc(17),
);
const loops = Buffer.concat([
  long(2),
  ...[label('L'), double(44_100), double(88_200), Buffer.of(1, 1, ...argb)],
  ...[label(''), double(-1), double(-1), Buffer.of(0, 0, 0, 0, 0, 0)],
]);

describe('Engine DJ', () => {
  const tables = `
    CREATE TABLE Information (id INTEGER PRIMARY KEY, uuid TEXT, schemaVersionMajor INTEGER, schemaVersionMinor INTEGER);
    CREATE TABLE Track (id INTEGER PRIMARY KEY, length INTEGER, bpm INTEGER, bpmAnalyzed REAL, year INTEGER, path TEXT,
      bitrate INTEGER, fileBytes INTEGER, title TEXT, artist TEXT, key INTEGER, rating INTEGER, timeLastPlayed, dateAdded,
      originDatabaseUuid TEXT, originTrackId INTEGER, beatData BLOB, quickCues BLOB, loops BLOB);
    CREATE TABLE Playlist (id INTEGER PRIMARY KEY, title TEXT, parentListId INTEGER, nextListId INTEGER);
    CREATE TABLE PlaylistEntity (id INTEGER PRIMARY KEY, listId INTEGER, trackId INTEGER, databaseUuid TEXT, nextEntityId INTEGER);
    CREATE TABLE Smartlist (listUuid TEXT, title TEXT);
    INSERT INTO Information VALUES (1, 'me', 2, 21);`;
  const facts = `
    INSERT INTO Track VALUES (1, 305, 126, 126.02, 2020, '../Music/a.mp3', 320, 5000, 'Tide', 'Ann', 1, 80,
      1780000000, 1770000000, 'me', 1, NULL, NULL, NULL),
      (2, 0, 128, NULL, 0, 'D:/b.flac', 0, 0, 'Sea', 'Bea', NULL, 0, NULL, NULL, 'stick', 77, NULL, NULL, NULL);
    INSERT INTO Playlist VALUES (1, 'Second', 0, 0), (2, 'First', 0, 1), (3, 'Inner', 2, 0), (4, 'Lost', 99, 0),
      (5, 'Ring', 6, 0), (6, 'Ring too', 5, 0);
    INSERT INTO PlaylistEntity VALUES (1, 1, 1, 'me', 0), (2, 1, 77, 'stick', 1), (3, 1, 5, 'me', 2),
      (4, 2, 1, 'me', 5), (5, 2, 2, 'me', 4), (6, 3, 2, 'me', 0);
    INSERT INTO Smartlist VALUES ('x', 'Fresh');`;

  test('the library comes with ratings, keys, cues, grids and lists in their order', async () => {
    const file = makeDatabase('Engine Library/Database2/m.db', tables + facts, (db) => {
      db.prepare('UPDATE Track SET beatData = ?, quickCues = ?, loops = ? WHERE id = 1').run(
        beatData,
        quickCues,
        loops,
      );
    });
    const { tracks, playlists, notes } = await read(engineFormat, file);
    expect(tracks).toEqual([
      foreignTrack({
        key: '1',
        path: join(folder.path, 'Music/a.mp3'),
        title: 'Tide',
        artist: 'Ann',
        year: 2020,
        durationMs: 305_000,
        sizeBytes: 5000,
        bitrate: 320_000,
        sampleRate: 44_100,
        bpm: 126.02,
        musicalKey: parseKey('8A'),
        rating: 4,
        lastPlayedAt: 1_780_000_000_000,
        addedAt: 1_770_000_000_000,
        grid: [{ startMs: 100, bpm: 120, beat: 1 }],
        cues: [
          { kind: 'cue', slot: 0, startMs: 1000, endMs: null, name: 'Drop', colour: '#010203' },
          { kind: 'cue', slot: 2, startMs: 2000, endMs: null, name: 'Björk', colour: '#010203' },
          { kind: 'loop', slot: null, startMs: 1000, endMs: 2000, name: 'L', colour: '#010203' },
        ],
      }),
      foreignTrack({ key: '2', path: 'D:/b.flac', title: 'Sea', artist: 'Bea', bpm: 128 }),
    ]);
    expect(playlists.map(({ path, kind, keys }) => [path.join('/'), kind, keys.join()])).toEqual([
      ['First', 'folder', ''],
      ['First/First', 'list', '1,2'],
      ['First/Inner', 'list', '2'],
      ['Second', 'list', '2,1'],
      ['Lost', 'list', ''],
      ['Ring', 'folder', ''],
      ['Ring/Ring too', 'folder', ''],
    ]);
    expect(notes).toEqual(['unknownEntry: Second: 5', 'skippedSmartList: Fresh']);
  });

  test.each([
    ['of Engine Prime', 1, 15, 'IMPORT_TOO_OLD'],
    ['of a newer Engine DJ', 3, 1, 'IMPORT_TOO_NEW'],
    ['of one that is not made yet', 4, 0, 'IMPORT_TOO_NEW'],
  ])('a library %s is refused', async (_, major, minor, code) => {
    const file = makeDatabase(
      'm.db',
      `${tables}UPDATE Information SET schemaVersionMajor = ${major}, schemaVersionMinor = ${minor};`,
    );
    await expect(read(engineFormat, file)).rejects.toMatchObject({ code });
  });

  test('every key of the wheel is the one its number means', async () => {
    const file = makeDatabase('m.db', tables, (db) => {
      const insert = db.prepare('INSERT INTO Track (id, path, key) VALUES (?, ?, ?)');
      for (let key = 0; key < 24; key += 1) insert.run(key + 1, `${key}.mp3`, key);
    });
    const { tracks } = await read(engineFormat, file);
    const camelot = Array.from(
      { length: 24 },
      (_, key) => `${((7 + Math.floor(key / 2)) % 12) + 1}${key % 2 ? 'A' : 'B'}`,
    );
    expect(tracks.map(({ musicalKey }) => musicalKey)).toEqual(camelot.map(parseKey));
  });

  test('a chain of rows is followed, whatever is broken in it', () => {
    const row = fc.record({ id: fc.integer({ min: 1, max: 12 }), next: fc.integer({ min: 0, max: 14 }) });
    fc.assert(
      fc.property(fc.uniqueArray(row, { selector: ({ id }) => id }), (rows) => {
        const ordered = chained(rows, 'next');
        expect(new Set(ordered)).toEqual(new Set(rows));
        expect(ordered.length).toBe(rows.length);
      }),
    );
  });

  test('no blob makes a reader throw', () => {
    const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
    fc.assert(
      fc.property(bytes, (blob) => {
        for (const whole of [blob, packed(blob)]) {
          readBeatData(whole);
          readQuickCues(whole, 44_100);
          readLoops(whole, 44_100);
          readMixxxBeats('BeatMap-1.0', whole, 44_100);
          readMixxxBeats('BeatGrid-2.0', whole, 44_100);
        }
      }),
    );
  });
});

test('databases are told apart by name or by what is in them', async () => {
  const mixxx = makeDatabase('backup.sqlite', 'CREATE TABLE track_locations (id INTEGER PRIMARY KEY)');
  const engine = makeDatabase('copy.db', 'CREATE TABLE PlaylistEntity (id INTEGER PRIMARY KEY)');
  const looks = async (file: string) =>
    [mixxxFormat, engineFormat].map((format) => format.detects).map(async (detects) => detects(await readHead(file)));
  expect(await Promise.all(await looks(mixxx))).toEqual([true, false]);
  expect(await Promise.all(await looks(engine))).toEqual([false, true]);
});

test.each([
  ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ['overwritten', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 100), Buffer.alloc(bytes.length - 100, 0x5a)])],
  ['empty', () => Buffer.alloc(0)],
  ['text', () => Buffer.from('no database')],
])('a database that is %s is refused', async (_, damage) => {
  const file = makeDatabase('m.db', 'CREATE TABLE Information (a); CREATE TABLE Track (a);', (db) => {
    const insert = db.prepare('INSERT INTO Track VALUES (?)');
    for (let row = 0; row < 50; row += 1) insert.run('x'.repeat(1000));
  });
  writeFileSync(file, damage(readFileSync(file)));
  for (const format of [engineFormat, mixxxFormat]) {
    await expect(
      read(format, file).catch((error) => Promise.reject(error instanceof AppError ? error.code : error)),
    ).rejects.toBe('IMPORT_INVALID');
  }
});
