import { candidateFeatures } from './candidate-features.ts';
import { onsetRate } from './onset-rate.ts';
import { type PulseSpectrum, RhythmAnalyser, type RhythmSpectrum, rhythmSeries } from './rhythm-spectrum.ts';
import { type TempoCandidate, tempoCandidates } from './tempo-candidates.ts';

/** What is known of a piece of music before anything is decided. */
export type TempoEvidence = {
  series: Float32Array[];
  /** A window every three seconds. */
  pulses: PulseSpectrum[];
  spectrum: RhythmSpectrum;
  candidates: TempoCandidate[];
  /** Onsets a second. */
  onsetRate: number;
  /** A row for each candidate. */
  features: Float32Array[];
};

const analyser = new RhythmAnalyser();

/** From onset bands to candidates and their features. */
export function gatherEvidence(bands: readonly Float32Array[]): TempoEvidence {
  const series = rhythmSeries(bands);
  const { mean: spectrum, pulses } = analyser.analyse(series);
  const candidates = tempoCandidates(spectrum);
  const rate = onsetRate(series[0]!);
  return {
    series,
    pulses,
    spectrum,
    candidates,
    onsetRate: rate,
    features: candidateFeatures(spectrum, candidates, rate),
  };
}
