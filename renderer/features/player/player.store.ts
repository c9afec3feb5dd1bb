import { create } from 'zustand';
import type { TrackRow } from '#shared/contract/library/tracks.ts';
import { emptyQueue, type Queue } from './queue.ts';

/** `failed` keeps the track that could not be played, with the reason. */
export type Playback = 'idle' | 'loading' | 'playing' | 'paused' | 'failed';
export type PlaybackFailure = 'missing' | 'offline' | 'undecodable' | 'unreachable';

export type PlayerState = {
  queue: Queue;
  track: TrackRow | null;
  playback: Playback;
  failure: PlaybackFailure | null;
  /** A few times a second; what moves with every frame asks the audio element itself. */
  positionMs: number;
  durationMs: number;
  /** The part that is played again and again, in milliseconds; null for the whole track. */
  part: { startMs: number; endMs: number } | null;
  volume: number;
  /** By how much the track is played more quietly, in decibels, to be compared with another one; 0 or less. */
  gainDb: number;
  isMuted: boolean;
};

export const usePlayer = create<PlayerState>(() => ({
  queue: emptyQueue,
  track: null,
  playback: 'idle',
  failure: null,
  positionMs: 0,
  durationMs: 0,
  part: null,
  volume: 1,
  gainDb: 0,
  isMuted: false,
}));

/** Whether sound is meant to come out, now or as soon as it is here. */
export function isPlaying(state: PlayerState): boolean {
  return state.playback === 'playing' || state.playback === 'loading';
}
