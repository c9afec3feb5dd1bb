import { GrowingFloats } from '../growing-floats.ts';
import { gatedLoudness, loudnessRange } from './gating.ts';
import { type Biquad, channelWeights, kWeighting } from './k-weighting.ts';

/** What remains of a channel's filters between chunks: two delays for each of the two biquads. */
type ChannelState = { weight: number; z: Float64Array; energy: number };

/**
 * Measures loudness while audio streams by: K-weighted energy in steps of 100 ms, gated at the end.
 *
 * After ITU-R BS.1770-4 (integrated loudness) and EBU Tech 3342 (loudness range). Keeps ten numbers a second.
 */
export class LoudnessMeter {
  readonly #shelf: Biquad;
  readonly #highPass: Biquad;
  readonly #channels: ChannelState[];
  readonly #stepFrames: number;
  readonly #energies = new GrowingFloats();
  #framesInStep = 0;

  constructor(sampleRate: number, channels: number) {
    [this.#shelf, this.#highPass] = kWeighting(sampleRate);
    this.#stepFrames = Math.round(sampleRate / 10);
    this.#channels = channelWeights(channels).map((weight) => ({ weight, z: new Float64Array(4), energy: 0 }));
  }

  push(planar: readonly Float32Array[]): void {
    const frames = planar[0]?.length ?? 0;
    for (let start = 0; start < frames; ) {
      const end = Math.min(frames, start + this.#stepFrames - this.#framesInStep);
      for (const [index, channel] of this.#channels.entries()) {
        if (channel.weight > 0) this.#filter(planar[index]!, start, end, channel);
      }
      this.#framesInStep += end - start;
      start = end;
      if (this.#framesInStep === this.#stepFrames) this.#endStep();
    }
  }

  /** Integrated loudness in LUFS (null for silence and below 400 ms) and loudness range in LU. */
  result(): { lufs: number | null; loudnessRange: number } {
    const energies = this.#energies.view();
    return { lufs: gatedLoudness(energies), loudnessRange: loudnessRange(energies) };
  }

  #filter(samples: Float32Array, start: number, end: number, channel: ChannelState): void {
    const { b0, b1, b2, a1, a2 } = this.#shelf;
    const { a1: c1, a2: c2 } = this.#highPass;
    const { z } = channel;
    let z0 = z[0]!;
    let z1 = z[1]!;
    let z2 = z[2]!;
    let z3 = z[3]!;
    let energy = 0;
    for (let index = start; index < end; index += 1) {
      const x = samples[index]!;
      const y = b0 * x + z0;
      z0 = b1 * x - a1 * y + z1;
      z1 = b2 * x - a2 * y;
      const k = y + z2;
      z2 = -2 * y - c1 * k + z3;
      z3 = y - c2 * k;
      energy += k * k;
    }
    z[0] = settle(z0);
    z[1] = settle(z1);
    z[2] = settle(z2);
    z[3] = settle(z3);
    channel.energy += energy;
  }

  #endStep(): void {
    let energy = 0;
    for (const channel of this.#channels) {
      energy += (channel.weight * channel.energy) / this.#stepFrames;
      channel.energy = 0;
    }
    this.#energies.push(energy);
    this.#framesInStep = 0;
  }
}

// Filters that ring out into silence end in denormal numbers, which cost a hundred times as much.
function settle(value: number): number {
  return Math.abs(value) < 1e-30 ? 0 : value;
}
