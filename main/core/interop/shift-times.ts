import type { ForeignTempo, ForeignTrack } from './foreign-library.ts';

/**
 * The track with its cues and its grid moved by this much, where it is an MP3 file; never before its start.
 *
 * Decoders disagree on where an MP3 begins. Ours leaves out what the LAME tag says the encoder put in front, and where
 * there is no such tag it leaves out nothing. rekordbox counts 26 ms more than Traktor for files without a valid tag.
 */
export function shiftTimes(track: ForeignTrack, shiftMs: number): ForeignTrack {
  if (shiftMs === 0 || !/\.mp3$/i.test(track.path)) return track;
  const moved = (ms: number) => Math.max(0, Math.round((ms + shiftMs) * 1000) / 1000);
  return {
    ...track,
    grid: moveGrid(track.grid, shiftMs),
    cues: track.cues.map((cue) => ({
      ...cue,
      startMs: moved(cue.startMs),
      endMs: cue.endMs === null ? null : moved(cue.endMs),
    })),
  };
}

/** A marker before the start becomes the first beat after it, or the grid would run beside the music. */
function moveGrid(grid: readonly ForeignTempo[], shiftMs: number): ForeignTempo[] {
  const moved = grid.map(({ startMs, bpm, beat }): ForeignTempo => {
    const start = startMs + shiftMs;
    const periodMs = 60_000 / bpm;
    const beats = start < 0 ? Math.ceil(-start / periodMs) : 0;
    const exact = Math.max(0, Math.round((start + beats * periodMs) * 1000) / 1000);
    return { startMs: exact, bpm, beat: ((beat - 1 + beats) % 4) + 1 };
  });
  return moved.filter(({ startMs }, index) => startMs < (moved[index + 1]?.startMs ?? Number.POSITIVE_INFINITY));
}
