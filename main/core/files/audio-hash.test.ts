import { closeSync, fstatSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { noise } from '#core/testing/audio-files.ts';
import { AudioHasher, quickHash, quickHashOf } from './audio-hash.ts';
import { FileWindow } from './file-window.ts';
import { findPayload } from './payload-range.ts';

const music = join(import.meta.dirname, '../../../e2e/audio');
const folder = mkdtempSync(join(tmpdir(), 'ledgerline-hash-'));

afterAll(() => rmSync(folder, { recursive: true }));

function withFile<Result>(bytes: Uint8Array, use: (path: string, fd: number) => Result): Result {
  const path = join(folder, 'file');
  writeFileSync(path, bytes);
  const fd = openSync(path, 'r');
  try {
    return use(path, fd);
  } finally {
    closeSync(fd);
  }
}

function payloadOf(bytes: Uint8Array) {
  return withFile(bytes, (_, fd) => findPayload(new FileWindow(fd, fstatSync(fd).size)));
}

function fullHash(bytes: Uint8Array, pieceBytes: number): string {
  const hasher = new AudioHasher(payloadOf(bytes));
  for (let at = 0; at < bytes.length; at += pieceBytes) hasher.update(at, bytes.subarray(at, at + pieceBytes));
  return hasher.digest();
}

function id3(bodyBytes: number): Buffer {
  const size = [21, 14, 7, 0].map((shift) => (bodyBytes >> shift) & 127);
  return Buffer.concat([Buffer.from('ID3\x03\0\0', 'latin1'), Buffer.from(size), Buffer.alloc(bodyBytes, 0xff)]);
}

function ape(bodyBytes: number): Buffer {
  const footer = Buffer.alloc(32);
  footer.write('APETAGEX', 'latin1');
  footer.writeUInt32LE(2000, 8);
  footer.writeUInt32LE(bodyBytes + 32, 12);
  return Buffer.concat([Buffer.alloc(bodyBytes, 7), footer]);
}

const id3v1 = Buffer.concat([Buffer.from('TAG'), Buffer.alloc(125, 32)]);
const lyrics3 = Buffer.from(`LYRICSBEGIN${'la '.repeat(10)}000041LYRICS200`);

/** The same FLAC with its padding block made longer. */
function paddedFlac(bytes: Buffer, extra: number): Buffer {
  const { start } = payloadOf(bytes).ranges[0]!;
  const metadata = Buffer.from(bytes.subarray(0, start));
  let last = 4;
  while ((metadata[last]! & 0x80) === 0) last += 4 + metadata.readUIntBE(last + 1, 3);
  metadata[last]! &= 0x7f;
  const block = Buffer.concat([Buffer.from([0x81, 0, extra >> 8, extra & 255]), Buffer.alloc(extra)]);
  return Buffer.concat([metadata, block, bytes.subarray(start)]);
}

/** The same Ogg file as a tag writer leaves it: pages renumbered, checksums anew. */
function renumberedOgg(bytes: Buffer): Buffer {
  const result = Buffer.from(bytes);
  for (let at = 0; at < result.length; ) {
    result.writeUInt32LE(result.readUInt32LE(at + 18) + 3, at + 18);
    result.writeUInt32LE(0x12345678, at + 22);
    const lacing = result.subarray(at + 27, at + 27 + result[at + 26]!);
    at += 27 + lacing.length + lacing.reduce((sum, value) => sum + value, 0);
  }
  return result;
}

const mp3 = readFileSync(join(music, 'night-bus.mp3'));
const { start: mp3Start } = payloadOf(mp3).ranges[0]!;
const mp3Frames = mp3.subarray(mp3Start);
const flac = readFileSync(join(music, 'paper-boats.flac'));

test.each([
  ['MP3 without tags', mp3, mp3Frames],
  ['MP3 with stacked ID3v2', mp3, Buffer.concat([id3(20), id3(90_000), mp3Frames])],
  ['MP3 with ID3v1', mp3, Buffer.concat([mp3, id3v1])],
  ['MP3 with APEv2 and ID3v1', mp3, Buffer.concat([mp3, ape(70_000), id3v1])],
  ['MP3 with Lyrics3 and ID3v1', mp3, Buffer.concat([mp3, lyrics3, id3v1])],
  ['FLAC with more padding', flac, paddedFlac(flac, 5000)],
  ['FLAC behind ID3v2', flac, Buffer.concat([id3(300), flac])],
  ['Vorbis with pages renumbered', ...renumberedPair('night-bus-dub.ogg')],
  ['Opus with pages renumbered', ...renumberedPair('paper-boats-live.opus')],
] as [string, Buffer, Buffer][])('%s has the hashes of the same audio', (_, original, changed) => {
  expect(withFile(changed, quickHash)).toEqual(withFile(original, quickHash));
  expect(fullHash(changed, 4096)).toBe(fullHash(original, 100_000));
});

function renumberedPair(file: string): [Buffer, Buffer] {
  const bytes = readFileSync(join(music, file));
  return [bytes, renumberedOgg(bytes)];
}

test('MP4 keeps its hashes when the tables in front of the media grow', () => {
  const bytes = readFileSync(join(music, 'slow-lanterns-alac.m4a'));
  const free = Buffer.alloc(1000);
  free.writeUInt32BE(1000);
  free.write('free', 4);
  const ftypBytes = bytes.readUInt32BE(0);
  const moved = Buffer.concat([bytes.subarray(0, ftypBytes), free, bytes.subarray(ftypBytes)]);
  expect(withFile(moved, quickHash)).toEqual(withFile(bytes, quickHash));
  expect(fullHash(moved, 4096)).toBe(fullHash(bytes, 4096));
});

test('one byte of audio changes the full hash, and the quick one where it looks', () => {
  for (const file of [
    'night-bus.mp3',
    'paper-boats.flac',
    'glass-garden.m4a',
    'night-bus-dub.ogg',
    'harbour-lights-16.wav',
  ]) {
    const bytes = readFileSync(join(music, file));
    const { ranges } = payloadOf(bytes);
    const changed = Buffer.from(bytes);
    changed[ranges[0]!.start + 5000]! ^= 1;
    expect(fullHash(changed, 4096)).not.toBe(fullHash(bytes, 4096));
    expect(withFile(changed, quickHash).quickHash).not.toBe(withFile(bytes, quickHash).quickHash);
    expect(withFile(changed, quickHash).payloadBytes).toBe(withFile(bytes, quickHash).payloadBytes);
  }
});

test('the size of the pieces does not matter', () => {
  const bytes = readFileSync(join(music, 'night-bus-dub.ogg'));
  const whole = fullHash(bytes, bytes.length);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 70_000 }), (pieceBytes) => {
      expect(fullHash(bytes, pieceBytes)).toBe(whole);
    }),
    { numRuns: 20 },
  );
});

test('a large file with a picture in front costs four reads', () => {
  const large = Buffer.concat([id3(300_000), mp3Frames, mp3Frames, mp3Frames, mp3Frames]);
  const reads = withFile(large, (_, fd) => {
    const file = new FileWindow(fd, large.length);
    quickHashOf(file, findPayload(file));
    return file.reads;
  });
  expect(reads).toBeLessThanOrEqual(4);
});

test('any bytes have a hash, and every range lies inside the file', () => {
  const starts = [
    '',
    'ID3\x04\0\0\x01\x01\x01\x01',
    'fLaC',
    'OggS',
    'RIFF\0\0\0\0WAVE',
    'FORM\0\0\0\0AIFF',
    '\0\0\0\x08ftyp',
  ];
  fc.assert(
    fc.property(fc.constantFrom(...starts), fc.nat(50), fc.integer({ min: 1, max: 3000 }), (start, seed, length) => {
      const bytes = Buffer.concat([Buffer.from(start, 'latin1'), noise(seed, length)]);
      expect(withFile(bytes, quickHash).quickHash).toMatch(/^[0-9a-f]{32}$/);
      for (const range of payloadOf(bytes).ranges) {
        expect(range.start).toBeLessThan(range.end);
        expect(range.end).toBeLessThanOrEqual(bytes.length);
      }
    }),
  );
});

test('an empty file is refused', () => {
  expect(() => withFile(Buffer.alloc(0), quickHash)).toThrow(expect.objectContaining({ code: 'FILE_EMPTY' }));
});
