import { expect, test } from 'vitest';
import { tempoFindings } from '#shared/findings.ts';
import { Random } from '../../../../scripts/train/random.ts';
import { beatlessNames, playBeatless } from '../../../../scripts/train/tempo/beatless.ts';
import { playGenre } from '../../../../scripts/train/tempo/play-genre.ts';
import { genres } from '../../../../scripts/train/tempo/synthetic.ts';
import { addHit, makeKit } from '../../../../scripts/train/voices.ts';
import { BandFrames, melRows } from '../frames/band-frames.ts';
import { melFrames } from './onset-bands.ts';
import { TempoMeter } from './tempo-meter.ts';
import { TempoResolver } from './tempo-resolver.ts';

const { rate } = melFrames;
const resolver = new TempoResolver();

function measure(samples: Float32Array, options: { chunk?: number; secondOpinion?: () => number | null } = {}) {
  const { chunk = 65_536, secondOpinion = () => null } = options;
  const { frameLength, hop, gain } = melFrames;
  const frames = new BandFrames({ frameLength, hop, rows: melRows(melFrames), input: 'magnitude', logGain: gain });
  const meter = new TempoMeter({ resolver, secondOpinion });
  for (let at = 0; at < samples.length; at += chunk) {
    const part = samples.subarray(at, at + chunk);
    meter.pushMel(frames.push(part));
    meter.pushMono22(part);
  }
  const measured = meter.result(samples.length / rate);
  tempoFindings.parse(measured.findings);
  expect(measured.beats.every(Number.isFinite)).toBe(true);
  return measured;
}

function play(name: string, bpm: number, seconds = 30, seed = 11) {
  const genre = genres.find((other) => other.name === name)!;
  return playGenre(genre, new Random(seed), seconds, bpm);
}

/** Kick on one and three, snare on two and four, hats on the eighths; the first beat at 0.2 s. */
function drums(bpm: number, seconds: number): Float32Array {
  const samples = new Float32Array(seconds * rate);
  const kit = makeKit(new Random(5));
  for (let half = 0; 0.2 + (half * 30) / bpm < seconds; half += 1) {
    const at = 0.2 + (half * 30) / bpm;
    addHit(samples, kit.hat, at, 0.3);
    if (half % 4 === 0) addHit(samples, kit.kick, at, 0.8);
    if (half % 4 === 2) addHit(samples, kit.snare, at, 0.6);
  }
  return samples;
}

function clicks(bpm: number, seconds: number): Float32Array {
  const samples = new Float32Array(seconds * rate);
  for (let at = 0.2; at < seconds - 0.01; at += 60 / bpm) {
    for (let index = 0; index < 60; index += 1) samples[Math.round(at * rate) + index] = 0.7 * Math.sin(index / 2);
  }
  return samples;
}

test('drums from 60 to 200 BPM: the tempo to 0.02 BPM, beats to 10 ms', { timeout: 60_000 }, () => {
  for (const bpm of [60, 74.5, 90, 104.2, 120, 127.97, 140, 150, 166, 174, 187.5, 200]) {
    const { findings, beats } = measure(drums(bpm, 40));
    expect(Math.abs(findings.bpm! - bpm), `${bpm} BPM: ${findings.bpm}`).toBeLessThanOrEqual(0.02);
    expect(findings.stability).toBeGreaterThan(0.98);
    expect(findings.isVariable).toBe(false);
    for (const beat of beats) {
      const position = ((beat - 0.2) * bpm) / 60;
      expect(Math.abs(position - Math.round(position)) * (60 / bpm), `${bpm} BPM at ${beat} s`).toBeLessThan(0.01);
    }
  }
});

test('clicks from 60 to 200 BPM: the tempo to 0.02 BPM, beats to 10 ms', { timeout: 60_000 }, () => {
  for (const bpm of [60, 83.3, 100, 120, 137.9, 160, 180, 200]) {
    const { findings, beats } = measure(clicks(bpm, 30));
    expect(Math.abs(findings.bpm! - bpm), `${bpm} BPM: ${findings.bpm}`).toBeLessThanOrEqual(0.02);
    const errors = [...beats].map((beat) => {
      const position = ((beat - 0.2) * bpm) / 60;
      return (Math.abs(position - Math.round(position)) * 60) / bpm;
    });
    expect(Math.max(...errors)).toBeLessThan(0.01);
  }
});

test('music of many kinds is counted as people count it', { timeout: 120_000 }, () => {
  const expected: [string, number][] = [
    ['house', 124],
    ['techno', 138],
    ['drum and bass', 174],
    ['hip-hop', 92],
    ['disco', 118],
    ['rock', 128],
    ['ballad with drums', 68],
    ['reggaeton', 94],
    ['funk', 104],
    ['trap', 142],
  ];
  const right = expected.filter(
    ([name, bpm]) => Math.abs(measure(play(name, bpm, 30, 99).samples).findings.bpm! / bpm - 1) < 0.01,
  );
  expect(right.length).toBeGreaterThanOrEqual(9);
});

test('what was measured does not depend on chunks and is the same every time', { timeout: 60_000 }, () => {
  const { samples } = play('breakbeat', 131.7, 20);
  const whole = measure(samples);
  expect(measure(samples)).toEqual(whole);
  expect(measure(samples, { chunk: 3001 })).toEqual(whole);
});

test('of sounds without a beat nine in ten have no tempo', { timeout: 120_000 }, () => {
  const seeds = [77, 78, 79, 80];
  const heard = beatlessNames.flatMap((name, index) =>
    seeds.map((seed) => ({ name, bpm: measure(playBeatless(index, seed)).findings.bpm })),
  );
  const wrong = heard.filter(({ bpm }) => bpm !== null);
  expect(wrong.length, JSON.stringify(wrong)).toBeLessThanOrEqual(0.1 * heard.length);
  expect(wrong.filter(({ name }) => ['noise', 'rain', 'wind', 'one click', 'bowed'].includes(name))).toEqual([]);
});

test('silence, DC, nothing, ten milliseconds and one click have no tempo', () => {
  const click = new Float32Array(3 * rate);
  click[4000] = 1;
  const sounds = [
    new Float32Array(20 * rate),
    new Float32Array(20 * rate).fill(0.5),
    new Float32Array(0),
    drums(120, 1).subarray(0, 220),
    click,
  ];
  for (const samples of sounds) {
    const { findings, beats } = measure(samples);
    expect(findings.bpm).toBeNull();
    expect(findings.candidates).toEqual([]);
    expect(beats.length).toBe(0);
  }
});

test('a loop of two bars is played over and over', () => {
  const bpm = 126;
  const { findings, beats } = measure(
    drums(bpm, 30).slice(Math.round(0.2 * rate), Math.round((0.2 + 480 / bpm) * rate)),
  );
  expect(Math.abs(findings.bpm! - bpm)).toBeLessThan(0.7);
  expect(beats.length).toBeGreaterThanOrEqual(7);
  expect(beats.at(-1)!).toBeLessThan(480 / bpm);
});

test('eight seconds that are no loop have the tempo they have, not one that fits their length', () => {
  for (const bpm of [104, 110, 128, 133]) {
    expect(Math.abs(measure(drums(bpm, 8)).findings.bpm! - bpm), `${bpm} BPM`).toBeLessThan(0.3);
  }
});

test('the second method is asked only where the first is unsure', () => {
  const asked: number[] = [];
  const secondOpinion = () => {
    asked.push(1);
    return 100;
  };
  const sure = measure(drums(120, 30), { secondOpinion });
  expect(sure.findings.confidence).toBeGreaterThan(0.8);
  expect([asked.length, sure.findings.opinions.length]).toEqual([0, 1]);
  const unsure = Array.from({ length: 12 }, (_, seed) =>
    measure(play('fast game music', 230, 20, seed).samples, { secondOpinion }),
  );
  const second = unsure.filter(({ findings }) => findings.opinions.length === 2);
  expect(asked.length).toBe(second.length);
  expect(second.length).toBeGreaterThan(0);
});

test('a change of tempo is seen', () => {
  const samples = new Float32Array(80 * rate);
  samples.set(drums(100, 40));
  samples.set(drums(118, 40), 40 * rate);
  const { findings } = measure(samples);
  expect(findings.isVariable).toBe(true);
  expect(Math.abs(findings.startBpm! - 100)).toBeLessThan(1);
  expect(Math.abs(findings.endBpm! - 118)).toBeLessThan(1.5);
});
