import { GrowingFloats } from '../growing-floats.ts';

/** Steps a second; those of the waveform. */
export const onsetRate = 150;

/** How far back a rise is measured, in steps. */
const lag = 2;
const compression = 100;

/** The rise of loudness in three bands from step to step: high where notes and beats begin. */
export class OnsetEnvelope {
  readonly #rises = new GrowingFloats();
  readonly #history = new Float64Array(3 * lag);

  push(low: number, mid: number, high: number): void {
    const history = this.#history;
    let rise = 0;
    for (const [band, peak] of [low, mid, high].entries()) {
      const level = Math.log1p(compression * peak);
      rise += Math.max(0, level - history[band]!);
      history[band] = history[band + 3]!;
      history[band + 3] = level;
    }
    this.#rises.push(rise);
  }

  /**
   * How clearly the envelope repeats with a period, from 0 (not at all) to 1, between two times in seconds.
   *
   * The autocorrelation at the period, of the envelope without its mean over a second, relative to its energy. The best
   * of the lags within 2 % counts.
   */
  clarity(periodSeconds: number, start: number, end: number): number {
    const rises = this.#rises.view().subarray(Math.floor(start * onsetRate), Math.ceil(end * onsetRate));
    const centred = withoutLocalMean(rises, onsetRate);
    const energy = dot(centred, 0);
    if (energy <= 0) return 0;
    const period = periodSeconds * onsetRate;
    const spread = Math.max(1, Math.round(0.02 * period));
    let best = 0;
    for (let steps = Math.round(period) - spread; steps <= Math.round(period) + spread; steps += 1) {
      if (steps > 0 && steps < centred.length / 2)
        best = Math.max(best, (dot(centred, steps) / energy) * (centred.length / (centred.length - steps)));
    }
    return Math.min(1, best);
  }
}

function dot(values: Float32Array, shift: number): number {
  let sum = 0;
  for (let index = shift; index < values.length; index += 1) sum += values[index]! * values[index - shift]!;
  return sum;
}

function withoutLocalMean(values: Float32Array, width: number): Float32Array {
  const result = new Float32Array(values.length);
  const half = width >> 1;
  let sum = 0;
  for (let index = 0; index < Math.min(half, values.length); index += 1) sum += values[index]!;
  let count = Math.min(half, values.length);
  for (let index = 0; index < values.length; index += 1) {
    if (index + half < values.length) {
      sum += values[index + half]!;
      count += 1;
    }
    if (index - half > 0) {
      sum -= values[index - half - 1]!;
      count -= 1;
    }
    result[index] = values[index]! - sum / count;
  }
  return result;
}
