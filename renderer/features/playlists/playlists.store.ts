import { create } from 'zustand';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { PlaylistEntryId, PlaylistId } from '#shared/contract/playlists.ts';

export type PlaylistDialog =
  | { kind: 'add'; trackIds: readonly TrackId[] }
  /** Some of the tracks are in it already. */
  | { kind: 'present'; id: PlaylistId; name: string; trackIds: readonly TrackId[]; present: number; at: number | null }
  | { kind: 'versions'; id: PlaylistId; name: string }
  | { kind: 'link'; id: PlaylistId; entryId: PlaylistEntryId; title: string; facts: string };

type PlaylistsState = {
  /** Folders that are unfolded in the tree. */
  open: ReadonlySet<number>;
  /** The line of the tree the keyboard stands on. */
  focused: PlaylistId | null;
  renaming: PlaylistId | null;
  dialog: PlaylistDialog | null;
  /** Which lists are looked at as a set or as a list, where that differs from what they are. */
  modes: Readonly<Record<number, 'list' | 'set'>>;
};

export const usePlaylists = create<PlaylistsState>(() => ({
  open: new Set(),
  focused: null,
  renaming: null,
  dialog: null,
  modes: {},
}));

export function setFolderOpen(id: number, isOpen: boolean): void {
  usePlaylists.setState(({ open }) => {
    const next = new Set(open);
    if (isOpen) next.add(id);
    else next.delete(id);
    return { open: next };
  });
}

export function openFolders(ids: readonly number[]): void {
  if (ids.length > 0) usePlaylists.setState(({ open }) => ({ open: new Set([...open, ...ids]) }));
}

export function openDialog(dialog: PlaylistDialog): void {
  usePlaylists.setState({ dialog });
}

export function closeDialog(): void {
  usePlaylists.setState({ dialog: null });
}
