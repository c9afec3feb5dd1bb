import type { TrackRow } from '#shared/contract/library/tracks.ts';
import { mediaUrl } from '../../api/media.ts';
import { livePositionMs, pauseAudio, resumeAudio } from './audio-output.ts';
import { playNext, playPrevious, seekBy, seekTo } from './player.actions.ts';
import { isPlaying, type PlayerState, usePlayer } from './player.store.ts';

const seekStepMs = 10_000;

/**
 * Tells the system what plays, and lets its media keys steer. Answers a function that stops doing so.
 */
export function connectMediaSession(): () => void {
  if (!('mediaSession' in navigator)) return () => {};
  const session = navigator.mediaSession;
  const actions: [MediaSessionAction, MediaSessionActionHandler][] = [
    ['play', () => void resumeAudio()],
    ['pause', () => pauseAudio()],
    ['stop', () => pauseAudio()],
    ['nexttrack', () => void playNext()],
    ['previoustrack', () => void playPrevious()],
    ['seekforward', ({ seekOffset }) => seekBy(seekOffset ? seekOffset * 1000 : seekStepMs)],
    ['seekbackward', ({ seekOffset }) => seekBy(-(seekOffset ? seekOffset * 1000 : seekStepMs))],
    ['seekto', ({ seekTime }) => seekTo((seekTime ?? 0) * 1000)],
  ];
  for (const [action, handler] of actions) session.setActionHandler(action, handler);
  const stop = usePlayer.subscribe((state, before) => {
    if (state.track !== before.track) session.metadata = state.track ? metadataOf(state.track) : null;
    session.playbackState = isPlaying(state) ? 'playing' : state.track ? 'paused' : 'none';
    if (state.positionMs !== before.positionMs || state.durationMs !== before.durationMs) reportPosition(state);
  });
  return () => {
    stop();
    for (const [action] of actions) session.setActionHandler(action, null);
    session.metadata = null;
  };
}

function metadataOf({ title, artist, album, artworkHash, fileName }: TrackRow): MediaMetadata {
  const artwork = artworkHash === null ? [] : [{ src: mediaUrl(`/artwork/${artworkHash}`) }];
  return new MediaMetadata({ title: title || fileName, artist, album, artwork });
}

function reportPosition({ durationMs }: PlayerState): void {
  const position = livePositionMs();
  // The system refuses a position past the end, which happens while the length is still an estimate.
  if (durationMs <= 0 || position > durationMs) return;
  navigator.mediaSession.setPositionState({ duration: durationMs / 1000, position: position / 1000, playbackRate: 1 });
}
