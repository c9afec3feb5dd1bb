import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestCore } from '#core/testing/test-core.ts';
import { waveFile } from '../../../e2e/audio/wave-file.ts';

/** LEDGERLINE_POISONED=990 makes it the batch of a thousand; that takes a minute. */
const goodCount = Number(process.env.LEDGERLINE_POISONED ?? 290);
const rate = 8000;
const samples = join(import.meta.dirname, '../../../e2e/audio');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledgerline-poisoned-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

function noise(length: number, seed: number): Buffer {
  let state = seed;
  return Buffer.from(
    Uint8Array.from({ length }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state >>> 24;
    }),
  );
}

/** Files that a library really meets: cut off, overwritten, empty, misnamed. All have a name of music. */
function writeBroken(music: string): string[] {
  const flac = readFileSync(join(samples, 'paper-boats.flac'));
  const mp3 = readFileSync(join(samples, 'night-bus.mp3'));
  const m4a = readFileSync(join(samples, 'glass-garden.m4a'));
  const ogg = readFileSync(join(samples, 'night-bus-dub.ogg'));
  const broken: Record<string, Buffer> = {
    'empty.mp3': Buffer.alloc(0),
    'zeros.flac': Buffer.alloc(40_000),
    'notes.wav': Buffer.from('Buy strings and picks.'),
    'noise.mp3': noise(50_000, 1),
    'head-only.flac': flac.subarray(0, 60),
    'overwritten.flac': Buffer.concat([flac.subarray(0, 8000), noise(flac.length - 8000, 2)]),
    'overwritten.m4a': Buffer.concat([m4a.subarray(0, 200), noise(m4a.length - 200, 3)]),
    'overwritten.ogg': Buffer.concat([ogg.subarray(0, 100), noise(ogg.length - 100, 4)]),
    'head-only.mp3': mp3.subarray(0, 30),
    'head-only.wav': readFileSync(join(samples, 'harbour-lights-16.wav')).subarray(0, 44),
  };
  for (const [name, bytes] of Object.entries(broken)) writeFileSync(join(music, name), bytes);
  return Object.keys(broken);
}

test('ten broken files among hundreds stop none of the others', { timeout: 180_000 }, async () => {
  const music = join(folder, 'music');
  mkdirSync(music);
  for (let index = 0; index < goodCount; index += 1) {
    const tone = Float32Array.from({ length: 1.2 * rate }, (_, n) => 0.3 * Math.sin(n * (0.05 + index * 0.0005)));
    writeFileSync(join(music, `good-${index}.wav`), waveFile(tone, { sampleRate: rate, bits: 16 }));
  }
  const broken = writeBroken(music);
  const { core, call, logged } = await openTestCore(join(folder, 'home'));
  try {
    await call('folders.add', { path: music });
    await core.waitForIdle();
    const { view, total } = await call('tracks.openView', { slot: 'test', text: '', sort: [] });
    const rows = [];
    for (let start = 0; start < total; start += 500) {
      rows.push(...(await call('tracks.viewRows', { view, start, count: 500 })));
    }
    const good = rows.filter(({ fileName }) => fileName.startsWith('good-'));
    expect(good.length).toBe(goodCount);
    expect(good.filter(({ analysisState }) => analysisState !== 'done')).toEqual([]);
    // A decoder makes what it can of a file that was overwritten half way; none may be lost without a word.
    const problems = (await call('problems.list', {})).problems.map(({ path }) => path);
    const analysed = rows.filter(({ analysisState }) => analysisState === 'done').map(({ fileName }) => fileName);
    expect(broken.filter((name) => !problems.includes(name) && !analysed.includes(name))).toEqual([]);
    expect(problems.length).toBeGreaterThanOrEqual(7);
    expect(logged).toEqual([]);
  } finally {
    await core.close();
  }
});
