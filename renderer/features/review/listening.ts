import type { ReviewKind } from '#shared/contract/review.ts';
import { accompany, endPart, isPlaying, playPart, togglePlayback, usePlayer } from '../player/index.ts';
import { chosenBpm, chosenKey, type Details, type Draft, draftGrid } from './answers.ts';
import { isDownbeat } from './beat-grid.ts';
import { triadOf } from './key-evidence.ts';
import { currentDetails } from './lane-data.ts';
import { type Part, partFrom, partToHear } from './part-to-hear.ts';
import { useLane } from './review.store.ts';

/** The octave of the chord: that of the middle C. */
const chordOctave = 60;

export function questionPart(details: Details, kind: ReviewKind): Part {
  return partToHear(details.analysis.findings, kind, details.track.durationMs ?? 0);
}

/** Plays the part in question, or pauses it. */
export async function listen(): Promise<void> {
  const { cursor } = useLane.getState();
  const player = usePlayer.getState();
  if (cursor && player.track?.id === cursor.id && player.part) {
    useLane.setState({ isListening: !isPlaying(player) });
    togglePlayback();
    return;
  }
  useLane.setState({ isListening: true });
  await playQuestion();
}

/** Plays from a place of the track on screen. */
export async function listenFrom(startMs: number): Promise<void> {
  const { cursor } = useLane.getState();
  const details = cursor ? currentDetails(cursor.id) : undefined;
  if (!details) return;
  useLane.setState({ isListening: true });
  await playPart(details.track.id, partFrom(startMs, details.track.durationMs ?? 0));
}

async function playQuestion(): Promise<void> {
  const { cursor } = useLane.getState();
  const details = cursor ? currentDetails(cursor.id) : undefined;
  if (cursor && details) await playPart(cursor.id, questionPart(details, cursor.kind));
}

/** Goes on listening with the question that came on screen, unless the sound was stopped since. */
export function continueListening(): void {
  if (useLane.getState().isListening && isPlaying(usePlayer.getState())) void playQuestion();
}

/** What is on screen and decides what sounds along. */
type Heard = { kind: ReviewKind; details: Details; draft: Draft; isClickOn: boolean; isChordOn: boolean };

/** Sets what sounds along to what is chosen now. */
export function updateAccompaniment({ kind, details, draft, isClickOn, isChordOn }: Heard): void {
  const grid = kind === 'tempo' && isClickOn ? draftGrid(details, draft, chosenBpm(details, draft)) : null;
  const key = kind === 'key' && isChordOn ? chosenKey(details, draft) : null;
  accompany({
    trackId: details.track.id,
    clicks: grid && { timesMs: grid.timesMs, isAccented: (index) => isDownbeat(grid, index) },
    chordHz: key === null ? null : chordFrequencies(key, details.analysis.findings?.key.tuningCents ?? 0),
  });
}

/** The triad of a key in close position above middle C, tuned as the track is. */
export function chordFrequencies(key: number, tuningCents: number): number[] {
  const [root, third, fifth] = triadOf(key);
  const notes = [root, root + ((third - root + 12) % 12), root + ((fifth - root + 12) % 12)];
  return notes.map((note) => 440 * 2 ** ((chordOctave + note - 69 + tuningCents / 100) / 12));
}

/** What plays goes on to its end, without clicks. */
export function endListening(): void {
  accompany(null);
  endPart();
  useLane.setState({ isListening: false });
}
