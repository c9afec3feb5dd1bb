import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { collect, foreignTrack, readForeign, sourceOf, writeForeign } from '#core/testing/foreign-files.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { AppError } from '#shared/errors.ts';
import { parseKey } from '#shared/music-key.ts';
import { readHead, toHead } from '../read-head.ts';
import { seratoRecord, seratoTextRecord } from './records.ts';
import { readSerato, seratoFormat } from './serato.ts';
import { refuseWhileSeratoRuns } from './serato-running.ts';

const u32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const version = (name: string) => seratoTextRecord('vrsn', name);
const crateHead = version('1.0/Serato ScratchLive Crate');
const databaseHead = version('2.0/Serato Scratch LIVE Database');
const crate = (...paths: string[]) =>
  Buffer.concat([crateHead, ...paths.map((path) => seratoRecord('otrk', seratoTextRecord('ptrk', path)))]);
const song = (path: string, ...more: Buffer[]) => seratoRecord('otrk', seratoTextRecord('pfil', path), ...more);

test('tracks of database V2 come with their tags, tempo, key, plays and dates; a file listed twice comes once', async () => {
  const facts = [
    ['tsng', 'Rude Boy'],
    ['tart', 'Zed'],
    ['tgen', 'Dub; Step'],
    ['tlen', '02:44.65'],
    ['tbit', '298.6kbps'],
    ['tsmp', '44.1k'],
    ['tbpm', '70.50'],
    ['tkey', '9A'],
    ['ttyr', '2010'],
    ['tgrp', ' '],
  ].map(([tag = '', text = '']) => seratoTextRecord(tag, text));
  const numbers = [
    ['uadd', 1747196346],
    ['utpc', 2],
    ['ulbl', 0x0099ff99],
  ].map(([tag, value]) => seratoRecord(tag as string, u32(value as number)));
  const whole = song('Music/Zed - Rude Boy.mp3', ...facts, ...numbers);
  const bytes = Buffer.concat([databaseHead, whole, song('Music/b.mp3'), whole, seratoRecord('otrk')]);
  expect(await readForeign(seratoFormat, 'database V2', bytes)).toEqual({
    tracks: [
      foreignTrack({
        path: '/Music/Zed - Rude Boy.mp3',
        title: 'Rude Boy',
        artist: 'Zed',
        genre: 'Dub; Step',
        year: 2010,
        durationMs: 164_650,
        bitrate: 298_600,
        sampleRate: 44_100,
        bpm: 70.5,
        musicalKey: parseKey('9A'),
        playCount: 2,
        addedAt: 1_747_196_346_000,
        colour: '#99ff99',
      }),
      foreignTrack({ path: '/Music/b.mp3' }),
    ],
    playlists: [],
    notes: ['brokenTrack: '],
  });
});

test('crates beside the database come in their folders, and tracks that only they name come too', async () => {
  const folder = tempFolder();
  try {
    const at = join(folder.path, '_Serato_');
    mkdirSync(join(at, 'Subcrates'), { recursive: true });
    mkdirSync(join(at, 'SmartCrates'));
    writeFileSync(
      join(at, 'database V2'),
      Buffer.concat([databaseHead, song('Music/a.mp3', seratoTextRecord('tsng', 'A'))]),
    );
    writeFileSync(join(at, 'Subcrates/Sets.crate'), crate());
    writeFileSync(join(at, 'Subcrates/Sets%%May.crate'), crate('Music/b.mp3', 'Music/a.mp3', 'Music/b.mp3'));
    writeFileSync(join(at, 'Subcrates/Old.crate'), crate('Music/a.mp3'));
    writeFileSync(join(at, 'Subcrates/Old%%Deep%%er.crate'), crate());
    writeFileSync(join(at, 'Subcrates/._Old.crate'), 'not a crate');
    writeFileSync(join(at, 'SmartCrates/New.scrate'), version('1.0/Serato ScratchLive Smart Crate'));
    const read = await collect(readSerato(join(at, 'database V2'), {}));
    expect(read.tracks.map(({ path, title }) => [path, title])).toEqual([
      ['/Music/a.mp3', 'A'],
      ['/Music/b.mp3', ''],
    ]);
    expect(read.playlists.map(({ path, kind, keys }) => [path.join('/'), kind, keys.join()]).sort()).toEqual([
      ['Old', 'folder', ''],
      ['Old/Deep', 'folder', ''],
      ['Old/Deep/er', 'list', ''],
      ['Old/Old', 'list', '/Music/a.mp3'],
      ['Sets', 'folder', ''],
      ['Sets/May', 'list', '/Music/b.mp3,/Music/a.mp3,/Music/b.mp3'],
    ]);
    expect(read.notes).toEqual(['skippedSmartList: New']);
    expect(seratoFormat.detects(await readHead(at))).toBe(true);
    expect(await collect(readSerato(at, {}))).toEqual(read);
  } finally {
    folder.remove();
  }
});

test('a smart crate is noted and nothing of it is taken', async () => {
  const bytes = Buffer.concat([
    version('1.0/Serato ScratchLive Smart Crate'),
    crate('Music/a.mp3').subarray(crateHead.length),
  ]);
  expect(await readForeign(seratoFormat, 'Fresh.scrate', bytes)).toEqual({
    tracks: [],
    playlists: [],
    notes: ['skippedSmartList: Fresh'],
  });
});

test('a session becomes a list of what was played, with its times', async () => {
  const text = (value: string) => Buffer.from(value, 'utf16le').swap16();
  const field = (number: number, data: Buffer) => Buffer.concat([u32(number), u32(data.length), data]);
  const entry = (path: string, startS: number, isPlayed: boolean) =>
    seratoRecord(
      'oent',
      seratoRecord(
        'adat',
        field(2, text(`${path}\0`)),
        field(6, text('Venus\0')),
        field(15, u32(73)),
        field(28, u32(startS)),
        field(50, Buffer.of(isPlayed ? 1 : 0)),
        field(51, text('Em\0')),
      ),
    );
  const day = new Date(2021, 1, 7, 23).getTime() / 1000;
  const bytes = Buffer.concat([
    version('1.0/Serato Scratch LIVE Review'),
    entry('/Users/dj/Bjo\u0308rk.mp3', day, true),
    entry('C:\\Music\\never.mp3', day + 60, false),
    entry('C:\\Music\\b.mp3', day + 90, true),
  ]);
  const { tracks, playlists } = await readForeign(seratoFormat, '74.session', bytes);
  expect(tracks[0]).toEqual(
    foreignTrack({
      path: '/Users/dj/Bjo\u0308rk.mp3',
      title: 'Venus',
      bpm: 73,
      musicalKey: parseKey('Em'),
      lastPlayedAt: day * 1000,
    }),
  );
  expect(playlists).toMatchObject([
    { path: ['Serato 2021-02-07'], keys: ['/Users/dj/Bjo\u0308rk.mp3', 'C:/Music/b.mp3'] },
  ]);
});

describe('a crate that is written', () => {
  const written = (paths: string[], folder: string) => {
    const left: string[] = [];
    const source = sourceOf(
      'May',
      paths.map((path) => foreignTrack({ path })),
    );
    const bytes = writeForeign(seratoFormat, source, { folder, leaveOut: ({ path }) => left.push(path) });
    return { bytes, left };
  };

  test('holds paths from the root of its drive, and leaves out what lies on others', async () => {
    const paths = ['/Users/dj/春.mp3', '/Volumes/USB/Music/b c.mp3', '../c.mp3'];
    const inner = written(paths, '/Users/dj/Music/_Serato_/Subcrates');
    expect(inner.left).toEqual(['/Volumes/USB/Music/b c.mp3']);
    expect(inner.bytes.includes(Buffer.from('\0Users/dj', 'utf16le').swap16().subarray(2))).toBe(true);
    const { playlists } = await readForeign(seratoFormat, 'Sets%%May.crate', inner.bytes);
    expect(playlists).toEqual([
      { path: ['May'], kind: 'list', keys: ['/Users/dj/春.mp3', '/Users/dj/Music/_Serato_/c.mp3'], rules: '' },
    ]);
    const stick = written(paths, '/Volumes/USB/_Serato_/Subcrates');
    expect(stick.left).toEqual(['/Users/dj/春.mp3']);
    expect(stick.bytes.includes(Buffer.from('Music/b c.mp3', 'utf16le').swap16())).toBe(true);
    expect(written(['c:/Music/a.mp3', 'D:/b.mp3'], 'C:/Users/dj/Music').left).toEqual(['D:/b.mp3']);
  });

  test('lies where Serato looks for it', () => {
    const file = (root: string) => seratoFormat.listFile?.(['Sets: 2026', 'May%%June'], root);
    expect([file('/Volumes/USB'), file('/Volumes/USB/_Serato_'), file('C:/x/_Serato_/Subcrates')]).toEqual([
      '_Serato_/Subcrates/Sets_ 2026%%May%June.crate',
      'Subcrates/Sets_ 2026%%May%June.crate',
      'Sets_ 2026%%May%June.crate',
    ]);
  });

  test('is not written while Serato runs, as far as that can be told', async () => {
    const refused = (names: string) =>
      refuseWhileSeratoRuns(async () => names).then(
        () => 'no',
        ({ code }) => code,
      );
    expect(await refused('launchd\nSerato DJ Pro\nFinder\n')).toBe('PROGRAM_RUNNING');
    expect(await refused('"Serato DJ Pro.exe","4711","Console","1","9 K"\r\n')).toBe('PROGRAM_RUNNING');
    expect(await refused('launchd\nFinder\nMy Serato DJ notes\n')).toBe('no');
    await refuseWhileSeratoRuns(() => Promise.reject(new Error('no such program')));
  });
});

test.each([
  ['cut off', crate('Music/a.mp3').subarray(0, -3)],
  ['empty', Buffer.alloc(0)],
  ['something else', Buffer.from('RIFFxxxxWAVEfmt ')],
  ['a record that claims too much', Buffer.concat([crateHead, Buffer.from('otrk'), u32(0x7fffffff)])],
])('a file that is %s is refused', async (_, bytes) => {
  await expect(readForeign(seratoFormat, 'x.crate', bytes)).rejects.toMatchObject({ code: /^IMPORT_/ });
});

test('the database of Serato DJ 4 is refused as too new', async () => {
  const bytes = Buffer.from('SQLite format 3\0');
  expect(seratoFormat.detects(toHead('/Users/dj/Library/Serato/Library/master.sqlite', bytes))).toBe(true);
  await expect(readForeign(seratoFormat, 'master.sqlite', bytes)).rejects.toMatchObject({ code: 'IMPORT_TOO_NEW' });
});

test('no damage makes the reader fail without a name', async () => {
  const whole = Buffer.concat([databaseHead, song('Music/a.mp3', seratoTextRecord('tbpm', '70')), song('b')]);
  const damage = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255), end: fc.nat(whole.length) });
  await fc.assert(
    fc.asyncProperty(damage, async ({ at, byte, end }) => {
      const bytes = Buffer.from(whole);
      bytes[at] = byte;
      await readForeign(seratoFormat, 'database V2', bytes.subarray(0, end < 20 ? bytes.length : end)).catch((error) =>
        expect(error).toBeInstanceOf(AppError),
      );
    }),
    { numRuns: 150 },
  );
});
