import { type CuePoint, cueSlots } from '#shared/contract/cues.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { call } from '../../api/client.ts';
import { text } from '../../messages/use-text.ts';
import { showToast } from '../../ui/index.ts';
import { formatPosition } from '../tracks/index.ts';
import { showUndoable } from '../undo/index.ts';
import { livePositionMs } from './audio-output.ts';
import { seekTo } from './player.actions.ts';
import { isPlaying, usePlayer } from './player.store.ts';

/** By slot. */
export const cueLetters = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const;

export function cueLetter(slot: number): string {
  return cueLetters[slot] ?? '';
}

/** Jumps to a hot cue of the playing track; sets it there where it is not set. */
export async function jumpOrSet(slot: number): Promise<void> {
  const { track } = usePlayer.getState();
  if (!track) return;
  const cues = await call('cues.get', { trackId: track.id });
  const cue = cues.find((each) => each.slot === slot);
  if (cue) seekTo(cue.startMs);
  else await setHotCue(track.id, slot, here());
}

/** Sets the first hot cue that is free where the track plays. */
export async function setNextCue(): Promise<void> {
  const { track } = usePlayer.getState();
  if (!track) return;
  const cues = await call('cues.get', { trackId: track.id });
  const slot = Array.from({ length: cueSlots }, (_, index) => index).find(
    (index) => !cues.some((cue) => cue.slot === index),
  );
  if (slot === undefined) showToast({ text: text('cues.allSet') });
  else await setHotCue(track.id, slot, here());
}

export async function setMemoryCue(): Promise<void> {
  const { track } = usePlayer.getState();
  if (!track) return;
  const cues = await call('cues.get', { trackId: track.id });
  const cue: CuePoint = { kind: 'cue', slot: null, startMs: here(), endMs: null, name: '', colour: '' };
  await setCues(track.id, [...cues, cue]);
}

/** Takes a hot cue of the playing track away. */
export async function clearCue(slot: number): Promise<void> {
  const { track } = usePlayer.getState();
  if (track) await setHotCue(track.id, slot, null);
}

export async function setHotCue(trackId: TrackId, slot: number, atMs: number | null): Promise<void> {
  const { operation } = await call('cues.setHot', { trackId, slot, atMs });
  if (operation === null) return;
  const letter = cueLetter(slot);
  const said =
    atMs === null ? text('cues.removed', { letter }) : text('cues.set', { letter, place: formatPosition(atMs) });
  showUndoable({ text: said, operations: [operation] });
}

/** Replaces all cues of a track. */
export async function setCues(trackId: TrackId, cues: readonly CuePoint[]): Promise<void> {
  const { operation } = await call('cues.set', { trackId, cues: [...cues] });
  if (operation !== null) showUndoable({ text: text('cues.changed'), operations: [operation] });
}

/** Where the track plays, to a hundredth of a millisecond. */
function here(): number {
  const state = usePlayer.getState();
  return Math.round(100 * (isPlaying(state) ? livePositionMs() : state.positionMs)) / 100;
}
