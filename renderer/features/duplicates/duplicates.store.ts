import { create } from 'zustand';
import type { DuplicateId } from '#shared/contract/library/duplicates.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';

export type DuplicatesMode = 'one' | 'table';

type DuplicatesState = {
  mode: DuplicatesMode;
  /** The group on screen, and where it stood in the list: the next one takes its place. */
  groupId: DuplicateId | null;
  index: number;
  /** The file the user wants to keep; null for the suggested one. */
  keep: TrackId | null;
  /** An answer is on its way. */
  isSending: boolean;
};

export const useDuplicates = create<DuplicatesState>(() => ({
  mode: 'one',
  groupId: null,
  index: 0,
  keep: null,
  isSending: false,
}));

export function showGroup(groupId: DuplicateId | null, index: number): void {
  useDuplicates.setState({ groupId, index, keep: null });
}
