import type { SetPlan } from '#shared/contract/playlists.ts';
import { curveFunction } from '#shared/energy-curve.ts';
import type { SetTracks } from './set-tracks.ts';
import type { Place } from './step-score.ts';

/** What a set shall be, apart from the tracks it is taken from. */
export type SetWish = Pick<SetPlan, 'curve' | 'tempo' | 'isHarmonic' | 'artistSpacing' | 'durationMs' | 'trackCount'>;

/** What a track counts as whose length is not known. */
export const usualLengthMs = 300_000;
/** A tempo so little outside of the range is still in it: nobody hears it, and analysis is not more exact. */
const tempoMargin = 1.01;

export function lengthOf(tracks: SetTracks, row: number): number {
  return tracks.durationMs[row]! || usualLengthMs;
}

/** What is wished for at each place, 0 the start and 1 the end. The same object each time: read it at once. */
export function placesOf({ curve, tempo }: Pick<SetWish, 'curve' | 'tempo'>): (at: number) => Place {
  const energyAt = curveFunction(curve);
  const place: Place = { energy: 0, logBpm: Number.NaN };
  const [from, to] = tempo ? [Math.log(tempo.from), Math.log(tempo.to)] : [Number.NaN, Number.NaN];
  return (at) => {
    place.energy = energyAt(at);
    place.logBpm = from + (to - from) * at;
    return place;
  };
}

/** The slowest and the fastest tempo a set may have; null where all will do. */
export function tempoRange({ tempo }: Pick<SetWish, 'tempo'>): { low: number; high: number } | null {
  if (!tempo) return null;
  return { low: Math.min(tempo.from, tempo.to) / tempoMargin, high: Math.max(tempo.from, tempo.to) * tempoMargin };
}

/** How far the length may be from what is wished for: half a track, or three in a hundred. */
export function lengthTolerance(durationMs: number, usualMs: number): number {
  return Math.max(usualMs / 2, durationMs * 0.03);
}
