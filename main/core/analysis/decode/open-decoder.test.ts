import { appendFileSync, copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { pitchOfKey } from '#shared/music-key.ts';
import { playSine, playSong } from '../../../../e2e/audio/synthesise.ts';
import { waveFile } from '../../../../e2e/audio/wave-file.ts';
import { openDecoder } from './open-decoder.ts';

type Expected = {
  file: string;
  bpm: number;
  key: number;
  format: string;
  codec: string;
  sampleRate: number;
  channels: number;
  durationMs: number;
};

const music = join(import.meta.dirname, '../../../../e2e/audio');
const all: Expected[] = JSON.parse(readFileSync(join(music, 'expected.json'), 'utf8'));
const decodable = all.filter(({ format }) => format !== 'asf');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledgerline-decode-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function put(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

async function decode(path: string) {
  const audio = await openDecoder(path);
  try {
    const chunks: Float32Array[] = [];
    for await (const [first] of audio.chunks()) chunks.push(first!.slice());
    const samples = new Float32Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
    let at = 0;
    for (const chunk of chunks) {
      samples.set(chunk, at);
      at += chunk.length;
    }
    return { audio, samples, longest: Math.max(...chunks.map((chunk) => chunk.length)), hash: await audio.audioHash() };
  } finally {
    await audio.close();
  }
}

async function outcome(path: string): Promise<string> {
  try {
    const { samples } = await decode(path);
    return samples.length > 0 ? 'decoded' : 'nothing';
  } catch (error) {
    return error instanceof AppError ? error.code : `not an AppError: ${error}`;
  }
}

/** Cosine of the angle between the signals: 1 for the same sound at any volume. */
function likeness(left: Float32Array, right: Float32Array): number {
  let product = 0;
  let leftEnergy = 0;
  let rightEnergy = 0;
  for (let index = 2000; index < Math.min(left.length, right.length) - 2000; index += 1) {
    const a = left[index]!;
    product += a * right[index]!;
    leftEnergy += a * a;
    rightEnergy += right[index]! * right[index]!;
  }
  return product / Math.sqrt(leftEnergy * rightEnergy);
}

test.each(decodable)('$file decodes to what was played', async (expected) => {
  const { audio, samples, longest } = await decode(join(music, expected.file));
  const song = {
    bpm: expected.bpm,
    tonic: pitchOfKey(expected.key),
    isMinor: expected.key % 2 === 0,
    seconds: expected.durationMs / 1000,
  };
  const played = playSong(song, expected.sampleRate);
  const { format, codec, sampleRate, channels, warnings } = audio;
  expect({ format, codec, sampleRate, channels, warnings: [...warnings] }).toEqual({
    format: expected.format,
    codec: expected.codec,
    sampleRate: expected.sampleRate,
    channels: expected.channels,
    warnings: [],
  });
  expect(Math.abs(samples.length / sampleRate - song.seconds)).toBeLessThan(0.03);
  expect(longest).toBeLessThanOrEqual(65_536);
  expect(likeness(samples, played)).toBeGreaterThan(audio.isLossless ? 0.999 : 0.95);
});

test('the name of a file does not matter', async () => {
  for (const { file } of decodable) {
    const path = join(folder, `${file}.txt`);
    copyFileSync(join(music, file), path);
    expect(await outcome(path)).toBe('decoded');
  }
});

test.each([
  ['nothing', Buffer.alloc(0), 'FILE_EMPTY'],
  ['text', Buffer.from('This is not music, whatever its name says.\n'.repeat(500)), 'FORMAT_UNKNOWN'],
  ['zeros', Buffer.alloc(50_000), 'FORMAT_UNKNOWN'],
  [
    'a tag without audio',
    Buffer.concat([Buffer.from('ID3\x03\0\0\0\0\0\x0a', 'latin1'), Buffer.alloc(10)]),
    'NO_AUDIO',
  ],
  ['a tag that claims 256 MB', Buffer.from('ID3\x04\0\0\x7f\x7f\x7f\x7f', 'latin1'), 'NO_AUDIO'],
  ['a WAVE without samples', waveFile(new Float32Array(0), { sampleRate: 44_100, bits: 16 }), 'NO_AUDIO'],
  ['an Ogg page alone', Buffer.concat([Buffer.from('OggS'), Buffer.alloc(40)]), 'NO_AUDIO'],
  ['a FLAC marker alone', Buffer.from('fLaC'), 'NO_AUDIO'],
  ['Monkey’s Audio', Buffer.concat([Buffer.from('MAC '), Buffer.alloc(500)]), 'FORMAT_UNSUPPORTED'],
])('%s is refused by name', async (name, bytes, code) => {
  expect(await outcome(put(`${name}.mp3`, bytes))).toBe(code);
});

test('Windows Media, folders and absent files are refused by name', async () => {
  expect(await outcome(join(music, 'slow-lanterns.wma'))).toBe('FORMAT_UNSUPPORTED');
  expect(await outcome(folder)).toBe('FILE_UNREADABLE');
  expect(await outcome(join(folder, 'not-there.mp3'))).toBe('FILE_NOT_FOUND');
});

test('an ffmpeg that cannot be started is named as the reason', async () => {
  const audio = await openDecoder(join(music, 'slow-lanterns.wma'), { ffmpegPath: join(folder, 'no-such-program') });
  await expect(audio.chunks().next()).rejects.toMatchObject({ code: 'FORMAT_UNSUPPORTED' });
  await audio.close();
});

test('a file cut anywhere gives what is there or a named problem', async () => {
  for (const { file, format } of decodable) {
    const bytes = readFileSync(join(music, file));
    for (const part of [0.001, 0.01, 0.1, 0.35, 0.7, 0.98]) {
      const result = await outcome(put('cut', bytes.subarray(0, Math.ceil(part * bytes.length))));
      expect(['decoded', 'NO_AUDIO', 'AUDIO_DAMAGED', 'FORMAT_UNKNOWN']).toContain(result);
      // Only MP4 with its tables at the end has nothing to go by.
      if (part >= 0.35 && (format !== 'mp4' || file === 'glass-garden.m4a')) expect(result).toBe('decoded');
    }
  }
});

test('files with random damage decode or fail by name, and the hash never fails', { timeout: 60_000 }, async () => {
  const damage = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), {
    minLength: 1,
    maxLength: 30,
  });
  const where = fc.constantFrom('header', 'all', 'end');
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...decodable), where, damage, async ({ file }, span, changes) => {
      const bytes = readFileSync(join(music, file));
      for (const [place, value] of changes) {
        const width = span === 'all' ? bytes.length : 2000;
        bytes[Math.floor(place * (width - 1)) + (span === 'end' ? bytes.length - width : 0)] = value;
      }
      expect(await outcome(put('damaged', bytes))).toMatch(/^(decoded|NO_AUDIO|AUDIO_DAMAGED|FORMAT_UN\w+)$/);
    }),
    { numRuns: 60 },
  );
});

test('a damaged stretch in the middle costs that stretch only', async () => {
  for (const file of ['night-bus.mp3', 'paper-boats.flac', 'night-bus-dub.ogg', 'glass-garden-edit.aac']) {
    const whole = (await decode(join(music, file))).samples.length;
    const bytes = readFileSync(join(music, file));
    const middle = Math.floor(bytes.length / 2);
    bytes.fill(0x55, middle, middle + 3000);
    const { audio, samples } = await decode(put('hole', bytes));
    expect(samples.length).toBeGreaterThan(0.8 * whole);
    expect(audio.warnings.size).toBeGreaterThan(0);
  }
});

test('MP4 tables that promise billions of samples are believed as far as the file reaches', async () => {
  const bytes = readFileSync(join(music, 'glass-garden.m4a'));
  for (const table of ['stsz', 'stsc', 'stco', 'stts', 'elst', 'stsd']) {
    const at = bytes.indexOf(table, 0, 'latin1');
    expect(at).toBeGreaterThan(0);
    for (const offset of [4, 8, 12, 16]) {
      for (const value of [0, 1, 0x7fffffff, 0xffffffff]) {
        const bomb = Buffer.from(bytes);
        bomb.writeUInt32BE(value, at + offset);
        expect(await outcome(put('bomb.m4a', bomb))).toMatch(/^(decoded|NO_AUDIO|AUDIO_DAMAGED|FORMAT_UNSUPPORTED)$/);
      }
    }
  }
});

test('MP4 boxes whose size is zero, themselves or everything end the walk', async () => {
  const bytes = readFileSync(join(music, 'slow-lanterns-alac.m4a'));
  for (const box of ['ftyp', 'mdat', 'moov', 'trak', 'mdia', 'minf', 'stbl', 'udta']) {
    const at = bytes.indexOf(box, 0, 'latin1') - 4;
    for (const size of [0, 1, 4, 7, 8, 0x7fffffff, 0xffffffff]) {
      const odd = Buffer.from(bytes);
      odd.writeUInt32BE(size, at);
      expect(await outcome(put('odd.m4a', odd))).toMatch(/^(decoded|NO_AUDIO|AUDIO_DAMAGED|FORMAT_UN\w+)$/);
    }
  }
});

test('every width of WAVE gives the same sine', async () => {
  const sine = playSine(440, 1, 8000);
  for (const bits of [8, 16, 24] as const) {
    for (const options of [{}, { isRf64: true }, { isExtensible: true }]) {
      const { samples } = await decode(put('sine.wav', waveFile(sine, { sampleRate: 8000, bits, ...options })));
      expect(samples.length).toBe(sine.length);
      expect(Math.max(...samples.map((value, index) => Math.abs(value - sine[index]!)))).toBeLessThan(2 ** (2 - bits));
    }
  }
});

test('MP3 with stacked tags, junk and a picture in front decodes to the same samples', async () => {
  const bytes = readFileSync(join(music, 'night-bus.mp3'));
  const tag = Buffer.concat([Buffer.from('ID3\x03\0\0\0\0\x08\0', 'latin1'), Buffer.alloc(1024, 0xff)]);
  const plain = await decode(join(music, 'night-bus.mp3'));
  const stacked = await decode(
    put('stacked.mp3', Buffer.concat([tag, tag, bytes, Buffer.from('TAG'), Buffer.alloc(125)])),
  );
  expect(stacked.samples).toEqual(plain.samples);
  expect(stacked.hash).toBe(plain.hash);
});

test('a file that grows or is replaced while it is read is noticed', async () => {
  const path = join(folder, 'changing.wav');
  const bytes = waveFile(playSine(440, 2, 44_100), { sampleRate: 44_100, bits: 16 });
  writeFileSync(path, bytes);
  const grown = await openDecoder(path);
  appendFileSync(path, Buffer.alloc(10));
  await expect(grown.assertUnchanged()).rejects.toMatchObject({ code: 'FILE_CHANGED' });
  await grown.close();
  const replaced = await openDecoder(path);
  rmSync(path);
  writeFileSync(path, bytes);
  await expect(replaced.assertUnchanged()).rejects.toMatchObject({ code: 'FILE_CHANGED' });
  await replaced.close();
});

test('decoding stops when it is cancelled', async () => {
  const cancel = new AbortController();
  const audio = await openDecoder(join(music, 'paper-boats.flac'), { signal: cancel.signal });
  cancel.abort();
  await expect(audio.chunks().next()).rejects.toMatchObject({ code: 'CANCELLED' });
  await audio.close();
});

test('the folder holds what its list says', () => {
  const listed = all.map(({ file }) => file);
  const there = readdirSync(music).filter((name) => !/\.(ts|md|json)$/.test(name) && !/^(sine|silence)\./.test(name));
  expect(there.toSorted()).toEqual(listed.toSorted());
});
