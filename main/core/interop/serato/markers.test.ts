import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aiffFile, flacFile, mp3File, wavFile } from '#core/testing/audio-files.ts';
import { id3Tag } from '#core/testing/id3-tag.ts';
import { freeItem, mp4Of, udtaOf } from '#core/testing/mp4-atoms.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { readAutotags, readBeatGrid, readMarkers2, readOldMarkers } from './markers.ts';
import { readSeratoTags } from './tags-in-file.ts';

const u32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const f32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatBE(value);
  return bytes;
};
const inLines = (text: string) => text.replace(/=+$/, '').replace(/(.{72})/g, '$1\n');

function entry(type: string, ...parts: (Buffer | number[] | string)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part as string)));
  return Buffer.concat([Buffer.from(`${type}\0`), u32(body.length), body]);
}

function markers2(...entries: Buffer[]): Buffer {
  const text = inLines(Buffer.concat([Buffer.of(1, 1), ...entries, Buffer.of(0)]).toString('base64'));
  const payload = Buffer.concat([Buffer.of(1, 1), Buffer.from(text), Buffer.of(0)]);
  return Buffer.concat([payload, Buffer.alloc(Math.max(0, 470 - payload.length))]);
}

const cueEntry = entry('CUE', [0, 1], u32(218_456), [0, 0xcc, 0x88, 0, 0, 0], 'äöüß\0');
const loopEntry = entry(
  'LOOP',
  [0, 0],
  u32(1000),
  u32(3086),
  [255, 255, 255, 255, 0, 0x27, 0xaa, 0xe1, 0, 1],
  'Break\0',
);
const markers = markers2(entry('COLOR', [0, 0xff, 0x99, 0x99]), cueEntry, loopEntry, entry('BPMLOCK', [1]));
const cue = { kind: 'cue', slot: 1, startMs: 218_456, endMs: null, name: 'äöüß', colour: '#cc8800' };
const loop = { kind: 'loop', slot: null, startMs: 1000, endMs: 3086, name: 'Break', colour: '#27aae1' };

test('Markers2 says cues, loops, the colour and whether the tempo is locked', () => {
  expect(readMarkers2(markers)).toEqual({ cues: [cue, loop], colour: '#ff9999', isTempoLocked: true });
});

test('Markers2 is read when its Base64 lacks its last letter, and up to where it is damaged', () => {
  const whole = Buffer.concat([Buffer.of(1, 1), cueEntry, Buffer.of(0)])
    .toString('base64')
    .replace(/=+$/, '');
  for (const text of [whole, whole.slice(0, -1)])
    expect(readMarkers2(Buffer.concat([Buffer.of(1, 1), Buffer.from(text)]))?.cues).toMatchObject([{ slot: 1 }]);
  const broken = markers2(cueEntry, Buffer.concat([Buffer.from('LOOP\0'), u32(0x7fffffff)]), loopEntry);
  expect(readMarkers2(broken)?.cues).toEqual([cue]);
  expect(readMarkers2(Buffer.from('nothing of that'))).toBeNull();
});

function seven(value: number): Buffer {
  return Buffer.of((value >> 21) & 7, (value >> 14) & 127, (value >> 7) & 127, value & 127);
}

const unset = [0x7f, 0x7f, 0x7f, 0x7f, 0x7f];
const oldEntry = (start: number | null, end: number | null, colour: number, type: number) =>
  Buffer.concat([
    start === null ? Buffer.from(unset) : Buffer.concat([Buffer.of(0), seven(start)]),
    end === null ? Buffer.from(unset) : Buffer.concat([Buffer.of(0), seven(end)]),
    Buffer.from([0, ...unset]),
    seven(colour),
    Buffer.of(type, 0),
  ]);
const oldMarkers = Buffer.concat([
  Buffer.of(2, 5),
  u32(6),
  oldEntry(0, null, 0xcc0000, 1),
  oldEntry(218_460, null, 0xcc8800, 1),
  ...[2, 3, 4].map(() => oldEntry(null, null, 0, 0)),
  oldEntry(1000, 3086, 0x27aae1, 3),
  seven(0xff9999),
]);

test('Markers_ says five cues and the loops behind them', () => {
  expect(readOldMarkers(oldMarkers)).toEqual({
    cues: [
      { kind: 'cue', slot: 0, startMs: 0, endMs: null, name: '', colour: '#cc0000' },
      { kind: 'cue', slot: 1, startMs: 218_460, endMs: null, name: '', colour: '#cc8800' },
      { kind: 'loop', slot: null, startMs: 1000, endMs: 3086, name: '', colour: '#27aae1' },
    ],
    colour: '#ff9999',
    isTempoLocked: false,
  });
});

const grid = Buffer.concat([Buffer.of(1, 0), u32(2), f32(0.5), u32(32), f32(16.5), f32(128), Buffer.of(0xc2)]);

test('a beat grid says where each tempo begins', () => {
  expect(readBeatGrid(grid)).toEqual([
    { startMs: 500, bpm: 120, beat: 1 },
    { startMs: 16_500, bpm: 128, beat: 1 },
  ]);
  expect(readBeatGrid(grid.subarray(0, 12))).toBeNull();
  expect(readBeatGrid(Buffer.concat([Buffer.of(1, 0), u32(0), Buffer.of(0)]))).toBeNull();
});

test('Autotags say the tempo', () => {
  expect(readAutotags(Buffer.from('\x01\x01115.00\0-3.257\x000.000\0', 'latin1'))).toBe(115);
  expect(readAutotags(Buffer.from('\x01\x010.00\0', 'latin1'))).toBeNull();
});

const object = (name: string, payload: Buffer) => ({
  id: 'GEOB',
  body: Buffer.concat([Buffer.from(`\0application/octet-stream\0\0${name}\0`, 'latin1'), payload]),
});
const wrapped = (name: string, payload: Buffer) =>
  inLines(Buffer.concat([Buffer.from(`application/octet-stream\0\0${name}\0`, 'latin1'), payload]).toString('base64'));
const tag = id3Tag([
  object('Serato Analysis', Buffer.of(2, 1)),
  object('Serato Markers2', markers),
  object('Serato BeatGrid', grid),
]);
const comments = [
  ['TITLE', 'x'],
  ['SERATO_MARKERS_V2', wrapped('Serato Markers2', markers)],
  ['serato_beatgrid', wrapped('Serato BeatGrid', grid)],
] as const;
const items = [
  freeItem('markersv2', wrapped('Serato Markers2', markers), 'com.serato.dj'),
  freeItem('beatgrid', wrapped('Serato BeatGrid', grid), 'com.serato.dj'),
];

function read(bytes: Buffer) {
  const folder = tempFolder('ledgerline-serato-', true);
  try {
    const file = join(folder.path, 'a');
    writeFileSync(file, bytes);
    return readSeratoTags(file);
  } finally {
    folder.remove();
  }
}

test.each([
  ['MP3', mp3File(tag)],
  ['AIFF', aiffFile(tag)],
  ['WAVE', wavFile({}, tag)],
  ['FLAC', flacFile(comments)],
  ['MP4', mp4Of({ inMoov: [udtaOf(items)] })],
])('cues, loops and the grid are found in %s', (_, bytes) => {
  expect(read(bytes)).toEqual({
    cues: [cue, loop],
    grid: readBeatGrid(grid),
    bpm: null,
    colour: '#ff9999',
    isTempoLocked: true,
  });
});

test('where a file has both kinds of markers, Markers_ says where and Markers2 what is called how', () => {
  const both = id3Tag([object('Serato Markers2', markers), object('Serato Markers_', oldMarkers)]);
  expect(read(mp3File(both))?.cues).toEqual([
    { ...cue, startMs: 218_460 },
    loop,
    { kind: 'cue', slot: 0, startMs: 0, endMs: null, name: '', colour: '#cc0000' },
  ]);
});

test('a file without anything of Serato says nothing', () => {
  expect(read(mp3File(id3Tag([])))).toBeNull();
  expect(read(Buffer.from('text'))).toBeNull();
});

test('no payload makes a reader throw', () => {
  const starts = [[1, 1], [2, 5, 0, 0, 0, 14], [1, 0, 0, 0, 0, 3], []];
  const payload = fc.tuple(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 400 }));
  fc.assert(
    fc.property(payload, ([start, rest]) => {
      const bytes = Buffer.from([...start, ...rest]);
      for (const parse of [readMarkers2, readOldMarkers, readBeatGrid, readAutotags]) parse(bytes);
    }),
  );
});
