import { onsetBandCount } from './onset-bands.ts';

export type Downbeat = {
  /** Index of the first beat of a bar. */ first: number;
  beatsPerBar: number;
  confidence: number;
};

const fewestBars = 3;
/** How much each onset band speaks for the first beat of a bar: bass and chords change there, snares and hats do not. */
const bandWeights = [1, 0.8, 0.5, 0.2, -0.2, -0.2];
/** Bars of three have to be this much clearer than bars of four. */
const threeNeeds = 1.25;

/**
 * Which beats begin a bar, guessed from the onset bands at the beats, and whether bars have four beats or three.
 *
 * `beats` are frames. The confidence is how far the best phase stands out of the others, 0 to 1.
 */
export function findDownbeat(bands: readonly Float32Array[], beats: readonly number[]): Downbeat {
  if (beats.length < 4 * fewestBars) return { first: 0, beatsPerBar: 4, confidence: 0 };
  const accents = accentsAt(bands, beats);
  const four = phaseOf(accents, 4);
  const three = phaseOf(accents, 3);
  const isThree =
    periodicity(accents, 3) > threeNeeds * Math.max(periodicity(accents, 4), periodicity(accents, 2)) &&
    three.lead > 0.2;
  const { phase, lead } = isThree ? three : four;
  return { first: phase, beatsPerBar: isThree ? 3 : 4, confidence: Math.max(0, Math.min(0.95, lead)) };
}

/** One number a beat: the weighted onset bands there, each band relative to its own deviation over the beats. */
function accentsAt(bands: readonly Float32Array[], beats: readonly number[]): Float64Array {
  const accents = new Float64Array(beats.length);
  for (let band = 0; band < onsetBandCount; band += 1) {
    const series = bands[band]!;
    const values = beats.map((beat) => {
      const frame = Math.round(beat);
      return Math.max(series[frame - 1] ?? 0, series[frame] ?? 0, series[frame + 1] ?? 0);
    });
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    if (deviation < 1e-6) continue;
    for (const [index, value] of values.entries()) accents[index]! += (bandWeights[band]! * (value - mean)) / deviation;
  }
  return accents;
}

/** The phase with the largest mean accent, and its lead over the next one in standard errors, squeezed to 0 to 1. */
function phaseOf(accents: Float64Array, beatsPerBar: number): { phase: number; lead: number } {
  const means = Array.from({ length: beatsPerBar }, (_, phase) => {
    const own = accents.filter((_, index) => index % beatsPerBar === phase);
    return own.reduce((sum, value) => sum + value, 0) / own.length;
  });
  const phase = means.indexOf(Math.max(...means));
  const second = Math.max(...means.filter((_, index) => index !== phase));
  const spread = Math.sqrt(accents.reduce((sum, value) => sum + value * value, 0) / accents.length) || 1;
  return { phase, lead: 1 - Math.exp((-2 * (means[phase]! - second)) / spread) };
}

/** Autocorrelation of the accents at a distance in beats. */
function periodicity(accents: Float64Array, distance: number): number {
  let sum = 0;
  let energy = 1e-9;
  for (let index = 0; index < accents.length; index += 1) {
    energy += accents[index]! ** 2;
    if (index >= distance) sum += accents[index]! * accents[index - distance]!;
  }
  return Math.max(0.02, sum / energy);
}
