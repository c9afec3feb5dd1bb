import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gatedLoudness, loudnessRange } from '../loudness/gating.ts';
import { LoudnessMeter } from '../loudness/loudness-meter.ts';
import { TruePeakMeter } from '../loudness/true-peak-meter.ts';
import { WaveformBuilder } from '../waveform/waveform-builder.ts';
import { ChannelStatistics } from './channel-statistics.ts';
import { blockFrames, Kernel } from './kernel.ts';
import { PlanarInput } from './planar-input.ts';
import { plainBandPeaks } from './reference/band-peaks.ts';
import { plainStatistics } from './reference/channel-statistics.ts';
import { plainEnergies, plainTruePeak } from './reference/loudness.ts';

/** Noise and a sine, louder and quieter by turns, a bit off zero, now and then clipped. */
function channel(length: number, seed: number): Float32Array {
  let state = seed >>> 0;
  return Float32Array.from({ length }, (_, n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const noise = state / 2 ** 31 - 1;
    const level = 0.7 + 0.65 * Math.sin(n / (2000 + (seed % 900)));
    return Math.max(-1, Math.min(1, 0.01 + level * (0.4 * noise + 0.8 * Math.sin(n * (0.02 + (seed % 40) / 20)))));
  });
}

const anySignal = fc
  .record({
    seed: fc.integer({ min: 0, max: 1e6 }),
    channels: fc.constantFrom(1, 2, 3, 6),
    length: fc.integer({ min: 1, max: 40_000 }),
    sampleRate: fc.constantFrom(8000, 22_050, 44_100, 48_000, 192_000, 1000),
    cut: fc.integer({ min: 1, max: 30_000 }),
  })
  .map(({ seed, channels, length, ...rest }) => ({
    ...rest,
    planar: Array.from({ length: channels }, (_, index) => channel(length, seed + index)),
  }));

function inChunks(planar: readonly Float32Array[], cut: number, push: (chunk: Float32Array[]) => void): void {
  for (let at = 0; at < planar[0]!.length; at += cut) push(planar.map((samples) => samples.subarray(at, at + cut)));
}

/** The mean of the channels, the plain reference. */
function meanOf(planar: readonly Float32Array[]): Float32Array {
  return planar[0]!.map((_, at) => planar.reduce((sum, samples) => sum + samples[at]!, 0) / planar.length);
}

test('loudness is that of the plain filters', () => {
  fc.assert(
    fc.property(anySignal, ({ planar, sampleRate, cut }) => {
      const meter = new LoudnessMeter(sampleRate, planar.length);
      inChunks(planar, cut, (chunk) => meter.push(chunk));
      const energies = plainEnergies(planar, sampleRate);
      const measured = meter.result();
      const lufs = gatedLoudness(energies);
      if (lufs === null) expect(measured.lufs).toBeNull();
      else expect(measured.lufs!).toBeCloseTo(lufs, 6);
      expect(measured.loudnessRange).toBeCloseTo(loudnessRange(energies), 5);
    }),
    { numRuns: 40 },
  );
});

test('leaving blocks out of the true peak changes nothing', () => {
  fc.assert(
    fc.property(anySignal, ({ planar, cut }) => {
      const short = planar.slice(0, 2).map((samples) => samples.subarray(0, 3000));
      const meter = new TruePeakMeter(short.length);
      inChunks(short, cut % 2 === 0 ? cut : (cut % 40) + 1, (chunk) => meter.push(chunk));
      expect(meter.result()!).toBeCloseTo(20 * Math.log10(plainTruePeak(short)), 4);
    }),
    { numRuns: 40 },
  );
});

test('the steps of a waveform have the peaks of the plain filters', () => {
  fc.assert(
    fc.property(anySignal, ({ planar, sampleRate, cut }) => {
      const steps: number[][] = [];
      const builder = new WaveformBuilder(sampleRate, (...peaks) => steps.push(peaks));
      inChunks(planar.slice(0, 1), cut, ([mono]) => builder.push(mono!));
      const plain = plainBandPeaks(planar[0]!, sampleRate);
      expect(steps).toHaveLength(plain.length);
      const errors = steps.flatMap((peaks, step) => peaks.map((peak, band) => Math.abs(peak - plain[step]![band]!)));
      expect(Math.max(0, ...errors)).toBeLessThan(1e-6);
    }),
    { numRuns: 40 },
  );
});

test('statistics are those of the plain sums', () => {
  const options = { fullScale: 0.999, shortestRun: 3 };
  fc.assert(
    fc.property(anySignal, ({ planar, cut }) => {
      const statistics = new ChannelStatistics(planar.length, options);
      inChunks(planar, cut, (chunk) => statistics.push(chunk));
      const measured = statistics.result();
      const plain = plainStatistics(planar, options);
      const frames = planar[0]!.length;
      expect(Math.abs(measured.sumOfProducts - plain.sumOfProducts) / frames).toBeLessThan(1e-7);
      for (const [index, { sum, sumOfSquares, ...exact }] of measured.channels.entries()) {
        const { sum: plainSum, sumOfSquares: plainSquares, ...plainExact } = plain.channels[index]!;
        expect(exact).toEqual(plainExact);
        expect(Math.abs(sum - plainSum) / frames).toBeLessThan(1e-7);
        expect(Math.abs(sumOfSquares - plainSquares) / frames).toBeLessThan(1e-7);
      }
    }),
    { numRuns: 40 },
  );
});

test('runs at full scale are counted across blocks', () => {
  const samples = new Float32Array(16_384 * 2);
  samples.fill(1, 16_380, 16_390);
  samples.fill(-1, 100, 102);
  const statistics = new ChannelStatistics(1, { fullScale: 1, shortestRun: 3 });
  statistics.push([samples]);
  expect(statistics.result().channels[0]).toMatchObject({ fullScaleSamples: 12, fullScaleRuns: 1, longestRun: 10 });
});

test('no samples at all are zeros', () => {
  const { channels, sumOfProducts } = new ChannelStatistics(2, { fullScale: 1, shortestRun: 3 }).result();
  expect([...Object.values(channels[1]!), sumOfProducts]).toEqual(new Array(9).fill(0));
});

/** All blocks of a piece that comes in one chunk, the last one with what is left. */
function* blocksOf(input: PlanarInput, planar: readonly Float32Array[]) {
  yield* input.blocks(planar);
  yield* input.rest();
}

test('chunks of any length become full blocks, and a last one', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40_000 }), { maxLength: 8 }), (lengths) => {
      const input = new PlanarInput(new Kernel(), 1);
      const whole = channel(Math.max(1, sumOf(lengths)), 7);
      const found: number[] = [];
      const sizes: number[] = [];
      let at = 0;
      const keep = ({ mono }: { mono: Float32Array }) => {
        sizes.push(mono.length);
        for (const sample of mono) found.push(sample);
      };
      for (const length of lengths) {
        for (const block of input.blocks([whole.subarray(at, at + length)])) keep(block);
        at += length;
      }
      expect(sizes.every((size) => size === blockFrames)).toBe(true);
      for (const block of input.rest()) keep(block);
      expect([...input.rest()]).toEqual([]);
      expect(Float32Array.from(found)).toEqual(whole.subarray(0, at));
    }),
    { numRuns: 20 },
  );
});

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

test('blocks hold the channels, cleaned, and their mean', () => {
  fc.assert(
    fc.property(anySignal, ({ planar }) => {
      const spoilt = planar.map((samples, index) => samples.with(index % samples.length, Number.NaN));
      const clean = planar.map((samples, index) => samples.with(index % samples.length, 0));
      const input = new PlanarInput(new Kernel(), planar.length);
      let at = 0;
      for (const { channels, mono } of blocksOf(input, spoilt)) {
        const part = clean.map((samples) => samples.subarray(at, at + mono.length));
        expect(channels).toEqual(part);
        expect(Math.max(...meanOf(part).map((value, frame) => Math.abs(value - mono[frame]!)))).toBeLessThan(2e-7);
        at += mono.length;
      }
      expect(at).toBe(planar[0]!.length);
    }),
    { numRuns: 20 },
  );
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, -257, 1e30])('%s is no sample', (value) => {
  const input = new PlanarInput(new Kernel(), 1);
  const [block] = blocksOf(input, [Float32Array.of(value, 1, -256)]);
  expect([...block!.channels[0]!]).toEqual([0, 1, -256]);
});

test('all parts of one kernel agree with parts that have their own', () => {
  const kernel = new Kernel();
  const planar = [channel(70_000, 5), channel(70_000, 6)];
  const input = new PlanarInput(kernel, 2);
  const parts = [new LoudnessMeter(44_100, 2, kernel), new LoudnessMeter(44_100, 2)] as const;
  const peaks = [new TruePeakMeter(2, kernel), new TruePeakMeter(2)] as const;
  const waves = [new WaveformBuilder(44_100, undefined, kernel), new WaveformBuilder(44_100)] as const;
  for (const { channels, mono } of blocksOf(input, planar)) {
    parts[0].push(channels);
    peaks[0].push(channels);
    waves[0].push(mono);
  }
  parts[1].push(planar);
  peaks[1].push(planar);
  waves[1].push(meanOf(planar));
  expect(parts[0].result()).toEqual(parts[1].result());
  expect(peaks[0].result()).toEqual(peaks[1].result());
  expect(waves[0].result()).toEqual(waves[1].result());
});
