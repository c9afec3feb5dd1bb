import type { TrackRow } from '#shared/contract/library/tracks.ts';
import { mediaUrl } from '../../api/media.ts';
import { followPart, restartsPart } from './part-loop.ts';
import { isPlayedDirectly, mediaPath } from './playable-source.ts';
import { type PlaybackFailure, usePlayer } from './player.store.ts';

/** The one audio element of the window and what it plays. */
type Output = {
  element: HTMLAudioElement;
  track: TrackRow | null;
  isDecoded: boolean;
  /** Where to go on once enough is loaded: after a change of source, or a seek before the length was known. */
  pendingPositionMs: number | null;
};

let output: Output | null = null;
let onTrackEnded: () => void = () => {};

/** Connects the element the player renders. Answers a function that disconnects it. */
export function attachAudio(element: HTMLAudioElement, onEnded: () => void): () => void {
  const attached: Output = { element, track: null, isDecoded: false, pendingPositionMs: null };
  output = attached;
  onTrackEnded = onEnded;
  setAudioVolume();
  const stop = new AbortController();
  const listen = (name: string, listener: () => void) =>
    element.addEventListener(name, listener, { signal: stop.signal });
  listen('playing', () => usePlayer.setState({ playback: 'playing', failure: null }));
  listen('pause', () => {
    if (!element.ended && !element.error) usePlayer.setState({ playback: 'paused' });
  });
  listen('timeupdate', () => usePlayer.setState({ positionMs: livePositionMs() }));
  listen('loadedmetadata', () => takeUpPosition(attached));
  listen('ended', () => {
    if (!restartsPart(element)) onTrackEnded();
  });
  listen('error', () => recover(attached).catch(() => fail('unreachable')));
  const stopPart = followPart(element);
  return () => {
    stopPart();
    stop.abort();
    element.removeAttribute('src');
    element.load();
    if (output === attached) output = null;
  };
}

export async function playTrack(track: TrackRow, fromMs = 0): Promise<void> {
  if (!output) return;
  const { element } = output;
  output.track = track;
  output.isDecoded = !isPlayedDirectly(track, (type) => element.canPlayType(type));
  output.pendingPositionMs = fromMs > 0 ? fromMs : null;
  usePlayer.setState({
    track,
    playback: 'loading',
    failure: null,
    positionMs: fromMs,
    durationMs: track.durationMs ?? 0,
  });
  await start(output);
}

export function pauseAudio(): void {
  output?.element.pause();
}

export async function resumeAudio(): Promise<void> {
  if (!output?.track) return;
  if (usePlayer.getState().playback === 'failed') await playTrack(output.track);
  else await play(output.element);
}

export function stopAudio(): void {
  if (!output) return;
  output.element.pause();
  usePlayer.setState({ playback: 'paused', positionMs: livePositionMs() });
}

export function seekAudio(positionMs: number): void {
  if (!output?.track) return;
  const { durationMs } = usePlayer.getState();
  const target = Math.max(0, durationMs > 0 ? Math.min(positionMs, durationMs) : positionMs);
  if (output.element.readyState >= HTMLMediaElement.HAVE_METADATA) output.element.currentTime = target / 1000;
  else output.pendingPositionMs = target;
  usePlayer.setState({ positionMs: target });
}

/** Takes volume and gain over from the store. */
export function setAudioVolume(): void {
  if (!output) return;
  const { volume, gainDb, isMuted } = usePlayer.getState();
  output.element.volume = volume * 10 ** (Math.min(0, gainDb) / 20);
  output.element.muted = isMuted;
}

/** Where the sound is, to the frame. */
export function livePositionMs(): number {
  if (!output) return 0;
  return output.pendingPositionMs ?? output.element.currentTime * 1000;
}

/** Where the sound is, how fast it goes on, and whether it does; for what sounds along with it. */
export function mediaClock(): { positionMs: number; rate: number; isRunning: boolean } {
  if (!output) return { positionMs: 0, rate: 1, isRunning: false };
  const { element, pendingPositionMs } = output;
  const isRunning =
    pendingPositionMs === null &&
    !element.paused &&
    !element.seeking &&
    element.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA;
  return { positionMs: livePositionMs(), rate: element.playbackRate, isRunning };
}

async function start({ element, track, isDecoded }: Output): Promise<void> {
  if (!track) return;
  element.src = mediaUrl(mediaPath(track.id, isDecoded));
  await play(element);
}

async function play(element: HTMLAudioElement): Promise<void> {
  try {
    await element.play();
  } catch (error) {
    // A newer source ends the attempt, and a source that fails tells through the element's own error event.
    const isExpected = error instanceof DOMException && ['AbortError', 'NotSupportedError'].includes(error.name);
    if (!isExpected) usePlayer.setState({ playback: 'paused' });
  }
}

function takeUpPosition(attached: Output): void {
  const { element, pendingPositionMs } = attached;
  if (Number.isFinite(element.duration)) usePlayer.setState({ durationMs: element.duration * 1000 });
  if (pendingPositionMs === null) return;
  attached.pendingPositionMs = null;
  element.currentTime = pendingPositionMs / 1000;
}

/** The element gave up: the core decodes the file instead; if that fails too, the reason is looked for. */
async function recover(attached: Output): Promise<void> {
  const { track } = attached;
  if (!track) return;
  if (!attached.isDecoded) {
    attached.pendingPositionMs = livePositionMs();
    attached.isDecoded = true;
    await start(attached);
    return;
  }
  const reason = await findReason(track);
  if (attached.track === track) fail(reason);
}

async function findReason(track: TrackRow): Promise<PlaybackFailure> {
  if (track.isOffline) return 'offline';
  const reply = await fetch(mediaUrl(mediaPath(track.id, true)), { method: 'HEAD' });
  if (reply.status === 404) return 'missing';
  return 'undecodable';
}

function fail(failure: PlaybackFailure): void {
  usePlayer.setState({ playback: 'failed', failure });
}
