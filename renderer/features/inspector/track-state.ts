import type { TrackAnalysis } from '#shared/contract/analysis.ts';
import type { TrackRow } from '#shared/contract/library/tracks.ts';
import { sureFrom, type TempoFindings } from '#shared/findings.ts';

/** Whether nobody needs to look again: everything is sure, or was set or accepted by the user. */
export function isReviewed(track: Pick<TrackRow, 'analysisState' | 'review'>): boolean {
  return track.analysisState === 'done' && track.review === 0;
}

/** What is worth saying of how a tempo moves; null for one that holds. */
export type TempoMovement =
  | { kind: 'drifts'; start: number; end: number }
  | { kind: 'varies'; low: number; high: number };

/** A drift smaller than this is not heard over a track. */
const heardDrift = 0.5;

export function tempoMovement(tempo: TempoFindings): TempoMovement | null {
  const { startBpm, endBpm, isVariable, windows } = tempo;
  const known = windows.flatMap(({ bpm, confidence }) =>
    bpm === null || confidence < sureFrom.tempo / 2 ? [] : [bpm],
  );
  if (isVariable && known.length > 1) {
    const [low, high] = [Math.min(...known), Math.max(...known)];
    if (high - low >= heardDrift) return { kind: 'varies', low, high };
  }
  if (startBpm !== null && endBpm !== null && Math.abs(endBpm - startBpm) >= heardDrift) {
    return { kind: 'drifts', start: startBpm, end: endBpm };
  }
  return null;
}

/** The genre worth offering: none that the track has, and none over what the user has edited. */
export function offeredGenre(
  track: Pick<TrackRow, 'genre' | 'hasEdits'>,
  { genreSuggestion }: Pick<TrackAnalysis, 'genreSuggestion'>,
): TrackAnalysis['genreSuggestion'] {
  if (!genreSuggestion || (track.hasEdits && track.genre !== '')) return null;
  return genreSuggestion.genre.toLowerCase() === track.genre.toLowerCase() ? null : genreSuggestion;
}
