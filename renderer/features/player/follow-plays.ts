import { call } from '../../api/client.ts';
import { hear, nothingHeard } from './play-count.ts';
import { usePlayer } from './player.store.ts';

/** Counts plays while the window is open. Answers a function that stops doing so. */
export function followPlays(): () => void {
  let heard = nothingHeard;
  return usePlayer.subscribe(({ track, positionMs, durationMs, part }) => {
    const next = hear(heard, { trackId: track?.id ?? null, positionMs, durationMs, part });
    heard = next.heard;
    // A play that could not be counted is nothing to be told of.
    if (next.isPlay && heard.trackId !== null) call('tracks.played', { id: heard.trackId }).catch(() => undefined);
  });
}
