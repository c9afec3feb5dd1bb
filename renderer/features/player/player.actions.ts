import type { TrackId, TrackRow } from '#shared/contract/library/tracks.ts';
import { call } from '../../api/client.ts';
import {
  livePositionMs,
  pauseAudio,
  playTrack,
  resumeAudio,
  seekAudio,
  setAudioVolume,
  stopAudio,
} from './audio-output.ts';
import { isPlaying, type PlayerState, usePlayer } from './player.store.ts';
import { addToQueue, goNext, goPrevious, type Queue, skipToQueued, startList } from './queue.ts';

/** "Previous" goes back to the beginning first, once a track has played so long. */
const restartAfterMs = 3000;
/** How much of a list is kept for going on: before and after the track it is started at. */
const keptBefore = 200;
const keptAfter = 5000;

/** Plays a row of a view; the rows after it follow. */
export async function playFromView(view: string, index: number): Promise<void> {
  const start = Math.max(0, index - keptBefore);
  const ids = await call('tracks.viewIds', { view, start, count: keptBefore + keptAfter });
  await playQueue(startList(usePlayer.getState().queue, ids, index - start));
}

/** Plays one of several tracks in an order; those behind it follow. */
export async function playList(ids: readonly TrackId[], place: number): Promise<void> {
  const start = Math.max(0, place - keptBefore);
  const kept = ids.slice(start, place + keptAfter);
  if (kept[place - start] !== undefined) await playQueue(startList(usePlayer.getState().queue, kept, place - start));
}

/** Plays a part of a track again and again, until something else is played or `endPart` is called. */
export async function playPart(id: TrackId, part: NonNullable<PlayerState['part']>): Promise<void> {
  const { track, queue, playback } = usePlayer.getState();
  if (track?.id !== id || playback === 'failed') {
    await playQueue(startList(queue, [id], 0), part);
    return;
  }
  usePlayer.setState({ part });
  seekAudio(part.startMs);
  await resumeAudio();
}

/** Plays a track from a place in it, so much more quietly, until something else is played. */
export async function playAt(id: TrackId, place: { positionMs: number; gainDb: number }): Promise<void> {
  await playQueue(startList(usePlayer.getState().queue, [id], 0), null, place);
}

/** What plays goes on to its end. */
export function endPart(): void {
  usePlayer.setState({ part: null });
}

/** Plays these tracks, the first one now, from a place in it. */
export async function playTracks(ids: readonly TrackId[], positionMs = 0): Promise<void> {
  const queue = startList(usePlayer.getState().queue, ids, 0);
  if (ids.length > 0) await playQueue(queue, null, { positionMs, gainDb: 0 });
}

/** Puts tracks behind those queued before. With nothing playing, the first one starts. */
export async function queueTracks(ids: readonly TrackId[]): Promise<void> {
  usePlayer.setState(({ queue }) => ({ queue: addToQueue(queue, ids) }));
  if (usePlayer.getState().queue.current === null) await playNext();
}

export async function playNext(): Promise<void> {
  const next = goNext(usePlayer.getState().queue);
  if (next) await playQueue(next);
  else stopAudio();
}

export async function playPrevious(): Promise<void> {
  const previous = goPrevious(usePlayer.getState().queue);
  if (previous && livePositionMs() < restartAfterMs) await playQueue(previous);
  else seekAudio(0);
}

export async function playQueuedNow(position: number): Promise<void> {
  await playQueue(skipToQueued(usePlayer.getState().queue, position));
}

/** Pauses or goes on. False when there is nothing to go on with. */
export function togglePlayback(): boolean {
  const state = usePlayer.getState();
  if (!state.track) return false;
  if (isPlaying(state)) pauseAudio();
  else void resumeAudio();
  return true;
}

export function seekTo(positionMs: number): void {
  seekAudio(positionMs);
}

export function seekBy(differenceMs: number): void {
  if (usePlayer.getState().track) seekAudio(livePositionMs() + differenceMs);
}

export function setVolume(volume: number): void {
  const fitting = Math.max(0, Math.min(1, volume));
  usePlayer.setState({ volume: fitting, isMuted: false });
  setAudioVolume();
}

export function toggleMute(): void {
  usePlayer.setState(({ isMuted }) => ({ isMuted: !isMuted }));
  setAudioVolume();
}

/** Whether two requests to play crossed: only the newer one may start. */
let newest = 0;

async function playQueue(
  queue: Queue,
  part: PlayerState['part'] = null,
  { positionMs, gainDb } = { positionMs: part?.startMs ?? 0, gainDb: 0 },
): Promise<void> {
  const request = ++newest;
  usePlayer.setState({ queue, part });
  if (queue.current === null) return;
  const [track] = await call('tracks.getMany', { ids: [queue.current] });
  if (request !== newest) return;
  if (track) {
    usePlayer.setState({ gainDb });
    setAudioVolume();
    await playTrack(track, positionMs);
  }
  // The library forgot the track since the list was started.
  else await playNext();
}

/** The row of the playing track may have changed: its rating, its tempo once analysed. */
export async function refreshPlayingTrack(): Promise<void> {
  const playing = usePlayer.getState().track;
  if (!playing) return;
  const [track] = await call('tracks.getMany', { ids: [playing.id] });
  if (track && usePlayer.getState().track?.id === track.id) usePlayer.setState({ track });
}

export function playingTrackId(): TrackRow['id'] | null {
  return usePlayer.getState().track?.id ?? null;
}

export function changeQueue(change: (queue: Queue) => Queue): void {
  usePlayer.setState(({ queue }) => ({ queue: change(queue) }));
}
