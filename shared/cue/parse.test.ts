import { expect, test } from 'vitest';
import { formatCueTime, remarkOf, startOf } from './cue-sheet.ts';
import { formatCue } from './format.ts';
import { parseCue } from './parse.ts';

const lines = (...all: string[]) => all.map((line) => `${line}\n`).join('');
const starts = (text: string) =>
  parseCue(text).tracks.map((track) => {
    const start = startOf(track);
    return start && `${start.file} ${formatCueTime(start.frames)}`;
  });

test('a sheet says what each of its lines says, in any case, quoted or not', () => {
  const sheet = parseCue(
    lines(
      'REM GENRE "Dub Techno"',
      'rem DATE 2026',
      'CATALOG 0652637280326',
      'Performer "Mara Ellery"',
      'TITLE Kanal',
      'FILE "kanal 9.flac" WAVE',
      '\tTRACK 1 audio',
      '  TITLE "12" Mix"',
      '  ISRC ZZLR12600019',
      '  FLAGS dcp PRE',
      '  REM BPM 119.5',
      '  PREGAP 00:02:00',
      '  INDEX 01 00:00:00',
      '  INDEX 2 71:01:74',
      '  ARRANGER "Nobody"',
      'INDEX 03 soon',
    ),
  );
  expect(sheet).toMatchObject({
    title: 'Kanal',
    performer: 'Mara Ellery',
    catalog: '0652637280326',
    files: [{ name: 'kanal 9.flac', format: 'WAVE', line: 6 }],
    tracks: [
      {
        number: 1,
        kind: 'AUDIO',
        title: '12" Mix',
        isrc: 'ZZLR12600019',
        flags: ['DCP', 'PRE'],
        pregapFrames: 150,
        indexes: [
          { number: 1, frames: 0, file: 0, line: 13 },
          { number: 2, frames: (71 * 60 + 1) * 75 + 74, file: 0, line: 14 },
        ],
        notes: [
          { text: 'ARRANGER "Nobody"', reason: 'unknown', line: 15 },
          { text: 'INDEX 03 soon', reason: 'unreadable', line: 16 },
        ],
      },
    ],
  });
  expect([remarkOf(sheet.remarks, 'GENRE'), remarkOf(sheet.tracks[0]?.remarks ?? [], 'BPM')]).toEqual([
    'Dub Techno',
    '119.5',
  ]);
});

test('a track whose gap lies in the file before it starts in its own', () => {
  const compliant = lines('FILE a.wav WAVE', 'TRACK 01 AUDIO', 'INDEX 01 00:00:00');
  const early = lines('TRACK 02 AUDIO', 'INDEX 00 05:33:45', 'FILE "b c.wav" WAVE', 'INDEX 01 00:00:00');
  expect(starts(compliant + early)).toEqual(['0 00:00:00', '1 00:00:00']);
});

test('titles behind FILE belong to the sheet when it has one file, and else to the file', () => {
  const one = lines('FILE a.mp3 MP3', 'TITLE "Album"', 'TRACK 01 AUDIO', 'TITLE "First"');
  expect(parseCue(one)).toMatchObject({ title: 'Album', tracks: [{ title: 'First' }] });
  const two = parseCue(one + lines('FILE b.mp3 MP3', 'TITLE "Other"', 'TRACK 01 AUDIO'));
  expect([two.title, two.files.map((file) => file.title), two.tracks.map((track) => track.title)]).toEqual([
    undefined,
    ['Album', 'Other'],
    ['First', undefined],
  ]);
});

test("a recording of rekordbox: each track's own file is its source, and times are hours", () => {
  const recording = lines(
    'REM RECORDED_BY "rekordbox-dj"',
    'FILE "01 REC.wav" WAVE',
    '\tTRACK 01 AUDIO',
    '\t\tFILE "/music/Tolbooth.mp3" WAVE',
    '\t\tINDEX 01 00:00:00',
    '\tTRACK 02 AUDIO',
    '\t\tFILE "/music/Second Tide.flac" WAVE',
    '\t\tINDEX 01 01:05:36',
  );
  const sheet = parseCue(recording);
  expect([sheet.files.length, sheet.tracks.map((track) => track.source), starts(recording)]).toEqual([
    1,
    ['/music/Tolbooth.mp3', '/music/Second Tide.flac'],
    ['0 00:00:00', '0 65:36:00'],
  ]);
  // Written by us it has frames, and must not be taken for hours again.
  expect(starts(formatCue(sheet))).toEqual(starts(recording));
});

test('a file name without quotes ends before its format', () => {
  const name = (line: string) => parseCue(line).files.map((file) => [file.name, file.format]);
  expect([
    ...name('FILE my song.wav WAVE'),
    ...name('FILE my song.wav'),
    ...name('FILE "a "b" c.wav" wave'),
    ...name('FILE "half open'),
  ]).toEqual([
    ['my song.wav', 'WAVE'],
    ['my song.wav', ''],
    ['a "b" c.wav', 'WAVE'],
    ['half open', ''],
  ]);
});

test('the dialects of Traktor and Serato call an index by other names', () => {
  const text = lines('FILE "a.wav" WAVE', 'TRACK 01 AUDIO', 'INDEX 01 01:02:03');
  expect([formatCue(parseCue(text), 'traktor'), formatCue(parseCue(text), 'serato')]).toEqual([
    'FILE "a.wav" WAVE\n  TRACK 01 AUDIO\n    CUE 01 01:02:03\n',
    'FILE "a.wav" WAVE\n  TRACK 01 AUDIO\n    MEMORY_CUE 01 01:02:03\n',
  ]);
});
