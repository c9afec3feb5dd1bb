import { usePlayer } from './player.store.ts';

/** A timer is seldom early by more; waiting again for less would only be late. */
const timerSlackMs = 4;
/** Whoever seeks further past the end wants to hear what is there. */
const mostOvershootMs = 600;

/**
 * Plays the part the player names again and again: when the sound reaches its end, it goes on at its start. Answers a
 * function that stops doing so.
 */
export function followPart(element: HTMLAudioElement): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const arm = () => {
    clearTimeout(timer);
    const { part } = usePlayer.getState();
    if (!part || element.paused || element.seeking) return;
    const leftMs = (part.endMs - element.currentTime * 1000) / element.playbackRate;
    if (leftMs > timerSlackMs) timer = setTimeout(arm, leftMs);
    else if (leftMs > -mostOvershootMs) element.currentTime = part.startMs / 1000;
  };
  const stop = new AbortController();
  for (const name of ['playing', 'seeked', 'pause', 'ratechange']) {
    element.addEventListener(name, arm, { signal: stop.signal });
  }
  const stopStore = usePlayer.subscribe(({ part }, before) => {
    if (part !== before.part) arm();
  });
  return () => {
    clearTimeout(timer);
    stop.abort();
    stopStore();
  };
}

/** At the end of a track a part that reaches so far begins again; false where there is none. */
export function restartsPart(element: HTMLAudioElement): boolean {
  const { part } = usePlayer.getState();
  if (!part || part.endMs < element.duration * 1000 - mostOvershootMs) return false;
  element.currentTime = part.startMs / 1000;
  element.play().catch(() => usePlayer.setState({ playback: 'paused' }));
  return true;
}
