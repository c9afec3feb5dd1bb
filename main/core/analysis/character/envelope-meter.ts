import { GrowingFloats } from '../growing-floats.ts';
import { magnitudeOf, melBands, melFramesPerSecond } from './mel-scale.ts';

export const envelopeRate = melFramesPerSecond / 2;

/** Amplitude of every second frame of the log-mel tap. Keeps 172 bytes a second of audio. */
export class EnvelopeMeter {
  readonly #amplitudes = new GrowingFloats();
  #isOdd = false;

  pushMel(frames: Float32Array): void {
    for (let at = 0; at + melBands <= frames.length; at += melBands) {
      if (!this.#isOdd) {
        let power = 0;
        for (let band = 0; band < melBands; band += 1) power += magnitudeOf(frames[at + band]!) ** 2;
        this.#amplitudes.push(Math.sqrt(power));
      }
      this.#isOdd = !this.#isOdd;
    }
  }

  /** Valid until the next push. */
  result(): Float32Array {
    return this.#amplitudes.view();
  }
}
