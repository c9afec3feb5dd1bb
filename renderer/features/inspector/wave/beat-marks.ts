import { placeOf, type WaveWindow } from './wave-window.ts';

/** Where beats fall, as 'analysis.get' has them. */
export type Beats = { timesMs: readonly number[]; firstDownbeat: number | null; beatsPerBar: number };

/** One beat on screen: `weight` 2 begins four bars, 1 a bar, 0 neither. `bar` counts from 1 at the first downbeat. */
export type BeatMark = { x: number; atMs: number; weight: 0 | 1 | 2; bar: number };

/** Nearer than this, marks are a grey sheet and help nobody. */
export const narrowestMarks = 5;
const barsOfPhrase = 4;

/** The marks of a waveform so many pixels wide: all beats, or bars only, or every fourth bar, or none. */
export function beatMarks(beats: Beats, window: WaveWindow, width: number, shiftMs = 0): BeatMark[] {
  const { timesMs, beatsPerBar } = beats;
  if (timesMs.length < 2 || width <= 0) return [];
  const beatMs = (timesMs.at(-1)! - timesMs[0]!) / (timesMs.length - 1);
  const beatWidth = (beatMs / (window.toMs - window.fromMs)) * width;
  const steps = [1, beatsPerBar, beatsPerBar * barsOfPhrase];
  const lightest = steps.findIndex((step) => beatWidth * step >= narrowestMarks);
  if (lightest < 0) return [];
  const marks: BeatMark[] = [];
  const first = firstFrom(timesMs, window.fromMs - shiftMs);
  for (let index = first; index < timesMs.length; index++) {
    const atMs = timesMs[index]! + shiftMs;
    if (atMs > window.toMs) break;
    const { weight, bar } = beatWeight(beats, index);
    if (weight >= lightest) marks.push({ x: placeOf(atMs, window, width), atMs, weight, bar });
  }
  return marks;
}

function beatWeight({ firstDownbeat, beatsPerBar }: Beats, index: number): Pick<BeatMark, 'weight' | 'bar'> {
  const place = index - (firstDownbeat ?? 0);
  const bar = Math.floor(place / beatsPerBar);
  if (place - bar * beatsPerBar !== 0) return { weight: 0, bar: bar + 1 };
  return { weight: bar % barsOfPhrase === 0 ? 2 : 1, bar: bar + 1 };
}

/** Index of the first time not before `fromMs`. */
function firstFrom(timesMs: readonly number[], fromMs: number): number {
  let low = 0;
  let high = timesMs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timesMs[middle]! < fromMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The length of a beat at a place: what lies between the beats around it, or what the tempo says. */
export function beatLengthAt({ timesMs }: Beats, atMs: number, bpm: number | null): number | null {
  const next = firstFrom(timesMs, atMs);
  const [before, after] = next <= 0 ? [timesMs[0], timesMs[1]] : [timesMs[next - 1], timesMs[next]];
  if (before !== undefined && after !== undefined && after > before) return after - before;
  return bpm === null || bpm <= 0 ? null : 60_000 / bpm;
}

/** The first beat of a bar from which the grid is counted; null without beats. */
export function gridAnchor({ timesMs, firstDownbeat }: Beats): number | null {
  return timesMs[firstDownbeat ?? 0] ?? null;
}

/** The anchor moved by so much. Before the start of the track there is none: the next bar takes its place. */
export function movedAnchor(anchorMs: number, byMs: number, barMs: number): number {
  let moved = anchorMs + byMs;
  while (moved < 0 && barMs > 0) moved += barMs;
  return Math.max(0, moved);
}
