import { create } from 'zustand';
import type { ReleaseId } from '#shared/contract/studio-ids.ts';

/** What a dialog of releases is about. */
export type ReleaseDialog =
  | { kind: 'new' }
  | { kind: 'codes' }
  | { kind: 'track' | 'chooseFile'; releaseId: ReleaseId; place: number }
  | { kind: 'addTracks' | 'artists'; releaseId: ReleaseId }
  | { kind: 'pasteIsrcs'; releaseId: ReleaseId }
  | { kind: 'duplicate'; releaseId: ReleaseId }
  | { kind: 'submit'; releaseId: ReleaseId };

/** Columns of the tracks that are typed into. */
export const typedColumns = ['title', 'artist', 'isrc'] as const;
export type TypedColumn = (typeof typedColumns)[number];

type ReleasesState = {
  dialog: ReleaseDialog | null;
  /** The track that keys act on, by its place. */
  current: number;
  editing: { place: number; column: TypedColumn } | null;
  showsArchive: boolean;
};

export const useReleases = create<ReleasesState>(() => ({
  dialog: null,
  current: 0,
  editing: null,
  showsArchive: false,
}));

export function openReleaseDialog(dialog: ReleaseDialog): void {
  useReleases.setState({ dialog });
}

export function closeReleaseDialog(): void {
  useReleases.setState({ dialog: null });
}
