import { frameRate } from './onset-bands.ts';
import { type RhythmSpectrum, seriesNames } from './rhythm-spectrum.ts';
import { correlationAround, type TempoCandidate, tempogramAround } from './tempo-candidates.ts';

const lagRatios = [1 / 4, 1 / 3, 1 / 2, 2 / 3, 1, 3 / 2, 2, 3, 4, 8];
const frequencyRatios = [1 / 4, 1 / 3, 1 / 2, 2 / 3, 1, 3 / 2, 2, 3, 4, 6, 8];

/** What the forest sees of a candidate; none tells the tempo itself, so that no range of tempos can be learnt. */
export const featureNames: readonly string[] = [
  ...seriesNames.flatMap((series) => lagRatios.map((ratio) => `correlation ${series} ${ratio.toFixed(2)}`)),
  ...seriesNames.flatMap((series) => frequencyRatios.map((ratio) => `tempogram ${series} ${ratio.toFixed(2)}`)),
  'salience relative to the best',
  'salience',
  ...seriesNames.slice(1).map((series) => `energy ${series}`),
  'onsets a beat',
];

/** One row of features for each candidate. */
export function candidateFeatures(
  spectrum: RhythmSpectrum,
  candidates: readonly TempoCandidate[],
  onsetsPerSecond: number,
): Float32Array[] {
  const best = candidates.reduce((most, { salience }) => Math.max(most, salience), 1e-9);
  const total = spectrum.energies[0]! || 1;
  return candidates.map(({ bpm, salience }) => {
    const lag = (60 * frameRate) / bpm;
    const values = [
      ...spectrum.correlations.flatMap((series) => lagRatios.map((ratio) => correlationAround(series, ratio * lag))),
      ...spectrum.tempograms.flatMap((series) =>
        frequencyRatios.map((ratio) => tempogramAround(series, (ratio * bpm) / 60)),
      ),
      salience / best,
      salience,
      ...Array.from(spectrum.energies.subarray(1), (energy) => energy / total),
      (onsetsPerSecond * 60) / bpm,
    ];
    return Float32Array.from(values);
  });
}
