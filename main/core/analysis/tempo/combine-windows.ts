import { fitBeats } from './fit-beats.ts';
import type { OnsetEnvelope } from './onset-envelope.ts';

/** Beats found in one stretch of the audio, in seconds from its start. */
export type TempoWindow = { start: number; end: number; beats: readonly number[] };

export type Tempo = {
  /** Null for audio without a beat. */
  bpm: number | null;
  /** 0 to 1: how likely the tempo is right, its octave included. */
  confidence: number;
  /** Seconds from the start, ascending; empty without a tempo. */
  beats: Float32Array<ArrayBuffer>;
};

export const unknownTempo: Tempo = { bpm: null, confidence: 0, beats: new Float32Array(0) };

/** The range tempos are given in; the tracker's octave outside of it is never what a listener counts. */
const slowestBpm = 60;
const fastestBpm = 200;
/** Two tempos this close are the same. */
const tolerance = 0.04;
const fewestBeats = 4;
/** Below this the beats are the tracker's own, not the music's. */
const leastClarity = 0.045;

type MeasuredWindow = TempoWindow & { period: number; residual: number; clarity: number; weight: number };

/**
 * Makes one tempo and one series of beats of what was found in the windows.
 *
 * The tempo is the one that most of the audio agrees on, octaves apart counted as agreeing; its octave is the one of the
 * larger part, moved into 60 to 200 BPM. Beats of windows at another octave are thinned out or filled up.
 */
export function combineWindows(windows: readonly TempoWindow[], onsets: OnsetEnvelope, seconds: number): Tempo {
  const measured = windows.flatMap((window) => measure(window, onsets, seconds));
  const [first] = measured;
  if (!first) return unknownTempo;
  const best = measured
    .map((window) => ({ window, votes: total(measured.filter((other) => agrees(window, other))) }))
    .reduce((left, right) => (right.votes > left.votes ? right : left), { window: first, votes: 0 });
  const clarity = total(measured.map((window) => ({ weight: window.weight * window.clarity }))) / total(measured);
  if (clarity < leastClarity) return unknownTempo;
  const agreeing = measured.filter((window) => agrees(best.window, window));
  const period = foldPeriod(commonOctave(agreeing, best.window.period));
  const beats = measured.flatMap((window) => beatsAt(window, period, measured)).filter((beat) => beat < seconds);
  const bpm = 60 / refinePeriod(agreeing, beats, period);
  const agreement = best.votes / total(measured);
  const residual = total(agreeing.map(({ weight, residual }) => ({ weight: weight * residual }))) / total(agreeing);
  return { bpm, confidence: confidenceOf(clarity, residual, agreement), beats: Float32Array.from(beats) };
}

function measure(window: TempoWindow, onsets: OnsetEnvelope, seconds: number): MeasuredWindow[] {
  if (window.beats.length < fewestBeats) return [];
  const { period, residual } = fitBeats(window.beats);
  if (!(period > 0)) return [];
  const end = Math.min(window.end, seconds);
  const clarity = Math.max(onsets.clarity(period, window.start, end), onsets.clarity(2 * period, window.start, end));
  return [{ ...window, period, residual, clarity, weight: window.end - window.start }];
}

function total(windows: readonly { weight: number }[]): number {
  return windows.reduce((sum, window) => sum + window.weight, 0);
}

/** The same tempo, or one or two octaves apart. */
function agrees(left: MeasuredWindow, right: MeasuredWindow): boolean {
  const octaves = Math.log2(left.period / right.period);
  return Math.abs(octaves - Math.round(octaves)) < Math.log2(1 + tolerance);
}

function commonOctave(windows: readonly MeasuredWindow[], reference: number): number {
  const weights = new Map<number, number>();
  for (const { period, weight } of windows) {
    const octave = Math.round(Math.log2(period / reference));
    weights.set(octave, (weights.get(octave) ?? 0) + weight);
  }
  const [octave] = [...weights].reduce((left, right) => (right[1] > left[1] ? right : left));
  return reference * 2 ** octave;
}

function foldPeriod(period: number): number {
  let folded = period;
  while (60 / folded < slowestBpm) folded /= 2;
  while (60 / folded > fastestBpm) folded *= 2;
  return folded;
}

/** A window's own beats, without the part that its neighbours cover better, at the octave of `period`. */
function beatsAt(window: MeasuredWindow, period: number, all: readonly MeasuredWindow[]): number[] {
  const index = all.indexOf(window);
  const before = all[index - 1];
  const after = all[index + 1];
  const from = before ? (before.end + window.start) / 2 : Number.NEGATIVE_INFINITY;
  const to = after ? (window.end + after.start) / 2 : Number.POSITIVE_INFINITY;
  const octave = Math.round(Math.log2(window.period / period));
  const beats =
    octave < 0 ? window.beats.filter((_, beat) => beat % 2 ** -octave === 0) : subdivide(window.beats, 2 ** octave);
  return beats.filter((beat) => beat >= from && beat < to);
}

function subdivide(beats: readonly number[], parts: number): number[] {
  if (parts === 1) return [...beats];
  return beats.flatMap((beat, index) => {
    const length = (beats[index + 1] ?? beat) - beat;
    return length === 0 ? [beat] : Array.from({ length: parts }, (_, part) => beat + (part * length) / parts);
  });
}

/** A grid through all beats if one fits, else the mean of the windows. */
function refinePeriod(agreeing: readonly MeasuredWindow[], beats: readonly number[], period: number): number {
  const whole = fitBeats(beats);
  if (whole.residual < 0.05 && Math.abs(whole.period / period - 1) < tolerance / 2) return whole.period;
  const folded = agreeing.map((window) => ({
    weight: window.weight,
    value: window.period * 2 ** Math.round(Math.log2(period / window.period)),
  }));
  return folded.reduce((sum, { weight, value }) => sum + weight * value, 0) / total(folded);
}

/**
 * Of tempos whose beats are beyond doubt, this part is at the octave that a listener counts: the tracker's choice between
 * a tempo, its half and its double was right for 58 % of our development clips, and its own certainty says nothing of it.
 */
const octaveRight = 0.7;

function confidenceOf(clarity: number, residual: number, agreement: number): number {
  const regularity = Math.exp(-((residual / 0.15) ** 2));
  return octaveRight * (0.35 + 0.65 * Math.min(1, clarity / 0.5)) * regularity * Math.min(1, agreement);
}
