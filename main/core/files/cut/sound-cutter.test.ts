import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDecoder } from '#core/analysis/decode/open-decoder.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import type { CutInput } from '../file-step.ts';
import { temporaryBeside } from '../own-names.ts';
import { readFileTags } from '../preview-tags.ts';
import { realDisk } from '../write-disk.ts';
import { SoundCutter } from './sound-cutter.ts';

const songs = new URL('../../../../e2e/audio/', import.meta.url).pathname;

let folder: { path: string; remove(): void };
let cutter: SoundCutter;
beforeEach(() => {
  folder = tempFolder();
  cutter = new SoundCutter();
});
afterEach(async () => {
  await cutter.close();
  folder.remove();
});

type Part = { fromMs: number; toMs: number | null };

async function cut(source: string, format: CutInput['format'], { fromMs, toMs }: Part): Promise<string> {
  const target = join(folder.path, `${String(fromMs)}.${format}`);
  const temporary = temporaryBeside(target);
  const tags = { texts: { title: [`From ${fromMs}`] }, custom: {}, id3Version: 3 as const, writeRiffInfo: true };
  const input: CutInput = {
    type: 'cut',
    format,
    fromMs,
    toMs,
    tags: { ...tags, keepModified: false },
    hasCover: true,
    sizeBytes: 0,
  };
  const task = { source: join(songs, source), target, temporary, draft: temporaryBeside(target), input };
  await cutter.cut({ task, pictureDirectory: folder.path, ffmpegPath: null });
  realDisk.renameSync(temporary, target);
  return target;
}

async function decode(path: string) {
  const audio = await openDecoder(path);
  const channels: number[][] = Array.from({ length: audio.channels }, () => []);
  for await (const chunk of audio.chunks()) {
    for (const [channel, samples] of chunk.entries()) for (const sample of samples) channels[channel]?.push(sample);
  }
  await audio.close();
  const { sampleRate, bitDepth, codec } = audio;
  return { channels, sampleRate, bitDepth, codec };
}

/** Three parts, of which the borders are at no round sample. */
const parts: readonly Part[] = [
  { fromMs: 0, toMs: 1003 },
  { fromMs: 1003, toMs: 2517 },
  { fromMs: 2517, toMs: null },
];

test.each([
  ['paper-boats.flac', 'flac'],
  ['paper-boats.flac', 'wav'],
  ['harbour-lights-16.wav', 'flac'],
  ['harbour-lights-16.wav', 'wav'],
  ['harbour-lights-24.wav', 'flac'],
  ['harbour-lights-extensible.wav', 'wav'],
  ['harbour-lights-rf64.wav', 'wav'],
  ['harbour-lights.aiff', 'flac'],
  ['harbour-lights.aiff', 'wav'],
  ['slow-lanterns-alac.m4a', 'flac'],
] as const)('the parts of %s as %s are the whole, sample for sample', async (source, format) => {
  const whole = await decode(join(songs, source));
  const joined = whole.channels.map((): number[] => []);
  for (const part of parts) {
    const made = await decode(await cut(source, format, part));
    expect([made.sampleRate, made.bitDepth]).toEqual([whole.sampleRate, whole.bitDepth]);
    for (const [channel, samples] of made.channels.entries())
      for (const sample of samples) joined[channel]?.push(sample);
  }
  expect(joined.map((samples) => samples.length)).toEqual(whole.channels.map((samples) => samples.length));
  expect(joined).toEqual(whole.channels);
});

test('parts of an MP3 are its own frames, and sound as in the whole, sample for sample', async () => {
  const source = 'night-bus.mp3';
  const whole = await decode(join(songs, source));
  const bytes = readFileSync(join(songs, source));
  const joined: number[] = [];
  for (const part of parts) {
    const path = await cut(source, 'mp3', part);
    const made = await decode(path);
    for (const sample of made.channels[0] ?? []) joined.push(sample);
    // A stretch from the middle of the part stands in the mix as it is: nothing was encoded again.
    const own = readFileSync(path);
    expect(bytes.includes(own.subarray(own.length / 2, own.length / 2 + 300))).toBe(true);
  }
  const original = whole.channels[0] ?? [];
  expect(joined.length).toBe(original.length);
  expect(joined.filter((sample, at) => Math.abs(sample - (original[at] ?? 0)) > 1e-6).length).toBe(0);
});

test('a part has the tags it was given, and nothing of ours is left', async () => {
  for (const [source, format] of [
    ['paper-boats.flac', 'flac'],
    ['harbour-lights-16.wav', 'wav'],
    ['night-bus.mp3', 'mp3'],
  ] as const) {
    const tags = readFileTags(await cut(source, format, { fromMs: 500, toMs: 2000 }));
    const cover = readFileTags(join(songs, source)).pictures[0]?.sha256;
    expect([tags.texts.title, tags.pictures[0]?.sha256]).toEqual([['From 500'], cover]);
  }
  expect(readdirSync(folder.path).sort()).toEqual(['500.flac', '500.mp3', '500.wav']);
});

test('what is lossy is decoded to 24 bits of WAV', async () => {
  const { channels, bitDepth } = await decode(await cut('night-bus-dub.ogg', 'wav', { fromMs: 1000, toMs: 2000 }));
  const whole = await decode(join(songs, 'night-bus-dub.ogg'));
  const at = whole.sampleRate;
  expect([bitDepth, channels[0]?.length]).toEqual([24, at]);
  const worst = Math.max(
    ...(channels[0] ?? []).map((sample, index) => Math.abs(sample - (whole.channels[0]?.[at + index] ?? 0))),
  );
  expect(worst).toBeLessThan(1e-6);
});

test('what cannot be done says so, and leaves nothing', async () => {
  await expect(cut('paper-boats.flac', 'mp3', { fromMs: 0, toMs: 1000 })).rejects.toMatchObject({
    code: 'FORMAT_UNSUPPORTED',
  });
  await expect(cut('paper-boats.flac', 'flac', { fromMs: 90_000, toMs: null })).rejects.toMatchObject({
    code: 'NO_AUDIO',
  });
  await expect(cut('night-bus.mp3', 'mp3', { fromMs: 90_000, toMs: null })).rejects.toMatchObject({ code: 'NO_AUDIO' });
  await expect(cut('no-such.flac', 'flac', { fromMs: 0, toMs: null })).rejects.toMatchObject({
    code: 'FILE_NOT_FOUND',
  });
  expect(readdirSync(folder.path)).toEqual([]);
});
