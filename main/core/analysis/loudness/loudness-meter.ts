import { GrowingFloats } from '../growing-floats.ts';
import { blockFrames, Kernel } from '../kernel/kernel.ts';
import { gatedLoudness, loudnessRange } from './gating.ts';
import { channelWeights, kWeighting } from './k-weighting.ts';

/** Two channels that the kernel filters side by side; the second may be the first again, and then weighs nothing. */
type ChannelPair = {
  readonly channels: readonly [number, number];
  readonly weights: readonly [number, number];
  /** Addresses in the kernel: what remains of the filters between blocks, energies, and room for audio from outside. */
  readonly state: number;
  readonly energies: number;
  readonly buffers: readonly [number, number];
};

/**
 * Measures loudness while audio streams by: K-weighted energy in steps of 100 ms, gated at the end.
 *
 * After ITU-R BS.1770-4 (integrated loudness) and EBU Tech 3342 (loudness range). Keeps ten numbers a second.
 */
export class LoudnessMeter {
  readonly #kernel: Kernel;
  readonly #filters: number;
  readonly #pairs: readonly ChannelPair[];
  readonly #stepFrames: number;
  readonly #ends: number;
  readonly #energies = new GrowingFloats();
  #framesInStep = 0;

  /** @param kernel where the audio comes from; a kernel of its own without it */
  constructor(sampleRate: number, channels: number, kernel: Kernel = new Kernel()) {
    const [{ b0, b1, b2, a1, a2 }, highPass] = kWeighting(sampleRate);
    this.#kernel = kernel;
    this.#filters = kernel.place(Float64Array.of(b0, b1, b2, a1, a2, highPass.a1, highPass.a2));
    this.#stepFrames = Math.round(sampleRate / 10);
    const mostSteps = Math.ceil(blockFrames / this.#stepFrames) + 1;
    this.#ends = kernel.allocate(4 * mostSteps);
    this.#pairs = pairsOf(channelWeights(channels)).map(([first, second]) => ({
      channels: [first.channel, second.channel],
      weights: [first.weight, second.weight],
      state: kernel.allocate(6 * 16),
      energies: kernel.allocate(16 * (mostSteps + 1)),
      buffers: [kernel.allocateFloats(blockFrames), kernel.allocateFloats(blockFrames)],
    }));
  }

  push(planar: readonly Float32Array[]): void {
    const frames = planar[0]?.length ?? 0;
    for (let start = 0; start < frames; start += blockFrames)
      this.#pushBlock(planar, start, Math.min(frames, start + blockFrames));
  }

  /** Integrated loudness in LUFS (null for silence and below 400 ms) and loudness range in LU. */
  result(): { lufs: number | null; loudnessRange: number } {
    const energies = this.#energies.view();
    return { lufs: gatedLoudness(energies), loudnessRange: loudnessRange(energies) };
  }

  #pushBlock(planar: readonly Float32Array[], start: number, end: number): void {
    const steps = this.#placeEnds(end - start);
    const sums = new Float64Array(steps);
    for (const { channels, weights, state, energies, buffers } of this.#pairs) {
      const [left, right] = [0, 1].map((side) =>
        this.#kernel.addressOf(planar[channels[side]!]!.subarray(start, end), buffers[side]!),
      ) as [number, number];
      this.#kernel.exports.weighEnergies(left, right, end - start, this.#ends, steps, this.#filters, state, energies);
      const found = this.#kernel.doubles(energies, 2 * steps + 2);
      for (let step = 0; step < steps; step += 1)
        sums[step]! += weights[0] * found[2 * step]! + weights[1] * found[2 * step + 1]!;
      // What follows the last step is the beginning of the next one.
      found.copyWithin(0, 2 * steps);
      if (steps > 0) found.fill(0, 2);
    }
    for (const sum of sums) this.#energies.push(sum / this.#stepFrames);
  }

  /** Tells the kernel where steps end in this block, and how many do. */
  #placeEnds(frames: number): number {
    const ends: number[] = [];
    for (let end = this.#stepFrames - this.#framesInStep; end <= frames; end += this.#stepFrames) ends.push(end);
    this.#framesInStep = frames - (ends.at(-1) ?? -this.#framesInStep);
    this.#kernel.integers(this.#ends, ends.length).set(ends);
    return ends.length;
  }
}

/** Channels that count, two and two. */
function pairsOf(weights: readonly number[]): [WeighedChannel, WeighedChannel][] {
  const counting = weights.map((weight, channel) => ({ channel, weight })).filter(({ weight }) => weight > 0);
  const pairs: [WeighedChannel, WeighedChannel][] = [];
  for (let at = 0; at < counting.length; at += 2) {
    const first = counting[at]!;
    pairs.push([first, counting[at + 1] ?? { channel: first.channel, weight: 0 }]);
  }
  return pairs;
}

type WeighedChannel = { channel: number; weight: number };
