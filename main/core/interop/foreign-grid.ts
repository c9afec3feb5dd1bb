import { type BeatFit, fitBeats } from '#core/analysis/tempo/fit-beats.ts';
import type { ForeignTempo } from './foreign-library.ts';

/** A beat is where the line puts it when it is no further off than this: less than anybody hears. */
const toleranceMs = 8;
/** Beats this far off an even grid in the mean were heard, not played so. */
const jitterMs = 12;
/** A beat heard wrong stands alone; so many that lie this far off to one side, in the mean, were played so. */
const [driftBeats, driftMs] = [8, 10];
/** Programs round to a millisecond. */
const roundingMs = 1.5;

/** Leaves out markers that say what those before them say already: programs write one for every beat of some tracks. */
export function thinTempos(tempos: readonly ForeignTempo[]): ForeignTempo[] {
  const kept: ForeignTempo[] = [];
  for (const tempo of [...tempos].sort((one, other) => one.startMs - other.startMs)) {
    const last = kept.at(-1);
    if (last && continues(last, tempo)) continue;
    // Of two at one moment the one written last counts: beats come one after the other.
    if (last && tempo.startMs - last.startMs < 1) kept.pop();
    kept.push(tempo);
  }
  return kept;
}

function continues(before: ForeignTempo, { startMs, bpm, beat }: ForeignTempo): boolean {
  if (Math.abs(bpm - before.bpm) > 0.005) return false;
  const periodMs = 60_000 / before.bpm;
  const beats = Math.round((startMs - before.startMs) / periodMs);
  const isOnGrid = Math.abs(before.startMs + beats * periodMs - startMs) <= roundingMs;
  return isOnGrid && (before.beat - 1 + beats) % 4 === beat - 1;
}

/**
 * The tempos of a beat grid: one where it is even, more where it is not. `firstDownbeat` is the index of the first beat of a
 * bar; without one the first beat counts as one.
 */
export function temposOfBeats(beatsMs: readonly number[], firstDownbeat: number | null): ForeignTempo[] {
  const downbeat = firstDownbeat ?? 0;
  if (isEven(beatsMs)) {
    const bpm = (60_000 * (beatsMs.length - 1)) / (beatsMs.at(-1)! - beatsMs[0]!);
    return [{ startMs: beatsMs[downbeat]!, bpm, beat: 1 }];
  }
  const fit = fitBeats(beatsMs);
  if (fit.period > 0 && fit.residual * fit.period <= jitterMs && !drifts(beatsMs, fit)) {
    const startMs = fit.offset + Math.round((beatsMs[downbeat]! - fit.offset) / fit.period) * fit.period;
    return [{ startMs: Math.max(0, startMs), bpm: 60_000 / fit.period, beat: 1 }];
  }
  const tempos: ForeignTempo[] = [];
  for (let from = 0; from < beatsMs.length - 1; ) {
    const to = endOfEven(beatsMs, from);
    const periodMs = (beatsMs[to]! - beatsMs[from]!) / (to - from);
    // A program's grid is told by the first beat of a bar where there is one.
    const first = tempos.length === 0 && downbeat > 0 && downbeat < to ? downbeat : from;
    tempos.push({ startMs: beatsMs[first]!, bpm: 60_000 / periodMs, beat: ((((first - downbeat) % 4) + 4) % 4) + 1 });
    from = to;
  }
  return tempos;
}

/** Whether some run of beats leaves the line by more than what is heard wrong. */
function drifts(beatsMs: readonly number[], { offset, period }: BeatFit): boolean {
  const away = beatsMs.map((ms) => ms - offset - Math.round((ms - offset) / period) * period);
  let run = 0;
  return away.some((ms, index) => {
    run += ms - (away[index - driftBeats] ?? 0);
    return index >= driftBeats - 1 && Math.abs(run) > driftMs * driftBeats;
  });
}

function isEven(beatsMs: readonly number[]): boolean {
  const [first = 0, last = 0] = [beatsMs[0], beatsMs.at(-1)];
  const periodMs = (last - first) / (beatsMs.length - 1);
  return beatsMs.length > 1 && beatsMs.every((ms, index) => Math.abs(first + index * periodMs - ms) <= toleranceMs);
}

/** The last beat to which the line from beat `from` leaves no beat out of place. */
function endOfEven(beatsMs: readonly number[], from: number): number {
  const start = beatsMs[from]!;
  // The slopes that pass each beat within the tolerance; the narrowest so far.
  let [lowest, highest] = [0, Number.POSITIVE_INFINITY];
  let end = from + 1;
  for (let index = from + 1; index < beatsMs.length; index += 1) {
    const steps = index - from;
    lowest = Math.max(lowest, (beatsMs[index]! - toleranceMs - start) / steps);
    highest = Math.min(highest, (beatsMs[index]! + toleranceMs - start) / steps);
    if (lowest > highest) break;
    const slope = (beatsMs[index]! - start) / steps;
    // The line is drawn to this beat itself.
    if (slope >= lowest && slope <= highest) end = index;
  }
  return end;
}
