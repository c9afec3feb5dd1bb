import { useEffect, useState } from 'react';
import type { TrackAnalysis } from '#shared/contract/analysis.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { useText } from '../../../messages/use-text.ts';
import { attempt } from '../../commands/index.ts';
import { formatMoment, overrideAndTell } from '../../tracks/index.ts';
import { type Beats, beatLengthAt, gridAnchor, movedAnchor } from './beat-marks.ts';

export type GridEditing = {
  beats: Beats;
  /** How far the grid on screen is from the one that is kept, while it is dragged and until the change is back. */
  shiftMs: number;
  /** Where beat one of the first bar is; null without beats. */
  anchorMs: number | null;
  beatMs: number | null;
  isMoved: boolean;
  /** Shows the grid moved; nothing is kept. */
  showShift: (byMs: number) => void;
  moveBy: (byMs: number) => void;
  placeAt: (anchorMs: number) => void;
  reset: () => void;
};

const noBeats: readonly number[] = [];

/** The beat grid of a track, as found or as the user moved it. */
export function useGridEditing(id: TrackId, analysis: TrackAnalysis | null, bpm: number | null): GridEditing {
  const text = useText();
  const beats: Beats = {
    timesMs: analysis?.beatsMs ?? noBeats,
    firstDownbeat: analysis?.firstDownbeat ?? null,
    beatsPerBar: analysis?.findings?.tempo.beatsPerBar ?? 4,
  };
  const [shiftMs, setShift] = useState(0);
  const beatsMs = analysis?.beatsMs;
  useEffect(() => {
    if (beatsMs) setShift(0);
  }, [beatsMs]);

  const kept = gridAnchor(beats);
  const beatMs = beatLengthAt(beats, kept ?? 0, bpm);
  const barMs = (beatMs ?? 0) * beats.beatsPerBar;

  const keep = (anchorMs: number | null, said: string) =>
    void attempt(async () => {
      const value = anchorMs === null ? null : { anchorMs: Math.round(anchorMs * 100) / 100 };
      await overrideAndTell([{ id, field: 'grid', value }], said);
    });

  const placeAt = (anchorMs: number) => {
    if (kept !== null) setShift(anchorMs - kept);
    keep(anchorMs, text('inspector.grid.moved', { place: formatMoment(anchorMs) }));
  };

  return {
    beats,
    shiftMs,
    anchorMs: kept === null ? null : kept + shiftMs,
    beatMs,
    isMoved: (analysis?.overrides ?? []).some(({ field, value }) => field === 'grid' && value !== null),
    showShift: setShift,
    moveBy: (byMs) => {
      if (kept !== null) placeAt(movedAnchor(kept + shiftMs, byMs, barMs));
    },
    placeAt,
    reset: () => keep(null, text('inspector.grid.wasReset')),
  };
}
