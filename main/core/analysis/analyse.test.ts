import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findings as findingsSchema } from '#shared/findings.ts';
import { decodeWaveform } from '#shared/waveform.ts';
import { playSong } from '../../../e2e/audio/synthesise.ts';
import { waveFile } from '../../../e2e/audio/wave-file.ts';
import { type Analysis, analyseFile } from './analyse.ts';

type Expected = { file: string; bpm: number; key: number; format: string; durationMs: number; codec: string };

const music = join(import.meta.dirname, '../../../e2e/audio');
const all: Expected[] = JSON.parse(readFileSync(join(music, 'expected.json'), 'utf8'));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledgerline-analyse-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function put(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

function numbersOf(analysis: Analysis): number[] {
  const found = JSON.stringify(analysis.findings, (_, value) => (typeof value === 'number' ? String(value) : value));
  expect(found).not.toMatch(/NaN|Infinity/);
  return [...Object.values(analysis), ...analysis.beats].filter((value) => typeof value === 'number');
}

test.each(all.filter(({ format }) => format !== 'asf'))('$file has its tempo, key and beats', async (expected) => {
  const analysis = await analyseFile(join(music, expected.file));
  const { findings, beats, codec } = analysis;
  expect(findingsSchema.parse(findings)).toEqual(findings);
  expect({ bpm: Math.round(findings.tempo.bpm ?? 0), key: findings.key.key, codec }).toEqual({
    bpm: expected.bpm,
    key: expected.key,
    codec: expected.codec,
  });
  expect(Math.abs(analysis.durationMs - expected.durationMs)).toBeLessThan(30);
  // Kicks stand at whole beats from the first sample on.
  const period = 60 / expected.bpm;
  const distances = [...beats].map((beat) => Math.abs(beat / period - Math.round(beat / period)) * period);
  const near = distances.filter((distance) => distance < 0.05);
  expect(near.length).toBeGreaterThan(0.8 * (expected.durationMs / 1000 / period - 4));
  expect(numbersOf(analysis).every(Number.isFinite)).toBe(true);
  expect(findings.tempo.confidence).toBeGreaterThan(0.5);
  expect(analysis.truncated).toBe(false);
  expect(decodeWaveform(analysis.waveform.encoded)).toMatchObject({ overview: analysis.waveform.overview });
});

test('a sine has no tempo, silence has neither tempo nor key nor loudness', async () => {
  const sine = await analyseFile(join(music, 'sine.flac'));
  expect([sine.findings.tempo.bpm, sine.beats.length]).toEqual([null, 0]);
  expect(sine.findings.loudness.truePeakDb).toBeCloseTo(-12.04, 1);
  expect(await analyseFile(join(music, 'silence.flac'))).toMatchObject({
    findings: {
      tempo: { bpm: null, candidates: [] },
      key: { key: null, candidates: [] },
      loudness: { lufs: null, truePeakDb: null, rangeLu: 0, replayGainDb: null, replayGainPeak: null },
    },
    durationMs: 3000,
  });
});

test('noise has no tempo', async () => {
  let state = 1;
  const noise = Float32Array.from({ length: 15 * 22_050 }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return 0.3 * (state / 2 ** 31 - 1);
  });
  const analysis = await analyseFile(put('noise.wav', waveFile(noise, { sampleRate: 22_050, bits: 16 })));
  expect(analysis.findings.tempo.bpm).toBeNull();
});

test('a loop of two bars has the tempo of the song it would make', async () => {
  const loop = playSong({ bpm: 120, tonic: 0, isMinor: false, seconds: 4 }, 22_050);
  const { findings, beats } = await analyseFile(put('loop.wav', waveFile(loop, { sampleRate: 22_050, bits: 16 })));
  expect(findings.tempo.bpm).toBeCloseTo(120, 0);
  expect(Math.max(...beats)).toBeLessThan(4);
});

test('a song of three windows keeps one tempo and beats without gaps', { timeout: 30_000 }, async () => {
  const song = playSong({ bpm: 126, tonic: 2, isMinor: true, seconds: 150 }, 22_050);
  const { findings, beats } = await analyseFile(put('song.wav', waveFile(song, { sampleRate: 22_050, bits: 16 })));
  expect(findings.tempo.bpm).toBeCloseTo(126, 1);
  expect(findings.tempo.confidence).toBeGreaterThan(0.6);
  const gaps = beats.slice(1).map((beat, index) => beat - beats[index]!);
  expect(Math.min(...gaps)).toBeGreaterThan(0.4);
  expect(Math.max(...gaps)).toBeLessThan(0.56);
});

test('a file cut short is analysed as far as it goes and says so', async () => {
  const bytes = readFileSync(join(music, 'paper-boats.flac'));
  const analysis = await analyseFile(put('cut.flac', bytes.subarray(0, Math.floor(0.6 * bytes.length))));
  expect(analysis.truncated).toBe(true);
  expect(analysis.warnings).toContain('TRUNCATED');
  expect(analysis.durationMs).toBeGreaterThan(4000);
  expect(analysis.durationMs).toBeLessThan(7000);
});

test('progress rises to one', async () => {
  const steps: number[] = [];
  await analyseFile(join(music, 'night-bus.mp3'), { onProgress: (progress) => steps.push(progress) });
  expect(steps.at(-1)).toBe(1);
  expect(steps).toEqual(steps.toSorted((left, right) => left - right));
});

test('a cancelled analysis ends with CANCELLED', async () => {
  const cancel = new AbortController();
  const analysis = analyseFile(join(music, 'night-bus.mp3'), {
    signal: cancel.signal,
    onProgress: () => cancel.abort(),
  });
  await expect(analysis).rejects.toMatchObject({ code: 'CANCELLED' });
});

test('a file replaced half way ends with FILE_CHANGED', async () => {
  const bytes = waveFile(playSong({ bpm: 120, tonic: 0, isMinor: false, seconds: 20 }, 44_100), {
    sampleRate: 44_100,
    bits: 16,
  });
  const path = put('replaced.wav', bytes);
  let isReplaced = false;
  const analysis = analyseFile(path, {
    onProgress: () => {
      if (!isReplaced) writeFileSync(path, bytes.subarray(0, bytes.length - 2));
      isReplaced = true;
    },
  });
  await expect(analysis).rejects.toMatchObject({ code: 'FILE_CHANGED' });
});

test('essentia leaves no handlers on the process', async () => {
  const count = () => ['uncaughtException', 'unhandledRejection'].map((event) => process.listenerCount(event));
  const before = count();
  await analyseFile(join(music, 'harbour-lights-16.wav'));
  expect(count()).toEqual(before);
});
