import { create } from 'zustand';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { ReviewKind } from '#shared/contract/review.ts';
import { type Draft, emptyDraft } from './answers.ts';
import type { LaneFilter } from './lane-layout.ts';

/** One question: what is not sure, of which track. */
export type Place = { id: TrackId; kind: ReviewKind };
/** A question on screen. `index` is where it stands in the lane; null while that is not known. */
export type Cursor = Place & { index: number | null };

type LaneState = {
  filter: LaneFilter;
  cursor: Cursor | null;
  /** The question was answered and stays on screen. */
  isAnswered: boolean;
  /** An answer is on its way. */
  isSending: boolean;
  /** Where the lane goes on after the further questions of a track. */
  resume: Cursor | null;
  /** Questions left for later in this window, as `placeKey` writes them. */
  skipped: ReadonlySet<string>;
  draft: Draft;
  taps: readonly number[];
  /** The part on screen is to be heard, also that of the next question. */
  isListening: boolean;
  isClickOn: boolean;
  isChordOn: boolean;
};

export const useLane = create<LaneState>(() => ({
  filter: 'all',
  cursor: null,
  isAnswered: false,
  isSending: false,
  resume: null,
  skipped: new Set(),
  draft: emptyDraft,
  taps: [],
  isListening: false,
  isClickOn: true,
  isChordOn: false,
}));

export function placeKey({ id, kind }: Place): string {
  return `${kind}:${id}`;
}

export function isSamePlace(first: Place | null, second: Place | null): boolean {
  return first !== null && second !== null && first.id === second.id && first.kind === second.kind;
}

/** Opens a question with nothing chosen yet. */
export function showPlace(cursor: Cursor | null): void {
  useLane.setState({ cursor, isAnswered: false, draft: emptyDraft, taps: [] });
}

export function changeDraft(change: Partial<Draft>): void {
  useLane.setState(({ draft }) => ({ draft: { ...draft, ...change } }));
}
