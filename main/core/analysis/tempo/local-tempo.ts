import type { TempoFindings } from '#shared/findings.ts';
import { fineTempo } from './fine-tempo.ts';
import { frameRate } from './onset-bands.ts';
import { type PulseSpectrum, windowFrames, windowHopSeconds } from './rhythm-spectrum.ts';
import { correlationAround, salienceOf } from './tempo-candidates.ts';

export type TempoWindow = TempoFindings['windows'][number];

const windowSeconds = 10;
const hopSeconds = 5;
/** Steps of 1 % over an octave around the global tempo. */
const steps = 35;
/** Steps to each side that are still the tempo of the whole piece, played a little freely. */
const nearSteps = 3;
/** Another tempo in a window has to be this much stronger than the one of the whole piece. */
const needed = 1.3;
/** Triplets and dotted notes look like these tempos: they have to be stronger still. */
const metricRatios = [2 / 3, 3 / 4, 4 / 3, 3 / 2];
const neededAtMetricRatio = 2.5;
const sameWithin = 0.04;
/** The mean correlation over one, two and four beats of a window whose tempo is beyond doubt. */
const certainCorrelation = 0.45;
const leastConfidence = 0.15;
const startSeconds = 30;
const jumpBpm = 5;
const leastStability = 0.7;

export type TempoCourse = Pick<TempoFindings, 'windows' | 'stability' | 'startBpm' | 'endBpm' | 'isVariable'>;

/** Nothing to follow. */
export const noCourse: TempoCourse = { windows: [], stability: 0, startBpm: null, endBpm: null, isVariable: false };

/**
 * The tempo in windows of 10 s, at the metrical level of the whole piece: within half an octave of it.
 *
 * Each window uses the analysed stretch of 12 s whose middle is nearest.
 */
export function followTempo(
  series: Float32Array,
  spectra: readonly PulseSpectrum[],
  bpm: number,
  seconds: number,
): TempoCourse {
  const count = Math.max(1, Math.floor((seconds - windowSeconds) / hopSeconds) + 1);
  const choices = Array.from({ length: count }, (_, index) => {
    const middle = index * hopSeconds + Math.min(windowSeconds, seconds) / 2;
    const nearest = Math.round((middle - windowFrames / frameRate / 2) / windowHopSeconds);
    return choose(spectra[Math.max(0, Math.min(spectra.length - 1, nearest))]!, bpm);
  });
  const windows = choices.map((choice, index): TempoWindow => {
    const isShared = [choices[index - 1], choices[index + 1]].some((other) => isSameChange(choice, other));
    const tempo = choice.other !== null && isShared ? choice.other : choice.near;
    return { startMs: 1000 * index * hopSeconds, ...measureWindow(series, choice.spectrum, tempo, index * hopSeconds) };
  });
  return { windows, ...courseOf(windows, seconds) };
}

/** The tempo of a window near the one of the piece, and another one if that is clearly stronger. */
type Choice = { spectrum: PulseSpectrum; near: number; other: number | null };

function choose(spectrum: PulseSpectrum, bpm: number): Choice {
  let near = bpm;
  let other = bpm;
  let mostNear = 0;
  let mostOther = 0;
  for (let step = -steps; step <= steps; step += 1) {
    const tried = bpm * 1.01 ** step;
    const salience = salienceOf(spectrum, tried);
    if (Math.abs(step) <= nearSteps) {
      if (salience > mostNear) {
        mostNear = salience;
        near = tried;
      }
      continue;
    }
    const isMetric = metricRatios.some((ratio) => Math.abs(tried / bpm / ratio - 1) < sameWithin);
    const relative = salience / (isMetric ? neededAtMetricRatio : needed);
    if (relative > mostOther) {
      mostOther = relative;
      other = tried;
    }
  }
  return { spectrum, near, other: mostOther > mostNear ? other : null };
}

/** A change of tempo lasts: one odd window is none. */
function isSameChange(choice: Choice, neighbour: Choice | undefined): boolean {
  if (choice.other === null || !neighbour || neighbour.other === null) return false;
  return Math.abs(neighbour.other / choice.other - 1) < 2 * sameWithin;
}

function measureWindow(series: Float32Array, spectrum: PulseSpectrum, bpm: number, start: number) {
  const { correlation } = spectrum;
  const lag = (60 * frameRate) / bpm;
  const mean =
    (correlationAround(correlation, lag) +
      correlationAround(correlation, 2 * lag) +
      correlationAround(correlation, 4 * lag)) /
    3;
  const confidence = Math.max(0, Math.min(1, mean / certainCorrelation));
  if (confidence < leastConfidence) return { bpm: null, confidence: 0 };
  const from = Math.round(start * frameRate);
  return { bpm: fineTempo(series, from, from + Math.round(windowSeconds * frameRate), bpm, 0.02), confidence };
}

/** What the windows say together; those below a confidence of a half count only where there is no other. */
export function courseOf(windows: readonly TempoWindow[], seconds: number): Omit<TempoCourse, 'windows'> {
  const heard = windows.filter((window) => window.bpm !== null);
  const sure = heard.filter(({ confidence }) => confidence > 0.5);
  const used = sure.length >= 2 ? sure : heard;
  if (used.length === 0) return { stability: 0, startBpm: null, endBpm: null, isVariable: false };
  const tempos = used.map((window) => window.bpm!);
  const mean = meanOf(tempos);
  const deviation = Math.sqrt(meanOf(tempos.map((tempo) => (tempo - mean) ** 2)));
  const stability = Math.max(0, Math.min(1, 1 - (5 * deviation) / mean));
  const first = used.filter(({ startMs }) => startMs + 1000 * windowSeconds <= 1000 * startSeconds);
  const last = used.filter(({ startMs }) => startMs >= 1000 * (seconds - startSeconds - hopSeconds));
  return {
    stability,
    startBpm: meanOf((first.length > 0 ? first : used.slice(0, 1)).map((window) => window.bpm!)),
    endBpm: meanOf((last.length > 0 ? last : used.slice(-1)).map((window) => window.bpm!)),
    isVariable: stability < leastStability || hasJump(tempos),
  };
}

/** A jump is a change that lasts: one odd window between two others, or at an end, is none. */
function hasJump(tempos: readonly number[]): boolean {
  if (tempos.length < 3) return Math.abs(tempos.at(-1)! - tempos[0]!) >= jumpBpm;
  const medians = tempos.slice(1, -1).map((tempo, index) => {
    const [, median] = [tempos[index]!, tempo, tempos[index + 2]!].toSorted((left, right) => left - right);
    return median!;
  });
  return medians.some((tempo, index) => index > 0 && Math.abs(tempo - medians[index - 1]!) >= jumpBpm);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
