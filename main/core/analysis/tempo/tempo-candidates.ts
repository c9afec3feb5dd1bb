import { frameRate } from './onset-bands.ts';
import { longestLag, type PulseSpectrum, pulseSpectrum, type RhythmSpectrum, windowFrames } from './rhythm-spectrum.ts';

export const slowestCandidate = 48;
export const fastestCandidate = 290;

/** The grid that peaks are looked for on: BPM from 30 to 300 in steps of half a percent. */
const gridStep = 1.005;
const grid = Array.from(
  { length: Math.floor(Math.log(300 / 30) / Math.log(gridStep)) + 1 },
  (_, index) => 30 * gridStep ** index,
);
const peakCount = 4;
const ratios = [1, 2, 1 / 2, 3, 1 / 3, 4, 1 / 4, 3 / 2, 2 / 3, 4 / 3, 3 / 4, 6, 1 / 6];
/** Candidates closer than this are one. */
const mergeWithin = 1.035;

export type TempoCandidate = { bpm: number; salience: number };

/** Autocorrelation at a lag that need not be whole; 0 beyond the longest. */
export function correlationAt(values: Float32Array, lag: number): number {
  const floor = Math.floor(lag);
  if (floor + 1 > longestLag) return 0;
  const fraction = lag - floor;
  return values[floor]! * (1 - fraction) + values[floor + 1]! * fraction;
}

/** The largest autocorrelation around a lag: one frame to each side, or 1 % where that is more. */
export function correlationAround(values: Float32Array, lag: number): number {
  const spread = Math.max(1, 0.01 * lag);
  return Math.max(
    correlationAt(values, lag - spread),
    correlationAt(values, lag - spread / 2),
    correlationAt(values, lag),
    correlationAt(values, lag + spread / 2),
    correlationAt(values, lag + spread),
  );
}

/** Tempogram at a frequency in Hz: the largest of the three bins around it. */
export function tempogramAround(values: Float32Array, hz: number): number {
  const bin = Math.round((hz * 2 * windowFrames) / frameRate);
  if (bin + 1 >= values.length || bin < 1) return 0;
  return Math.max(values[bin - 1]!, values[bin]!, values[bin + 1]!);
}

/** How well the total series supports a beat of this tempo: a comb over its multiples, times the tempogram. */
export function salienceOf({ correlation, tempogram }: PulseSpectrum, bpm: number): number {
  const lag = (60 * frameRate) / bpm;
  const comb =
    correlationAt(correlation, lag) +
    0.8 * correlationAround(correlation, 2 * lag) +
    0.5 * correlationAround(correlation, 3 * lag) +
    0.6 * correlationAround(correlation, 4 * lag);
  return Math.max(0, comb) * (0.3 + tempogramAround(tempogram, bpm / 60));
}

/**
 * The tempos worth a closer look, strongest first: the highest peaks of the salience and their multiples and fractions.
 *
 * Empty where nothing repeats.
 */
export function tempoCandidates(spectrum: RhythmSpectrum): TempoCandidate[] {
  const pulse = pulseSpectrum(spectrum);
  const saliences = grid.map((bpm) => salienceOf(pulse, bpm));
  const peaks = grid
    .map((bpm, index) => ({ bpm, salience: saliences[index]!, index }))
    .filter(
      ({ salience, index }) =>
        salience > 0 && salience >= (saliences[index - 1] ?? 0) && salience > (saliences[index + 1] ?? 0),
    )
    .toSorted((left, right) => right.salience - left.salience);
  const chosen: { bpm: number; salience: number }[] = [];
  for (const peak of peaks) {
    if (chosen.length === peakCount) break;
    if (chosen.every(({ bpm }) => !isClose(bpm, peak.bpm))) chosen.push(refine(pulse, peak.bpm));
  }
  const all = chosen
    .flatMap(({ bpm }) => ratios.map((ratio) => bpm * ratio))
    .filter((bpm) => bpm >= slowestCandidate && bpm <= fastestCandidate)
    .map((bpm) => refine(pulse, bpm))
    .toSorted((left, right) => right.salience - left.salience);
  const candidates: TempoCandidate[] = [];
  for (const candidate of all) {
    if (candidates.every(({ bpm }) => !isClose(bpm, candidate.bpm))) candidates.push(candidate);
  }
  return candidates;
}

function isClose(left: number, right: number): boolean {
  return Math.max(left, right) / Math.min(left, right) < mergeWithin;
}

/** Climbs to the best salience within 1.5 %. */
function refine(pulse: PulseSpectrum, bpm: number): TempoCandidate {
  let best = { bpm, salience: salienceOf(pulse, bpm) };
  for (let step = -6; step <= 6; step += 1) {
    const near = bpm * (1 + 0.0025 * step);
    const salience = salienceOf(pulse, near);
    if (salience > best.salience) best = { bpm: near, salience };
  }
  return best;
}
