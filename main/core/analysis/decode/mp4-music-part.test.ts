import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FileWindow } from '#core/files/file-window.ts';
import { findBox } from './mp4-boxes.ts';
import { readMusicPart } from './mp4-music-part.ts';

const none: Buffer = Buffer.alloc(0);
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledgerline-part-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function box(type: string, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

function numbers(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeInt32BE(value | 0, 4 * index);
  return bytes;
}

const clock = (timescale: number, duration: number) => numbers(0, 0, 0, timescale, duration, 0);
const edits = (...entries: number[][]) =>
  box('edts', box('elst', numbers(0, entries.length, ...entries.flatMap((entry) => [...entry, 0x10000]))));
const longEdit = (duration: number, mediaTime: number) =>
  box('edts', box('elst', numbers(0x01000000, 1, 0, duration, 0, mediaTime, 0x10000)));

function tag(value: string): Buffer {
  const item = box(
    '----',
    box('name', numbers(0), Buffer.from('iTunSMPB')),
    box('data', numbers(1, 0), Buffer.from(value)),
  );
  return box('udta', box('meta', numbers(0), box('ilst', item)));
}

/** Ten seconds at 44.1 kHz and 1024 samples in front, unless said otherwise. */
function partOf(edit: Buffer, metadata: Buffer = none, codedRate = 44_100) {
  const track = box('trak', edit, box('mdia', box('mdhd', clock(44_100, 442_024))));
  const path = join(folder, 'part.mp4');
  writeFileSync(path, box('moov', box('mvhd', clock(1000, 10_000)), track, metadata));
  const descriptor = openSync(path, 'r');
  try {
    const file = new FileWindow(descriptor, 100_000);
    const movie = findBox(file, { type: 'root', start: 0, end: 100_000 }, 'moov')!;
    return readMusicPart(file, movie, findBox(file, movie, 'trak')!, codedRate);
  } finally {
    closeSync(descriptor);
  }
}

const appleTag = tag(' 00000000 00000840 000001C4 000000000006BAA8 00000000');

test('one edit says where the music starts and how long it is', () => {
  const stated = { startSeconds: 1024 / 44_100, durationSeconds: 10 };
  expect([
    partOf(edits([10_000, 1024])),
    partOf(longEdit(10_000, 1024)),
    partOf(edits([500, -1], [10_000, 1024])),
  ]).toEqual([stated, stated, stated]);
  // The tick of the clock belongs to the music, what lies behind does not.
  expect(partOf(edits([4000, 1024]))?.durationSeconds).toBeCloseTo(4.001, 9);
  expect(partOf(edits([0, 1024]))?.durationSeconds).toBe(10);
});

test('the tag of Apple’s encoders counts where no edit leaves anything out', () => {
  const stated = { startSeconds: 2112 / 44_100, durationSeconds: 441_000 / 44_100 };
  expect([partOf(none, appleTag), partOf(edits([10_000, 0]), appleTag)]).toEqual([stated, stated]);
  expect(partOf(none, appleTag, 22_050)).toEqual({ startSeconds: 2112 / 22_050, durationSeconds: 20 });
  expect(partOf(edits([10_000, 1024]), appleTag)?.startSeconds).toBe(1024 / 44_100);
});

test('files that say nothing, or nothing sensible, are decoded whole', () => {
  const odd = [
    partOf(none),
    partOf(edits([5000, 1024], [5000, 300_000])),
    partOf(edits([10_000, 0x7fffffff])),
    partOf(box('edts', box('elst', numbers(0, 0x7fffffff)))),
    partOf(none, tag('nonsense')),
    partOf(none, tag(' 00000000 00000840')),
    partOf(none, appleTag, 0),
  ];
  expect(odd).toEqual(odd.map(() => null));
});
