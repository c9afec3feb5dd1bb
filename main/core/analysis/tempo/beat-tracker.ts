import { frameRate, melFrames } from './onset-bands.ts';

/** How much a beat that comes early or late costs, against an onset of one standard deviation. */
const tightness = 400;
/**
 * Where in its frame a sudden sound stands when its rise is largest, in samples. Measured on clicks and drums: the
 * logarithm sees a sound as soon as the end of the window touches it.
 */
const onsetSample = 520;

/** Seconds of a position in frames of the onset series. */
export function secondsOfFrame(frame: number): number {
  return (frame * melFrames.hop + onsetSample) / melFrames.rate;
}

export function frameOfSeconds(seconds: number): number {
  return (seconds * melFrames.rate - onsetSample) / melFrames.hop;
}

/**
 * Places beats on onsets at about even distances: the best path by dynamic programming (D. Ellis, 2007).
 *
 * `periodAt` gives the expected distance, in frames, at a frame. Returns frames, not whole ones: each beat stands at the
 * peak of the onset it is on, interpolated.
 */
export function trackBeats(series: Float32Array, periodAt: (frame: number) => number): number[] {
  const length = series.length;
  const score = new Float32Array(length);
  const previous = new Int32Array(length).fill(-1);
  const strength = smoothed(series);
  let table = penalties(periodAt(0));
  for (let frame = 0; frame < length; frame += 1) {
    const period = periodAt(frame);
    if (Math.abs(period - table.period) > 0.002 * period) table = penalties(period);
    const { nearest, costs } = table;
    let best = 0;
    let from = -1;
    const last = Math.min(costs.length, frame - nearest + 1);
    for (let index = 0; index < last; index += 1) {
      const value = score[frame - nearest - index]! - costs[index]!;
      if (value > best) {
        best = value;
        from = frame - nearest - index;
      }
    }
    score[frame] = strength[frame]! + best;
    previous[frame] = from;
  }
  return followBack(score, previous, periodAt(length)).map((frame) => peakNear(series, frame));
}

type Penalties = { period: number; nearest: number; costs: Float32Array };

function penalties(period: number): Penalties {
  const nearest = Math.max(1, Math.round(period * 0.6));
  const count = Math.max(1, Math.round(period * 1.6) - nearest + 1);
  const costs = Float32Array.from(
    { length: count },
    (_, index) => tightness * Math.log((nearest + index) / period) ** 2,
  );
  return { period, nearest, costs };
}

/** Onsets only, in standard deviations, each spread a little so that a beat need not hit a frame exactly. */
function smoothed(series: Float32Array): Float32Array {
  let energy = 0;
  for (const value of series) energy += value * value;
  const scale = energy > 0 ? 1 / Math.sqrt(energy / series.length) : 0;
  const onsets = new Float32Array(series.length + 2);
  for (let index = 0; index < series.length; index += 1) {
    onsets[index + 1] = Math.min(4, Math.max(0, series[index]! * scale));
  }
  const result = new Float32Array(series.length);
  for (let index = 0; index < result.length; index += 1) {
    result[index] = 0.25 * onsets[index]! + 0.5 * onsets[index + 1]! + 0.25 * onsets[index + 2]!;
  }
  return result;
}

function followBack(score: Float32Array, previous: Int32Array, period: number): number[] {
  const length = score.length;
  let frame = length - 1;
  for (let index = Math.max(0, length - Math.ceil(period)); index < length; index += 1) {
    if (score[index]! > (score[frame] ?? 0)) frame = index;
  }
  const beats: number[] = [];
  while (frame >= 0) {
    beats.push(frame);
    frame = previous[frame]!;
  }
  return beats.reverse();
}

function peakNear(series: Float32Array, frame: number): number {
  let top = frame;
  for (let index = Math.max(0, frame - 2); index <= Math.min(series.length - 1, frame + 2); index += 1) {
    if (series[index]! > series[top]!) top = index;
  }
  const left = series[top - 1] ?? 0;
  const right = series[top + 1] ?? 0;
  const curvature = left - 2 * series[top]! + right;
  return series[top]! > 0 && curvature < 0
    ? top + Math.max(-0.5, Math.min(0.5, (left - right) / (2 * curvature)))
    : frame;
}

/** The period in frames of a tempo. */
export function periodOf(bpm: number): number {
  return (60 * frameRate) / bpm;
}

/** How much total, low and mid series count where beats are placed: what is low or loud is more often on the beat. */
const placing = [0.5, 1, 1];

/** One series of what beats stand on, each part brought to the same deviation. */
export function beatSeries(series: readonly Float32Array[]): Float32Array {
  const result = new Float32Array(series[0]!.length);
  for (const [index, weight] of placing.entries()) {
    const values = series[index]!;
    let energy = 0;
    for (const value of values) energy += value * value;
    const scale = energy > 0 ? weight / Math.sqrt(energy / values.length) : 0;
    for (let frame = 0; frame < result.length; frame += 1) result[frame]! += scale * values[frame]!;
  }
  return result;
}
