import type { TrackId } from '#shared/contract/library/tracks.ts';
import { playTracks, seekTo, usePlayer } from '../player/index.ts';

/** Plays a track from a place; where it plays already, only the place changes. */
export async function playFrom(id: TrackId, positionMs: number): Promise<void> {
  if (usePlayer.getState().track?.id !== id) await playTracks([id]);
  seekTo(positionMs);
}
