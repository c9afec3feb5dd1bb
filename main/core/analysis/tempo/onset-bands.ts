import { GrowingFloats } from '../growing-floats.ts';

/** What tap 3 of the signal path delivers: frames of mel bands, compressed with `ln(1 + 1000 · magnitude)`. */
export const melFrames = {
  rate: 22_050,
  frameLength: 1024,
  hop: 256,
  bands: 40,
  lowHz: 30,
  highHz: 10_500,
  gain: 1000,
};
/** Frames a second. */
export const frameRate = melFrames.rate / melFrames.hop;

/** First mel band of each onset band; one more at the end. Edges lie near 160, 400, 900, 2000, 4700 and 10,500 Hz. */
const bandEdges = [0, 2, 5, 10, 17, 28, melFrames.bands];
export const onsetBandCount = bandEdges.length - 1;

/** How far back a rise is measured, in frames. */
const lag = 2;

/**
 * How much louder each of six bands becomes from frame to frame, while mel frames stream by.
 *
 * SuperFlux (S. Böck, G. Widmer, 2013): the rise over the loudest of three neighbouring mel bands two frames before, so
 * that vibrato is no onset. The first frames are compared with silence. 2 kB a second are kept.
 */
export class OnsetBands {
  readonly #bands = Array.from({ length: onsetBandCount }, () => new GrowingFloats());
  /** The last `lag` frames, each the maximum over three neighbouring bands; a ring. */
  readonly #before = new Float32Array(lag * melFrames.bands);
  #slot = 0;

  get length(): number {
    return this.#bands[0]!.length;
  }

  push(frames: Float32Array): void {
    const width = melFrames.bands;
    for (let start = 0; start + width <= frames.length; start += width) this.#add(frames, start);
  }

  /** A series of rises for each band, valid until the next push. */
  series(): Float32Array[] {
    return this.#bands.map((band) => band.view());
  }

  #add(frames: Float32Array, start: number): void {
    const before = this.#before;
    const slot = this.#slot;
    const width = melFrames.bands;
    for (let band = 0; band < onsetBandCount; band += 1) {
      const end = bandEdges[band + 1]!;
      let rise = 0;
      for (let row = bandEdges[band]!; row < end; row += 1) {
        const change = frames[start + row]! - before[slot + row]!;
        if (change > 0) rise += change;
      }
      this.#bands[band]!.push(rise / (end - bandEdges[band]!));
    }
    let left = 0;
    let here = frames[start]!;
    for (let row = 0; row < width; row += 1) {
      const right = row + 1 < width ? frames[start + row + 1]! : 0;
      before[slot + row] = here > left ? (here > right ? here : right) : left > right ? left : right;
      left = here;
      here = right;
    }
    this.#slot = (slot + width) % before.length;
  }
}
