import { create } from 'zustand';
import type { TracklistEntryId } from '#shared/contract/tracklists.ts';

/** The columns of an entry that can be typed into, in the order of the table. */
export const editedColumns = ['start', 'title', 'remix', 'artist', 'label', 'transition', 'bpm', 'key'] as const;
export type EditedColumn = (typeof editedColumns)[number];

export type TracklistDialog = 'paste' | 'details' | 'times' | 'versions' | 'mix';

type TracklistsState = {
  /** The entry that keys and the seam editor act on. */
  selected: TracklistEntryId | null;
  editing: { id: TracklistEntryId; column: EditedColumn } | null;
  dialog: TracklistDialog | null;
  /** What was dropped onto the view, for the paste dialog to begin with. */
  pasted: string;
  /** A start that is being moved and not saved yet. */
  moving: { id: TracklistEntryId; startMs: number } | null;
};

export const useTracklists = create<TracklistsState>(() => ({
  selected: null,
  editing: null,
  dialog: null,
  pasted: '',
  moving: null,
}));

export function openDialog(dialog: TracklistDialog, pasted = ''): void {
  useTracklists.setState({ dialog, pasted });
}

export function closeDialog(): void {
  useTracklists.setState({ dialog: null, pasted: '' });
}

/** The entry that the table and the seam are at. */
export function useSelectedEntry(): TracklistEntryId | null {
  return useTracklists((state) => state.selected);
}

export function selectEntry(selected: TracklistEntryId | null): void {
  if (useTracklists.getState().selected !== selected) useTracklists.setState({ selected });
}
