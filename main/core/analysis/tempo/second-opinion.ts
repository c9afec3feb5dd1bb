import { Resampler } from '../resampler.ts';
import { EssentiaBeats } from './essentia.ts';
import { melFrames } from './onset-bands.ts';

const essentiaRate = 44_100;
const keptSeconds = 30;
const fillUntilSeconds = 75;

/** Half a minute of mono audio at 22,050 Hz: the last of the first 75 seconds, past most introductions. */
export class KeptAudio {
  #samples = new Float32Array(0);
  #written = 0;

  push(mono: Float32Array): void {
    const limit = keptSeconds * melFrames.rate;
    const wanted = Math.min(mono.length, fillUntilSeconds * melFrames.rate - this.#written);
    this.#grow(Math.min(limit, this.#written + wanted));
    for (let at = 0; at < wanted; ) {
      const slot = this.#written % limit;
      const part = mono.subarray(at, Math.min(wanted, at + limit - slot));
      this.#samples.set(part, slot);
      at += part.length;
      this.#written += part.length;
    }
  }

  /** What is kept, in order. */
  samples(): Float32Array {
    const limit = keptSeconds * melFrames.rate;
    if (this.#written <= limit) return this.#samples.subarray(0, this.#written);
    const from = this.#written % limit;
    const ordered = new Float32Array(limit);
    ordered.set(this.#samples.subarray(from));
    ordered.set(this.#samples.subarray(0, from), limit - from);
    return ordered;
  }

  #grow(length: number): void {
    if (length <= this.#samples.length) return;
    const limit = keptSeconds * melFrames.rate;
    const larger = new Float32Array(Math.min(limit, Math.max(length, 2 * this.#samples.length)));
    larger.set(this.#samples);
    this.#samples = larger;
  }
}

/** What another method says of the tempo of mono audio at 22,050 Hz; null where it finds none. */
export type SecondOpinion = (mono: Float32Array) => number | null;

/** Essentia's Degara tracker, on audio brought to the rate it is made for. */
export function askEssentia(mono: Float32Array, essentia = new EssentiaBeats()): number | null {
  const tracked = essentia.track(new Resampler(melFrames.rate, essentiaRate).push(mono));
  return tracked && tracked.bpm > 0 && Number.isFinite(tracked.bpm) ? tracked.bpm : null;
}
